import TaktModel

/// A way to man an operation: for each need the candidates of one calendar, or all of them where those of one are too few.
final class Crew {
  /// Candidates of each need.
  private let groups: [[Int]]
  /// One of each calendar held in the setup, and in the run.
  let inSetup: [Int]
  let inRun: [Int]

  private init(groups: [[Int]], inSetup: [Int], inRun: [Int]) {
    (self.groups, self.inSetup, self.inRun) = (groups, inSetup, inRun)
  }

  private static let most = 64

  /// Every way, the first calendars first.
  fileprivate static func all(_ operation: RoutingOperation, _ plant: Plant) -> [Crew] {
    var ways: [[[Int]]] = [[]]
    for need in operation.needs {
      let groups = Self.groups(need, plant)
      ways = Array(ways.flatMap { way in groups.map { way + [$0] } }.prefix(most))
    }
    return ways.map { way in
      let held = { (skips: RoutingOperation.Need.Span) in
        zip(operation.needs, way).filter { $0.0.span != skips }.flatMap { Array($0.1) }
      }
      return Crew(groups: way, inSetup: held(.run), inRun: held(.setup))
    }
  }

  private static func groups(_ need: RoutingOperation.Need, _ plant: Plant) -> [[Int]] {
    let byCalendar = Dictionary(grouping: need.candidates) { plant.secondaries[$0].calendar ?? -1 }
    let groups = byCalendar.sorted { $0.key < $1.key }.map(\.value).filter { group in
      group.reduce(0) { $0 + plant.secondaries[$1].quantity } >= need.quantity
    }
    return groups.isEmpty ? [need.candidates] : groups
  }

  /// Whether the crew is there for an entry.
  enum Answer {
    /// It is, by these.
    case held([PlanBook.Hold])
    /// Too few for a need; somebody is free at a tick.
    case busy(need: Int, next: Int32)
    /// Too few for good.
    case never
  }

  func held(
    _ operation: RoutingOperation, _ entry: PlanBook.Entry, _ book: PlanBook, spare: Int
  ) -> Answer {
    var holds: [PlanBook.Hold] = []
    for (number, need) in operation.needs.enumerated() {
      let from = need.span == .run ? entry.start : entry.setupStart
      let to = need.span == .setup ? entry.start : entry.end
      var wanted = need.quantity
      for r in groups[number] where wanted > 0 {
        let taken = holds.count { $0.secondary == r }
        let free =
          book.plant.secondaries[r].quantity + (r == spare ? 1 : 0) - taken
          - (from < to ? book.use[r].most(from: from, to: to) : 0)
        let used = min(wanted, max(0, free))
        wanted -= used
        holds += Array(repeating: .init(secondary: r, from: from, to: to), count: used)
      }
      guard wanted > 0 else { continue }
      let next = groups[number].compactMap { book.use[$0].nextRelease(after: from) }.min()
      guard let next else { return .never }
      return .busy(need: number, next: next)
    }
    return .held(holds)
  }
}

/// The ways to man each operation of a plant, worked out when first asked for.
final class CrewTable {
  private let plant: Plant
  private var known: [[[Crew]?]]

  init(_ plant: Plant) {
    self.plant = plant
    known = plant.routings.map { Array(repeating: nil, count: $0.operations.count) }
  }

  /// Every way to man a step of a routing.
  func crews(routing: Int, step: Int) -> [Crew] {
    if let crews = known[routing][step] { return crews }
    let crews = Crew.all(plant.routings[routing].operations[step], plant)
    known[routing][step] = crews
    return crews
  }
}
