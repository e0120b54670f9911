/// The rules of batch machines: what is in one together begins and ends together, is of one family, and fits in.
extension PlanVerifier {
  /// Says where two lines are in a batch machine that cannot be there together.
  func checkBatches(_ entries: [Entry], _ found: inout [Violation]) {
    forEachLoad(entries) { load in
      var latest = load[0]
      guard let capacity = plant.resources[latest.resource].batchCapacity else { return }
      var sum = self.load(latest)
      checkCapacity(latest, sum, capacity, &found)
      for entry in load.dropFirst() {
        defer { if entry.job.end > latest.job.end { latest = entry } }
        // Where the floor says both are in it, they are.
        if isBegun(entry), isBegun(latest) { continue }
        guard entry.job.start == latest.job.start, entry.job.end == latest.job.end else {
          say(
            .batchTimes, entry, latest, zh: "不同时开始和结束", en: "does not begin and end with it",
            &found)
          continue
        }
        guard entry.operation.family != nil, entry.operation.family == latest.operation.family
        else {
          say(.batchFamily, entry, latest, zh: "不属于同一换型族", en: "is not of its setup family", &found)
          continue
        }
        sum += self.load(entry)
        checkCapacity(entry, sum, capacity, &found)
      }
    }
  }

  /// Lines that share a batch machine's load with one before them: whom the load holds is held once.
  func sharers(_ entries: [Entry]) -> Set<ObjectIdentifier> {
    var result: Set<ObjectIdentifier> = []
    forEachLoad(entries) { load in
      for entry in load.dropFirst()
      where entry.job.start == load[0].job.start && entry.job.secondary == load[0].job.secondary {
        result.insert(ObjectIdentifier(entry))
      }
    }
    return result
  }

  /// Hands over what is in a batch machine without a gap, by when it begins.
  private func forEachLoad(_ entries: [Entry], _ body: ([Entry]) -> Void) {
    guard plant.resources.contains(where: { $0.batchCapacity != nil }) else { return }
    var byResource: [[Entry]] = plant.resources.map { _ in [] }
    for entry in entries
    where plant.resources[entry.resource].batchCapacity != nil
      && entry.job.setupStart < entry.job.end && !isOver(entry)
    {
      byResource[entry.resource].append(entry)
    }
    for list in byResource {
      var load: [Entry] = []
      var end = Instant(seconds: .min)
      for (_, entry) in list.enumerated().sorted(by: {
        ($0.element.job.setupStart, $0.offset) < ($1.element.job.setupStart, $1.offset)
      }) {
        if entry.job.setupStart >= end, !load.isEmpty {
          body(load)
          load = []
        }
        load.append(entry)
        end = max(end, entry.job.end)
      }
      if !load.isEmpty { body(load) }
    }
  }

  private func load(_ entry: Entry) -> Int { plant.load(ofOrder: entry.order, entry.operation) }

  private func checkCapacity(
    _ entry: Entry, _ load: Int, _ capacity: Int, _ found: inout [Violation]
  ) {
    guard load > capacity, !isBegun(entry) else { return }
    let (full, limit) = (Material.text(load), Material.text(capacity))
    found.append(
      violation(
        .batchCapacity, entry,
        zh: "使 \(entry.job.equipment) 在 \(clock(entry.job.start)) 装入 \(full)，容量只有 \(limit)",
        en:
          "fills \(entry.job.equipment) with \(full) at \(clock(entry.job.start)); it holds \(limit)"
      ))
  }

  private func say(
    _ rule: Violation.Rule, _ entry: Entry, _ first: Entry, zh: String, en: String,
    _ found: inout [Violation]
  ) {
    found.append(
      violation(
        rule, entry,
        zh:
          "（\(span(entry.job))）与 \(first.job.id)（\(span(first.job))）同在 \(entry.job.equipment)，但\(zh)",
        en: "(\(span(entry.job))) is in \(entry.job.equipment) with \(first.job.id) "
          + "(\(span(first.job))), and \(en)"))
  }
}
