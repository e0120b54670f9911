/// The rule of breaks within an operation.
extension PlanVerifier {
  /// Says where a break within an operation's own setup and run is longer than it may be.
  func checkInterruptions(
    _ entry: Entry, ownSetup: Int, _ setupSheet: WorkSheet, _ runSheet: WorkSheet,
    _ found: inout [Violation]
  ) {
    guard let limit = entry.operation.longestBreak else { return }
    // Of what lies before the run, the last is the operation's own setup; a changeover may be interrupted.
    var setup = setupSheet.worked(from: entry.job.setupStart, to: entry.job.start)
    var changeover = setup.reduce(0) { $0 + $1.count } - ownSetup
    while changeover > 0, let first = setup.first {
      setup.removeFirst()
      if first.count > changeover {
        setup.insert(first.lowerBound + changeover..<first.upperBound, at: 0)
      }
      changeover -= first.count
    }
    let work = setup + runSheet.worked(from: entry.job.start, to: entry.job.end)
    for (before, after) in zip(work, work.dropFirst())
    where after.lowerBound - before.upperBound > limit {
      let pause = after.lowerBound - before.upperBound
      let from = clock(Instant(seconds: before.upperBound))
      found.append(
        violation(
          .interruption, entry,
          zh: "自 \(from) 起中断 \(duration(pause, .zh))，最长只能 \(duration(limit, .zh))",
          en: "is interrupted for \(duration(pause, .en)) from \(from) on, "
            + "and may be for \(duration(limit, .en)) at most"))
      return
    }
  }
}
