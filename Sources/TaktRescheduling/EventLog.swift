public import TaktModel

/// The events a plan knows of, and the facts they make: each taken in once, in the order of when they happened.
public struct EventLog: Sendable {
  /// What became of an event.
  public enum Outcome: Sendable, Equatable {
    /// Taken in; says whether it changes anything.
    case applied(hasEffect: Bool)
    /// Known already, word for word.
    case duplicate
    /// Not taken in.
    case refused(Refusal)
  }

  /// The plant as it was planned at first.
  let base: Plant
  private let defaults: FloorFacts.Defaults
  /// All events taken in, by time, then by when they came.
  public private(set) var events: [ShopEvent] = []
  private var digests: [ShopEvent.Key: String] = [:]
  /// What they tell.
  public private(set) var facts: FloorFacts
  /// When each resource was last heard of.
  public private(set) var heard: [String: Instant] = [:]
  /// Whether resources send word of themselves, so that silence means something.
  public private(set) var hearsStates = false

  /// Seconds an event may lie before the plan its plant was made for, or ahead of all that is known: a year.
  ///
  /// A sender whose clock is wrong by more would otherwise set the present for all that follow.
  static let farthest = 366 * 86_400

  /// A log of events over a plant as it was planned at first.
  public init(_ plant: Plant, defaults: FloorFacts.Defaults = FloorFacts.Defaults()) {
    base = plant
    self.defaults = defaults
    facts = FloorFacts(plant, defaults: defaults)
  }

  /// Takes events in that a plan already knows.
  ///
  /// - Complexity: O(events log events)
  public mutating func restore(_ known: [ShopEvent]) {
    events = known
    for event in known {
      digests[event.key] = event.digest
      hear(event)
    }
    refold()
  }

  /// Takes in events as they come, or says why not.
  ///
  /// Those of a batch are taken in by when they happened, whatever order they stand in.
  /// - Parameter asOf: the present moment; what happens later is not known yet
  /// - Complexity: O(batch log batch) where all of it is news; O(events) once more for what comes late, and O(events log batch)
  ///   for each that contradicts what is known
  public mutating func add(_ batch: [ShopEvent], asOf: Instant) -> [Outcome] {
    var outcomes: [Outcome] = Array(repeating: .duplicate, count: batch.count)
    var news: [Int] = []
    var fresh: [ShopEvent.Key: Int] = [:]
    for (i, event) in batch.enumerated() {
      let known = digests[event.key] ?? fresh[event.key].map { batch[$0].digest }
      if let known {
        if known != event.digest { outcomes[i] = .refused(Self.reused(event)) }
      } else if let refusal = outOfTime(event, asOf) {
        outcomes[i] = .refused(refusal)
      } else {
        fresh[event.key] = i
        news.append(i)
      }
    }
    news.sort { batch[$0].isBefore(batch[$1]) }
    let late = events.last.map { last in news.filter { batch[$0].isLate(behind: last) } } ?? []
    if late.isEmpty {
      for i in news { outcomes[i] = append(batch[i]) }
    } else {
      insert(news, of: batch, &outcomes)
    }
    for i in news {
      guard case .applied = outcomes[i] else { continue }
      digests[batch[i].key] = batch[i].digest
      hear(batch[i])
    }
    return outcomes
  }

  private static func reused(_ event: ShopEvent) -> Refusal {
    Refusal(
      "id", event.id, zh: "此来源的该编号已用于另一个事件", en: "is the id of another event of this source")
  }

  private func outOfTime(_ event: ShopEvent, _ asOf: Instant) -> Refusal? {
    if event.time > asOf + Self.farthest {
      return Refusal(
        "time", clock(event.time), zh: "晚于已知的最后时刻一年以上",
        en: "is more than a year ahead of all that is known")
    }
    if event.time > asOf {
      return Refusal(
        "time", clock(event.time), zh: "晚于当前时刻（--as-of）", en: "is after the present (--as-of)")
    }
    if event.time < base.asOf - Self.farthest {
      return Refusal(
        "time", clock(event.time), zh: "早于计划一年以上", en: "is more than a year before the plan")
    }
    return nil
  }

  private mutating func hear(_ event: ShopEvent) {
    guard let resource = event.data.resource else { return }
    heard[resource] = max(heard[resource] ?? event.time, event.time)
    if event.kind == .machineState { hearsStates = true }
  }

  /// Takes over when resources were last heard of.
  public mutating func restore(heard: [String: Instant]) {
    for (resource, time) in heard { self.heard[resource] = max(self.heard[resource] ?? time, time) }
    hearsStates = hearsStates || !heard.isEmpty
  }

  /// Resources that send word of themselves and have not for a minute, each with the seconds since.
  public func silent(at moment: Instant) -> [(resource: String, seconds: Int)] {
    guard hearsStates else { return [] }
    return heard.filter { moment - $0.value > 60 }.sorted { $0.key < $1.key }
      .map { ($0.key, moment - $0.value) }
  }

  private func clock(_ instant: Instant) -> String { base.zone.wall(instant).text }

  private mutating func append(_ event: ShopEvent) -> Outcome {
    do {
      let hasEffect = try facts.apply(event)
      // Word of a machine's state is only as good as the last one: it is not kept.
      if event.kind != .machineState { events.append(event) }
      return .applied(hasEffect: hasEffect)
    } catch {
      return .refused(error)
    }
  }

  /// Folds events in at their places, some of them late: all at once where that contradicts nothing, else in halves.
  private mutating func insert(
    _ news: [Int], of batch: [ShopEvent], _ outcomes: inout [Outcome]
  ) {
    var merged: [(event: ShopEvent, new: Int?)] = []
    merged.reserveCapacity(events.count + news.count)
    var next = news[...]
    for event in events {
      while let i = next.first, batch[i].isBefore(event) {
        merged.append((batch[i], next.removeFirst()))
      }
      merged.append((event, nil))
    }
    for i in next { merged.append((batch[i], i)) }
    var folded = FloorFacts(base, defaults: defaults)
    var kept: [ShopEvent] = []
    var told = outcomes
    for (event, new) in merged {
      do {
        let hasEffect = try folded.apply(event)
        if let new { told[new] = .applied(hasEffect: hasEffect) }
        if event.kind != .machineState { kept.append(event) }
      } catch {
        guard let new else { return split(news, of: batch, against: event, &outcomes) }
        told[new] = .refused(error)
      }
    }
    if folded.agrees(with: facts) {
      for i in news where told[i] == .applied(hasEffect: true) {
        told[i] = .applied(hasEffect: false)
      }
    }
    (events, facts, outcomes) = (kept, folded, told)
  }

  /// Some of these make an event impossible that came before them.
  private mutating func split(
    _ news: [Int], of batch: [ShopEvent], against known: ShopEvent, _ outcomes: inout [Outcome]
  ) {
    if news.count == 1 {
      outcomes[news[0]] = .refused(
        Refusal(
          "time", clock(batch[news[0]].time), zh: "与之后的事件 \(known.id) 矛盾",
          en: "contradicts event \(known.id), which came later"))
      return
    }
    let half = news.count / 2
    insert(Array(news[..<half]), of: batch, &outcomes)
    insert(Array(news[half...]), of: batch, &outcomes)
  }

  /// Whether another log tells the same of the floor.
  package func tells(the other: EventLog) -> Bool { facts.agrees(with: other.facts) }

  private mutating func refold() {
    facts = FloorFacts(base, defaults: defaults)
    for event in events { _ = try? facts.apply(event) }
  }
}

extension ShopEvent {
  /// Whether this happened before another event: of what happened in the same second, orders come into being first, then change,
  /// and the rest goes by sender and number, so that the order of delivery never tells.
  fileprivate func isBefore(_ other: ShopEvent) -> Bool {
    let rank = { (event: ShopEvent) in
      switch event.kind {
      case .orderNew, .orderRush: 0
      case .orderQuantityChanged, .orderDueChanged, .orderPriorityChanged, .qualityScrap: 1
      default: 2
      }
    }
    return (time.seconds, rank(self), source, id.utf8.count, id)
      < (other.time.seconds, rank(other), other.source, other.id.utf8.count, other.id)
  }
}

extension ShopEvent {
  /// Whether this must be put before the last one known: word of a machine's state is only as good as the latest.
  fileprivate func isLate(behind last: ShopEvent) -> Bool {
    kind != .machineState && isBefore(last)
  }
}

extension FloorFacts {
  /// Whether two logs tell the same of the floor.
  func agrees(with other: FloorFacts) -> Bool {
    plant.orders == other.plant.orders && stops == other.stops && operations == other.operations
      && cancelledAt == other.cancelledAt && holds == other.holds && awaited == other.awaited
      && lots == other.lots
      && frozenUntil == other.frozenUntil
  }
}
