/// The rule of operations that must follow others soon.
extension PlanVerifier {
  /// Says where an operation's own setup begins too long after the end of one it waits for.
  func checkLongestWait(
    _ entry: Entry, behind before: Entry, _ sheets: Sheets, _ found: inout [Violation]
  ) {
    // What is history could not be made to wait.
    guard let longest = entry.operation.longestWait, !isBegun(before) else { return }
    let latest = before.job.end + longest
    let own = entry.operation.alternatives.first { $0.resource == entry.resource }?.setup ?? 0
    var isSoon = entry.job.start <= latest
    if own > 0, let sheet = sheets[entry.setupCalendars] {
      // Its first second of setup lies no later: then less than all of it lies behind.
      isSoon = isSoon || sheet.work(from: latest + 1, to: entry.job.start) < own
    }
    guard !isSoon else { return }
    found.append(
      violation(
        .longestWait, entry,
        zh: "最迟应在 \(clock(latest)) 开始，即工序 \(before.job.operation) 结束后 "
          + "\(duration(longest, .zh))之内（\(span(entry.job))）",
        en: "must begin by \(clock(latest)), within \(duration(longest, .en)) of the end of "
          + "operation \(before.job.operation) (\(span(entry.job)))"))
  }
}
