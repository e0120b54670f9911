import TaktModel

/// The lives of the events in a ledger: when each was received, planned for, published, acknowledged and closed.
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
  }

  package private(set) var lives: [Life] = []
  package private(set) var refused = 0

  package init(_ lines: [LedgerLine]) {
    var place: [LedgerLine.Key: Int] = [:]
    // Those that wait for the next step of their life, so that each is looked at once a step.
    var unpublished: [Int] = []
    var unacknowledged: [Int] = []
    // Those that came and could not be.
    var gone: Set<LedgerLine.Key> = []
    for line in lines {
      switch line.record {
      case .received:
        guard let event = line.event else { continue }
        let key = LedgerLine.Key(source: event.source, id: event.id)
        guard place[key] == nil else { continue }
        place[key] = lives.count
        lives.append(Life(event: event, received: line.at))
      case .refused:
        refused += 1
        for key in line.keys ?? [] where place[key] != nil { gone.insert(key) }
      case .planned:
        for key in line.keys ?? [] {
          guard let i = place[key], lives[i].planned == nil else { continue }
          lives[i].planned = line.at
          lives[i].planVersion = line.planVersion
          unpublished.append(i)
        }
      case .published:
        let version = line.planVersion ?? 0
        for i in unpublished where lives[i].planVersion ?? .max <= version {
          lives[i].published = line.at
          unacknowledged.append(i)
        }
        unpublished.removeAll { lives[$0].published != nil }
      case .acknowledged:
        let version = line.planVersion ?? 0
        for i in unacknowledged where lives[i].planVersion ?? .max <= version {
          lives[i].acknowledged = line.at
        }
        unacknowledged.removeAll { lives[$0].acknowledged != nil }
      case .closed:
        for i in (line.keys ?? []).compactMap({ place[$0] }) where lives[i].closed == nil {
          lives[i].closed = line.at
        }
      }
    }
    if !gone.isEmpty {
      lives.removeAll { gone.contains(.init(source: $0.event.source, id: $0.event.id)) }
    }
  }

  /// Events that are over now, and were not before: their trouble has ended and a plan that knows so is published; or they asked
  /// for a plan alone, and whoever carries it out has it.
  package func closable() -> [LedgerLine.Key] {
    lives.enumerated().compactMap { i, life in
      guard life.closed == nil, life.published != nil, isOver(i) else { return nil }
      return LedgerLine.Key(source: life.event.source, id: life.event.id)
    }
  }

  /// What ends the trouble an event begins; nil for one that is no trouble that lasts.
  private static let ends: [ShopEvent.Kind: [ShopEvent.Kind]] = [
    .machineDown: [.machineUp], .machineSlow: [.machineUp], .operatorAbsent: [.operatorPresent],
    .toolBroken: [.toolAvailable], .materialLate: [.materialArrived],
    .materialShort: [.materialArrived], .orderHeld: [.orderResumed, .orderCancelled],
    .qualityHold: [.qualityReleased, .orderCancelled],
    .operationPaused: [.operationStarted, .operationFinished],
  ]

  private func isOver(_ i: Int) -> Bool {
    let life = lives[i]
    guard let kind = ShopEvent.Kind(rawValue: life.event.type), let ends = Self.ends[kind] else {
      return life.acknowledged != nil
    }
    return lives[i...].dropFirst().contains { later in
      later.published != nil
        && ShopEvent.Kind(rawValue: later.event.type).map(ends.contains) == true
        && later.event.data.resource == life.event.data.resource
        && (later.event.data.order == life.event.data.order || later.event.data.order == nil)
    }
  }
}
