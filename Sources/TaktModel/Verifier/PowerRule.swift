/// The rule of the power limit: what is at work and what stands idle never draw more together, but for what was settled before.
extension PlanVerifier {
  /// A line that draws power for a while, above what its resource draws idle.
  private struct Draw {
    var from: Int
    var to: Int
    var watts: Int
    var entry: Int
  }

  /// Says which lines draw too much with all the others.
  func checkPower(_ entries: [Entry], _ sheets: Sheets, _ found: inout [Violation]) {
    guard let limit = plant.powerLimit else { return }
    let idle = plant.resources.filter { !$0.isUnlimited }.reduce(0) { $0 + ($1.power?.idle ?? 0) }
    let draws = draws(entries, sheets).sorted { ($0.from, $0.entry) < ($1.from, $1.entry) }
    var active: [Draw] = []
    var said: Set<Int> = []
    for next in draws {
      active.removeAll { $0.to <= next.from }
      active.append(next)
      let watts = active.reduce(idle) { $0 + $1.watts }
      guard watts > limit,
        let latest = active.last(where: { !isSettled(entries[$0.entry]) }),
        said.insert(latest.entry).inserted
      else { continue }
      let (all, most) = (Material.text(watts), Material.text(limit))
      let at = clock(Instant(seconds: next.from))
      found.append(
        violation(
          .powerLimit, entries[latest.entry],
          zh: "使全厂功率在 \(at) 达到 \(all) kW，上限为 \(most) kW",
          en: "brings the plant to \(all) kW at \(at); the limit is \(most) kW"))
    }
  }

  /// Whether the floor or the planner has decided on a line, so that it is not put off.
  private func isSettled(_ entry: Entry) -> Bool {
    commitment(entry).map { $0.kind != .interrupted && $0.kind != .assigned } ?? false
  }

  private func draws(_ entries: [Entry], _ sheets: Sheets) -> [Draw] {
    let sharers = sharers(entries)
    var result: [Draw] = []
    for (i, entry) in entries.enumerated() where !isOver(entry) {
      let resource = plant.resources[entry.resource]
      let power = resource.power ?? Resource.Power(idle: 0, setup: 0, run: 0)
      guard !resource.isUnlimited, !sharers.contains(ObjectIdentifier(entry)),
        let sheet = sheets[alone[entry.resource]]
      else { continue }
      let job = entry.job
      let own = entry.operation.alternatives.first { $0.resource == entry.resource }?.power
      let (setup, run) = (power.setup - power.idle, (own ?? power.run) - power.idle)
      var changed = job.setupStart
      if let changeover = entry.changeover, changeover.runsInBreaks {
        changed = min(job.start, changed + changeover.time)
      }
      func draw(_ watts: Int, _ spans: [Range<Int>]) {
        guard watts > 0 else { return }
        for span in spans where !span.isEmpty {
          result.append(
            Draw(from: span.lowerBound, to: span.upperBound, watts: watts, entry: i))
        }
      }
      draw(setup, [job.setupStart.seconds..<max(job.setupStart, changed).seconds])
      draw(setup, sheet.worked(from: changed, to: job.start))
      draw(run, sheet.worked(from: job.start, to: job.end))
    }
    return result
  }
}
