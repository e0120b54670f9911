import TaktModel
import TaktPlanning
import TaktSolvers
import TaktTestKit
import Testing

/// No engine is believed: not its schedule, not its value, not its bound.
@Suite struct SolveProblemTests {
  /// Two jobs on one machine, for 3 and 4 ticks: the optimum is 7, and Jackson's bound proves it.
  private static func problem() throws -> Problem {
    try Problem(
      jobs: [
        JobSpec(chain: [[.init(machine: 0, duration: 3)]], due: 3, weight: 2),
        JobSpec(chain: [[.init(machine: 0, duration: 4)]], due: 4),
      ],
      machineCount: 1)
  }
  private static let optimal = Schedule(mode: [0, 1], start: [0, 3], end: [3, 7])
  private static let late = Schedule(mode: [0, 1], start: [0, 4], end: [3, 8])

  private func run(
    _ objective: Objective = .makespan, _ script: @escaping @Sendable (SolveTask) -> Void
  ) throws -> SolveProblem.Result {
    try SolveProblem.run(
      Self.problem(), objective: objective, engine: ScriptedEngine(script), budget: Budget(),
      board: Board())
  }

  @Test func `an optimal schedule is optimal even if only the quick bounds prove it`() throws {
    let result = try run { $0.board.offer(Self.optimal, value: 7, by: "honest") }
    #expect(result.status == .optimal)
    #expect(result.board.bound == 7)
    #expect(result.board.schedule == Self.optimal)
  }

  @Test func `a schedule above the bound is feasible`() throws {
    let result = try run {
      $0.board.offer(Self.late, value: 8, by: "honest")
      $0.board.raise(bound: 5, by: "honest")
    }
    #expect(result.status == .feasible)
    #expect(result.board.bound == 5)
  }

  @Test func `weighted tardiness is recomputed in its own measure`() throws {
    // 2 · 0 + 1 · (7 - 4)
    let result = try run(.weightedTardiness) {
      $0.board.offer(Self.optimal, value: 3, by: "honest")
    }
    #expect(result.board.value == 3)
  }

  @Test func `nothing found is unknown, with a bound`() throws {
    let result = try run { _ in }
    #expect(result.status == .unknown)
    #expect(result.board.schedule == nil)
    #expect(result.board.bound == 7)
  }

  @Test(arguments: [
    (Schedule(mode: [0, 1], start: [0, 2], end: [3, 6]), "overlap"),
    (Schedule(mode: [0, 1], start: [0, 3], end: [3, 6]), "works 3"),
    (Schedule(mode: [0], start: [0], end: [3]), "1 of 2 operations"),
    (Schedule(mode: [1, 1], start: [0, 3], end: [4, 7]), "has no mode 1"),
  ])
  func `an invalid schedule is a fault of the engine`(_ schedule: Schedule, _ words: String)
    throws
  {
    let error = #expect(throws: Fault.self) {
      try run { $0.board.offer(schedule, value: 7, by: "liar") }
    }
    let text = try #require(error?.description)
    #expect(text.hasPrefix("engine liar made an invalid schedule"))
    #expect(text.contains(words))
  }

  @Test(arguments: [6, 8])
  func `a false value is a fault, whichever way it errs`(_ value: Int) throws {
    let error = #expect(throws: Fault.self) {
      try run { $0.board.offer(Self.optimal, value: value, by: "liar") }
    }
    #expect(error?.description.contains("liar claims \(value)") == true)
    #expect(error?.description.hasSuffix("the schedule's value is 7") == true)
  }

  @Test func `a bound above the value is a fault`() {
    let error = #expect(throws: Fault.self) {
      try run {
        $0.board.offer(Self.optimal, value: 7, by: "liar")
        $0.board.raise(bound: 8, by: "liar")
      }
    }
    #expect(error?.description.contains("claims 7, bound 8") == true)
  }
}
