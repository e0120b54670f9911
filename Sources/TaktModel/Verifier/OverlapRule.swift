/// The rule of a resource that does one thing at a time.
extension PlanVerifier {
  /// Says where two lines are on a resource at once.
  func checkOverlap(_ entries: [Entry], _ found: inout [Violation]) {
    // Batch machines have a rule of their own.
    let doesOneAtATime = plant.resources.map(\.doesOneAtATime)
    // Times beside indices: what is sorted and walked over is numbers, not lines.
    var byResource = Array(
      repeating: [(from: Instant, to: Instant, entry: Int)](), count: plant.resources.count)
    for (i, entry) in entries.enumerated() where doesOneAtATime[entry.resource] {
      let (from, to) = (entry.job.setupStart, entry.job.end)
      guard from < to, !isOver(entry) else { continue }
      byResource[entry.resource].append((from, to, i))
    }
    for var spans in byResource where spans.count > 1 {
      spans.sort { $0 < $1 }
      var last = spans[0]
      for next in spans.dropFirst() {
        if next.from < last.to {
          let (entry, latest) = (entries[next.entry], entries[last.entry])
          found.append(
            violation(
              .resourceOverlap, entry,
              zh: "（\(span(entry.job))）与 \(latest.job.id)（\(span(latest.job))）同时占用设备 "
                + entry.job.equipment,
              en: "(\(span(entry.job))) overlaps \(latest.job.id) (\(span(latest.job))) on "
                + entry.job.equipment))
        }
        if next.to > last.to { last = next }
      }
    }
  }
}
