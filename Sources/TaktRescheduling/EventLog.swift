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

  /// Seconds an event may lie before the plan its plant was made for: a year.
  private static let oldest = 366 * 86_400

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
  /// - Parameter asOf: the present moment; what happens later is not known yet
  public mutating func add(_ batch: [ShopEvent], asOf: Instant) -> [Outcome] {
    batch.map { add($0, asOf) }
  }

  private mutating func add(_ event: ShopEvent, _ asOf: Instant) -> Outcome {
    if let known = digests[event.key] {
      guard known != event.digest else { return .duplicate }
      return .refused(
        Refusal(
          "id", event.id, zh: "此来源的该编号已用于另一个事件", en: "is the id of another event of this source"))
    }
    if event.time > asOf {
      return .refused(
        Refusal("time", clock(event.time), zh: "晚于当前时刻 --as-of", en: "is after --as-of"))
    }
    if event.time < base.asOf - Self.oldest {
      return .refused(
        Refusal(
          "time", clock(event.time), zh: "早于计划一年以上", en: "is more than a year before the plan"))
    }
    let isLate = event.kind != .machineState && events.last.map { $0.time > event.time } ?? false
    let outcome = isLate ? insert(event) : append(event)
    if case .applied = outcome {
      digests[event.key] = event.digest
      hear(event)
    }
    return outcome
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

  /// Folds a late event in at its place.
  private mutating func insert(_ event: ShopEvent) -> Outcome {
    let (oldEvents, oldFacts) = (events, facts)
    let at = events.firstIndex { $0.time > event.time } ?? events.count
    events.insert(event, at: at)
    facts = FloorFacts(base, defaults: defaults)
    for (i, known) in events.enumerated() {
      do {
        _ = try facts.apply(known)
      } catch {
        // It cannot be itself, or makes one that came before it impossible.
        (events, facts) = (oldEvents, oldFacts)
        return .refused(
          i == at
            ? error
            : Refusal(
              "time", clock(event.time), zh: "与之后的事件 \(known.id) 矛盾",
              en: "contradicts event \(known.id), which came later"))
      }
    }
    return .applied(hasEffect: !facts.agrees(with: oldFacts))
  }

  private mutating func refold() {
    facts = FloorFacts(base, defaults: defaults)
    for event in events { _ = try? facts.apply(event) }
  }
}

extension FloorFacts {
  /// Whether two logs tell the same of the floor.
  func agrees(with other: FloorFacts) -> Bool {
    plant.orders == other.plant.orders && stops == other.stops && operations == other.operations
      && cancelled == other.cancelled && held == other.held && awaited == other.awaited
      && frozenUntil == other.frozenUntil
  }
}
