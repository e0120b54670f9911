/// The rules of links and transfer batches between two operations of an order.
extension PlanVerifier {
  /// Says where a start-start or finish-finish link does not hold.
  func checkLink(
    _ entry: Entry, from before: Entry, _ link: RoutingOperation.Link, _ found: inout [Violation]
  ) {
    let way = plant.transportTime(from: before.resource, to: entry.resource)
    let other = before.job.operation
    switch link.kind {
    case .finishStart: return
    case .startStart:
      let earliest = before.job.start + link.lag + way
      guard entry.job.start < earliest else { return }
      found.append(
        violation(
          .startStart, entry,
          zh: "于 \(clock(entry.job.start)) 开始加工，按与工序 \(other) 的开始-开始关系不得早于 \(clock(earliest))",
          en: "begins its run at \(clock(entry.job.start)), and may not before "
            + "\(clock(earliest)), so long after operation \(other) began"))
    case .finishFinish:
      let earliest = before.job.end + link.lag + way
      guard entry.job.end < earliest else { return }
      found.append(
        violation(
          .finishFinish, entry,
          zh: "于 \(clock(entry.job.end)) 结束，按与工序 \(other) 的结束-结束关系不得早于 \(clock(earliest))",
          en: "ends at \(clock(entry.job.end)), and may not before \(clock(earliest)), "
            + "so long after operation \(other) ends"))
    }
  }

  /// Says where an operation begins before its first transfer batch is there, or ends sooner than its last one lets it.
  func checkTransfer(
    _ entry: Entry, from before: Entry, _ lag: Int, _ batch: Int, _ sheets: Sheets,
    _ found: inout [Violation]
  ) {
    let pieces = entry.operation.pieces(ofOrder: plant.orders[entry.order].quantity)
    guard let earlier = alternative(of: before), let later = alternative(of: entry),
      let sheet = sheets[before.runCalendars],
      let ownSheet = sheets[entry.runCalendars]
    else { return }
    let delay = lag + plant.transportTime(from: before.resource, to: entry.resource)
    let through = sheet.moment(after: earlier.run(quantity: batch), from: before.job.start)
    if !begins(entry, after: through + delay, sheets) {
      found.append(
        violation(
          .transferBatch, entry,
          zh: "开始于 \(clock(entry.job.setupStart))，但工序 \(before.job.operation) 的首个转移批到 "
            + "\(clock(through + delay)) 才到",
          en: "begins at \(clock(entry.job.setupStart)), but the first batch of operation "
            + "\(before.job.operation) is there at \(clock(through + delay))"))
    }
    let full = (pieces - 1) / batch
    let last = later.run(quantity: pieces - full * batch)
    let arrival = before.job.end + delay
    guard ownSheet.work(from: arrival, to: entry.job.end) < last else { return }
    found.append(
      violation(
        .transferBatch, entry,
        zh: "结束于 \(clock(entry.job.end))，但工序 \(before.job.operation) 的最后一批 \(clock(arrival)) "
          + "才到，还要加工 \(duration(last, .zh))",
        en: "ends at \(clock(entry.job.end)), but the last batch of operation "
          + "\(before.job.operation) is there at \(clock(arrival)) and takes "
          + "\(duration(last, .en))"))
  }

  private func alternative(of entry: Entry) -> RoutingOperation.Alternative? {
    entry.operation.alternatives.first { $0.resource == entry.resource }
  }
}
