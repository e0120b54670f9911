import TaktModel

/// The lives of the events in a ledger: when each was received, planned for, published, acknowledged and closed.
///
/// Lines are taken in one by one, each in time that does not grow with the ledger.
package struct EventLives: Sendable {
  /// One event's life, in milliseconds since 1970.
  package struct Life: Sendable {
    package var event: EventLine
    package var received: Int
    package var planned: Int?
    package var published: Int?
    package var acknowledged: Int?
    package var closed: Int?
    package var planVersion: Int?
    /// Whether it came and could not be.
    fileprivate var isRefused = false
  }

  /// What a trouble and its end are about: a kind, and an order, an operation or a resource.
  private struct Topic: Hashable, Sendable {
    var kind: ShopEvent.Kind
    var about: String
  }

  private var all: [Life] = []
  private var place: [LedgerLine.Key: Int] = [:]
  package private(set) var refused = 0
  // Those that wait for the next step of their life, so that each is looked at once a step.
  private var unpublished: [Int] = []
  private var unacknowledged: [Int] = []
  /// Published troubles that go on.
  private var troubles: [Topic: [Int]] = [:]
  /// The last published event of each topic that ends a trouble.
  private var lastEnd: [Topic: Int] = [:]
  /// Those that are over, and not yet closed.
  private var over: [Int] = []

  package init(_ lines: [LedgerLine] = []) {
    for line in lines { take(line) }
  }

  /// Lives of the events that were not refused, in the order they came.
  package var lives: [Life] { all.filter { !$0.isRefused } }

  /// Events that are over now, and were not before: their trouble has ended and a plan that knows so is published; or they asked
  /// for a plan alone, and whoever carries it out has it.
  package func closable() -> [LedgerLine.Key] {
    over.sorted().compactMap { i in
      all[i].isRefused ? nil : .init(source: all[i].event.source, id: all[i].event.id)
    }
  }

  // MARK: Line by line

  /// Takes in the next line of the ledger.
  package mutating func take(_ line: LedgerLine) {
    switch line.record {
    case .received:
      guard let event = line.event else { return }
      let key = LedgerLine.Key(source: event.source, id: event.id)
      guard place[key] == nil else { return }
      place[key] = all.count
      all.append(Life(event: event, received: line.at))
    case .refused:
      refused += line.count ?? 1
      for i in (line.keys ?? []).compactMap({ place[$0] }) { all[i].isRefused = true }
    case .planned:
      for i in (line.keys ?? []).compactMap({ place[$0] }) where all[i].planned == nil {
        all[i].planned = line.at
        all[i].planVersion = line.planVersion
        unpublished.append(i)
      }
    case .published:
      let known = reached(&unpublished, by: line.planVersion)
      for i in known { all[i].published = line.at }
      unacknowledged += known
      for i in known { publish(i) }
    case .acknowledged:
      for i in reached(&unacknowledged, by: line.planVersion) {
        all[i].acknowledged = line.at
        if trouble(i) == nil { over.append(i) }
      }
    case .closed:
      let closed = Set((line.keys ?? []).compactMap { place[$0] })
      for i in closed where all[i].closed == nil { all[i].closed = line.at }
      over.removeAll { closed.contains($0) }
    }
  }

  /// Takes those out of a list whose plan is no newer than a version.
  private func reached(_ waiting: inout [Int], by version: Int?) -> [Int] {
    let isReached = { (i: Int) in all[i].planVersion ?? .max <= version ?? 0 }
    let known = waiting.filter(isReached)
    waiting.removeAll(where: isReached)
    return known
  }

  // MARK: Troubles and their ends

  /// What ends the trouble an event begins; an event of any other kind is no trouble that lasts.
  private static let ends: [ShopEvent.Kind: [ShopEvent.Kind]] = [
    .machineDown: [.machineUp], .machineSlow: [.machineUp], .operatorAbsent: [.operatorPresent],
    .toolBroken: [.toolAvailable], .materialLate: [.materialArrived],
    .materialShort: [.materialArrived], .orderHeld: [.orderResumed, .orderCancelled],
    .qualityHold: [.qualityReleased, .orderCancelled],
    .operationPaused: [.operationStarted, .operationFinished],
  ]

  /// The troubles an event ends.
  private static let ended: [ShopEvent.Kind: [ShopEvent.Kind]] = ends.reduce(into: [:]) {
    for end in $1.value { $0[end, default: []].append($1.key) }
  }

  private func topic(_ i: Int) -> Topic? {
    guard let kind = ShopEvent.Kind(rawValue: all[i].event.type) else { return nil }
    let data = all[i].event.data
    let about: String?
    switch kind {
    case .operationPaused, .operationStarted, .operationFinished:
      about = "\(data.order ?? "")/\(data.operation ?? "")"
    case .materialLate, .materialShort, .materialArrived, .orderHeld, .orderResumed,
      .orderCancelled, .qualityHold, .qualityReleased:
      about = data.order ?? data.item
    default: about = data.resource
    }
    return about.map { Topic(kind: kind, about: $0) }
  }

  /// The trouble an event begins.
  private func trouble(_ i: Int) -> Topic? {
    topic(i).flatMap { Self.ends[$0.kind] == nil ? nil : $0 }
  }

  private mutating func publish(_ i: Int) {
    guard let topic = topic(i) else { return }
    if let ends = Self.ends[topic.kind] {
      // Its end may be known already.
      let end = ends.compactMap { lastEnd[Topic(kind: $0, about: topic.about)] }.max()
      if let end, end > i { over.append(i) } else { troubles[topic, default: []].append(i) }
    }
    for kind in Self.ended[topic.kind] ?? [] {
      lastEnd[topic] = max(lastEnd[topic] ?? i, i)
      let waiting = Topic(kind: kind, about: topic.about)
      guard let list = troubles[waiting] else { continue }
      over += list.filter { $0 < i }
      troubles[waiting] = list.filter { $0 >= i }
    }
  }
}
