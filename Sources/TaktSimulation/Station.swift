import TaktModel
import TaktRescheduling

/// A job order at work on its machine: changeover, own setup and run, one after the other, each with those who must be there for it.
///
/// A changeover needs the machine and whoever sets it up; the pieces may still be on their way. Setup and run need the pieces.
struct Station {
  /// What is being done.
  enum Phase: Int { case changeover, setup, run, done }

  let line: JobOrder
  let order: Int
  let step: Int
  /// Seconds of each phase, by its number.
  private let work: [Int]
  /// A changeover that goes on in breaks goes by the clock.
  private let isByClock: Bool
  private let setupCrew: OpenTime.Crew
  private let runCrew: OpenTime.Crew
  /// The units held in the setup, and in the run; indices of secondary resources.
  private let units: (setup: [Int], run: [Int])

  private(set) var phase = Phase.changeover
  /// Seconds left of the phase, and since when it goes on.
  private var left = 0
  private var since: Instant
  /// Whether the phase has not begun: something it needs is not there.
  private(set) var isWaiting = true
  /// Tells an end that was put off by a breakdown from the one that holds.
  private(set) var turn = 0

  /// - Parameters:
  ///   - held: the units the line holds, slot by slot
  ///   - runFactor: what the run takes over what is planned
  init(
    _ line: JobOrder, order: Int, step: Int, of plant: Plant, on machine: Int, held: [Int?],
    changeover: Changeover?, runFactor: Double, at: Instant
  ) {
    let operation = plant.routings[plant.orders[order].routing].operations[step]
    let alternative =
      operation.alternatives.first { $0.resource == machine } ?? operation.alternatives[0]
    let own = operation.work(alternative, ofOrder: plant.orders[order].quantity)
    let run = Double(own.run) * runFactor
    (self.line, self.order, self.step) = (line, order, step)
    work = [changeover?.time ?? 0, own.setup, Int(run.rounded()), 0]
    isByClock = changeover?.runsInBreaks ?? false
    let crew = { (inRun: Bool) in
      OpenTime.crew(operation, on: machine, holding: held, inRun: inRun)
    }
    (setupCrew, runCrew) = (crew(false), crew(true))
    let spans = operation.needs.flatMap { Array(repeating: $0.span, count: $0.quantity) }
    let all = zip(held, spans).compactMap { unit, span in unit.map { ($0, span) } }
    units = (all.filter { $0.1 != .run }.map(\.0), all.filter { $0.1 != .setup }.map(\.0))
    since = at
    phase = firstPhase(from: .changeover)
  }

  /// The first phase from one on in which there is something to do.
  private func firstPhase(from: Phase) -> Phase {
    [.changeover, .setup, .run].first { $0.rawValue >= from.rawValue && work[$0.rawValue] > 0 }
      ?? .done
  }

  /// Whether the phase needs the pieces.
  var needsPieces: Bool { phase != .changeover }

  /// Units the phase holds.
  var held: [Int] {
    switch phase {
    case .changeover, .setup: units.setup
    case .run: units.run
    case .done: []
    }
  }

  /// When a phase that may begin does: at the first moment at which all work who must.
  func opening(at: Instant, _ time: OpenTime) -> Instant? {
    phase == .changeover && isByClock ? at : time.opening(crew, from: at)
  }

  private var crew: OpenTime.Crew { phase == .run ? runCrew : setupCrew }

  /// Its phase begun.
  func begun(at: Instant) -> Station {
    var station = self
    (station.left, station.since, station.isWaiting) = (work[phase.rawValue], at, false)
    station.turn += 1
    return station
  }

  /// When the phase ends if nothing comes in between.
  func end(_ time: OpenTime) -> Instant? {
    phase == .changeover && isByClock ? since + left : time.end(of: left, crew, from: since)
  }

  /// Its machine broken down.
  func stopped(at: Instant, _ time: OpenTime) -> Station {
    guard !isWaiting else { return self }
    var station = self
    let done = phase == .changeover && isByClock ? at - since : time.work(crew, from: since, to: at)
    station.left = max(1, left - done)
    station.turn += 1
    return station
  }

  /// Its machine at work again.
  func goingOn(at: Instant) -> Station {
    var station = self
    station.since = at
    return station
  }

  /// Its next phase, which waits until it may begin.
  var next: Station {
    var station = self
    station.phase = Phase(rawValue: phase.rawValue + 1).map { firstPhase(from: $0) } ?? .done
    station.isWaiting = true
    return station
  }
}
