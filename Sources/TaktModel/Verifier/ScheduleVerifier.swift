/// Judges a schedule of a benchmark problem, and recomputes its value.
///
/// Shares no code with any engine.
public struct ScheduleVerifier: Sendable {
  private let problem: Problem

  /// A verifier for schedules of this problem.
  public init(_ problem: Problem) { self.problem = problem }

  /// The first broken rule, as a sentence; nil for a valid schedule.
  /// - Complexity: O(n log n), n = operations
  public func fault(in schedule: Schedule) -> String? {
    guard schedule.start.count == problem.operationCount else {
      return "\(schedule.start.count) of \(problem.operationCount) operations are scheduled"
    }
    if !problem.floor.isEmpty { return FloorVerifier(problem: problem, schedule: schedule).fault }
    for o in 0..<problem.operationCount {
      if let fault = fault(of: o, in: schedule) { return fault }
    }
    return overlap(in: schedule)
  }

  private func fault(of o: Int, in schedule: Schedule) -> String? {
    let (mode, start, end) = (Int(schedule.mode[o]), schedule.start[o], schedule.end[o])
    guard problem.modes(of: o).contains(mode) else { return "\(name(o)) has no mode \(mode)" }
    if start < problem.release[Int(problem.jobOf[o])] {
      return "\(name(o)) starts at \(start), before its release"
    }
    for a in problem.arcs(into: o) {
      let ready = schedule.end[Int(problem.predecessors[a])] + problem.predecessorLag[a]
      if start < ready {
        return "\(name(o)) starts at \(start), its predecessor is ready at \(ready)"
      }
    }
    let calendar = Int(problem.workingTimeOf[Int(problem.machine[mode])])
    let work =
      calendar < 0 ? end - start : openTicks(problem.workingTimes[calendar], from: start, to: end)
    if end < start || work != problem.duration[mode] {
      return "\(name(o)) works \(work) from \(start) to \(end), not \(problem.duration[mode])"
    }
    return nil
  }

  private func overlap(in schedule: Schedule) -> String? {
    let busy = (0..<problem.operationCount).filter { schedule.start[$0] < schedule.end[$0] }
    let sorted = busy.sorted { a, b in
      let (i, j) = (problem.machine[Int(schedule.mode[a])], problem.machine[Int(schedule.mode[b])])
      return (i, schedule.start[a]) < (j, schedule.start[b])
    }
    for (a, b) in zip(sorted, sorted.dropFirst())
    where problem.machine[Int(schedule.mode[a])] == problem.machine[Int(schedule.mode[b])]
      && schedule.start[b] < schedule.end[a]
    {
      return "\(name(a)) and \(name(b)) overlap on machine "
        + "\(problem.machine[Int(schedule.mode[a])])"
    }
    return nil
  }

  private func openTicks(_ time: WorkingTime, from: Int32, to: Int32) -> Int32 {
    var sum: Int32 = 0
    for i in time.opens.indices {
      sum += max(0, min(to, time.closes[i]) - max(from, time.opens[i]))
    }
    return sum
  }

  private func name(_ o: Int) -> String {
    let job = Int(problem.jobOf[o])
    return "operation \(o - Int(problem.jobStart[job])) of job \(job)"
  }
}
