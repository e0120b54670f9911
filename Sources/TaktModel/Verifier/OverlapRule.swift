/// The rule of a resource that does one thing at a time.
extension PlanVerifier {
  /// Says where two lines are on a resource at once.
  func checkOverlap(_ entries: [Entry], _ found: inout [Violation]) {
    var byResource = Array(repeating: [Entry](), count: plant.resources.count)
    for entry in entries
    where entry.job.setupStart < entry.job.end && !isOver(entry)
      && !plant.resources[entry.resource].isUnlimited
    {
      byResource[entry.resource].append(entry)
    }
    for var lines in byResource where lines.count > 1 {
      lines.sort { ($0.job.setupStart, $0.job.end) < ($1.job.setupStart, $1.job.end) }
      var latest = lines[0]
      for entry in lines.dropFirst() {
        if entry.job.setupStart < latest.job.end {
          found.append(
            violation(
              .resourceOverlap, entry,
              zh: "（\(span(entry.job))）与 \(latest.job.id)（\(span(latest.job))）同时占用设备 "
                + entry.job.equipment,
              en: "(\(span(entry.job))) overlaps \(latest.job.id) (\(span(latest.job))) on "
                + entry.job.equipment))
        }
        if entry.job.end > latest.job.end { latest = entry }
      }
    }
  }
}
