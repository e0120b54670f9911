/// The rule of the way between two operations.
extension PlanVerifier {
  /// Says where an operation begins before its pieces can have come from another one's resource.
  func checkTransport(
    _ entry: Entry, from before: Entry, _ passedOn: Instant, _ sheets: Sheets,
    _ found: inout [Violation]
  ) {
    let way = plant.transportTime(from: before.resource, to: entry.resource)
    guard way > 0, !begins(entry, after: passedOn + way, sheets) else { return }
    let arrival = clock(passedOn + way)
    found.append(
      violation(
        .transport, entry,
        zh: "开始于 \(clock(entry.job.setupStart))，但从 \(before.job.equipment) 运来要 "
          + "\(duration(way, .zh))，\(arrival) 才到",
        en: "begins at \(clock(entry.job.setupStart)), but it takes \(duration(way, .en)) from "
          + "\(before.job.equipment) and arrives at \(arrival)"))
  }
}
