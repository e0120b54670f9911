import TaktModel
import TaktTestKit
import Testing

/// Every fault of a schedule on two jobs and two machines.
@Suite struct ScheduleVerifierTests {
  /// Job 0: machine 0 or 1 for 3, then (a tick later) machine 1 for 2; job 1, released at 2: machine 0 for 4.
  private static func problem(times: [WorkingTime] = []) throws -> Problem {
    try Problem(
      jobs: [
        JobSpec(operations: [
          .init(
            modes: [.init(machine: 0, duration: 3), .init(machine: 1, duration: 3)],
            predecessors: []),
          .init(modes: [.init(machine: 1, duration: 2)], predecessors: [(operation: 0, lag: 1)]),
        ]),
        JobSpec(chain: [[.init(machine: 0, duration: 4)]], release: 2),
      ], machineCount: 2, workingTimeOf: times.isEmpty ? nil : [0, -1], workingTimes: times)
  }
  private static let valid = Schedule(mode: [0, 2, 3], start: [0, 4, 3], end: [3, 6, 7])

  @Test func `a valid schedule has no fault`() throws {
    #expect(ScheduleVerifier(try Self.problem()).fault(in: Self.valid) == nil)
  }

  @Test(arguments: [
    ([0, 2], [0, 4], [3, 6], "2 of 3 operations are scheduled"),
    ([2, 2, 3], [0, 4, 3], [3, 6, 7], "operation 0 of job 0 has no mode 2"),
    ([0, 2, -1], [0, 4, 3], [3, 6, 7], "operation 0 of job 1 has no mode -1"),
    ([1, 2, 3], [0, 4, 1], [3, 6, 5], "operation 0 of job 1 starts at 1, before its release"),
    ([0, 2, 3], [-1, 4, 3], [2, 6, 7], "operation 0 of job 0 starts at -1, before its release"),
    (
      [0, 2, 3], [0, 3, 3], [3, 5, 7], "operation 1 of job 0 starts at 3, its predecessor is ready"
    ),
    ([0, 2, 3], [0, 4, 3], [3, 7, 7], "operation 1 of job 0 works 3 from 4 to 7, not 2"),
    ([0, 2, 3], [0, 4, 3], [3, 2, 7], "operation 1 of job 0 works -2 from 4 to 2, not 2"),
    ([0, 2, 3], [0, 4, 2], [3, 6, 6], "operation 0 of job 0 and operation 0 of job 1 overlap"),
  ])
  func `a fault is named`(_ mode: [Int], _ start: [Int], _ end: [Int], _ words: String) throws {
    let schedule = Schedule(
      mode: mode.map(Int32.init), start: start.map(Int32.init), end: end.map(Int32.init))
    let fault = ScheduleVerifier(try Self.problem()).fault(in: schedule)
    #expect(fault?.hasPrefix(words) == true, "\(fault ?? "none")")
  }

  @Test(arguments: [false, true])
  func `work in hand that rests is where it was all the while`(_ sharesMachine: Bool) throws {
    // A works from 5 on, when the operator it holds is back; B would be on its machine, or hold the operator, from 0 to 3.
    var floor = ShopFloor()
    floor.setup = [0, 0]
    floor.settlement.earliest = [0, 0]
    floor.settlement.pin = [ShopFloor.Settlement.running, ShopFloor.Settlement.free]
    floor.secondaries.workingTimeOf = sharesMachine ? [0] : [-1]
    floor.secondaries.poolStart = [0, 1]
    floor.secondaries.poolUnits = [0]
    floor.secondaries.needStart = sharesMachine ? [0, 1, 1] : [0, 1, 2]
    floor.secondaries.needPool = sharesMachine ? [0] : [0, 0]
    let needs = floor.secondaries.needPool
    floor.secondaries.needCount = needs.map { _ in 1 }
    floor.secondaries.heldInSetup = needs.map { _ in true }
    floor.secondaries.heldInRun = needs.map { _ in true }
    let late = WorkingTime(intervals: [5..<20])
    let problem = try Problem(
      jobs: [
        JobSpec(chain: [[.init(machine: 0, duration: 3)]]),
        JobSpec(chain: [[.init(machine: sharesMachine ? 0 : 1, duration: 3)]]),
      ], machineCount: 2, workingTimeOf: sharesMachine ? [-1, -1] : [0, -1], workingTimes: [late],
      floor: floor)
    let fault = { (b: Int32) in
      ScheduleVerifier(problem).fault(
        in: Schedule(
          mode: [0, 1], start: [5, b], end: [8, b + 3], setupStart: [5, b], runStart: [5, b],
          units: needs.map { _ in 0 }))
    }
    #expect(fault(8) == nil)
    let words = sharesMachine ? "overlap on machine 0" : "hold unit 0 at the same time"
    #expect(fault(0)?.contains(words) == true, "\(fault(0) ?? "none")")
  }

  @Test func `work counts open ticks only`() throws {
    let breaks = WorkingTime(intervals: [0..<4, 6..<20])
    let verifier = ScheduleVerifier(try Self.problem(times: [breaks]))
    #expect(
      verifier.fault(in: Self.valid)
        == "operation 0 of job 1 works 2 from 3 to 7, not 4")
    var pausing = Self.valid
    pausing.end[2] = 9
    #expect(verifier.fault(in: pausing) == nil)
  }
}
