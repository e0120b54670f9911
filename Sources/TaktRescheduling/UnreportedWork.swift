import TaktModel

/// What nobody has reported: it goes as planned, behind what comes before it.
extension FloorFollower {
  mutating func settle(_ entry: Known) {
    let (line, fact) = (entry.line, operations[entry.key])
    let more = newRework(entry, fact)
    if line.status == .completed {
      guard more == 0 else {
        return interrupt(entry, run: runTime(entry, pieces: more), first: line.start)
      }
      return complete(entry, setupStart: line.setupStart, start: line.start, end: line.end)
    }
    if let fact, fact.endBefore != told(entry.key).endBefore {
      return interrupt(entry, run: runTime(entry, pieces: fact.rework), first: nil)
    }
    switch begin(of: entry, fact) {
    case .at(let begin): progress(entry, fact, from: begin)
    case .notYet: wait(entry)
    case .passedOver(let since):
      lines[entry.key.order][entry.key.step] = line
      for place in places(entry) { free[place] = free[place].map { max($0, since) } }
    }
  }

  /// An entry has not begun, and keeps its place in the sequence.
  private mutating func wait(_ entry: Known) {
    lines[entry.key.order][entry.key.step] = entry.line
    for place in places(entry) { free[place] = nil }
  }

  /// Whether an entry has begun.
  private enum Begin {
    case at(Instant)
    /// It keeps its place in the sequence.
    case notYet
    /// Others need not wait for it from then on.
    case passedOver(Instant)
  }

  private func begin(of entry: Known, _ fact: OperationFact?) -> Begin {
    let line = entry.line
    if line.status == .running {
      // Somebody else was reported on its machine since: then it never was.
      let from = max(line.setupStart, before.asOf)
      let isAlone =
        !plant.resources[entry.machine].doesOneAtATime
        || reports.room(on: entry.machine, from: from, seconds: max(1, line.end - from)) == from
      return isAlone ? .at(line.setupStart) : .passedOver(before.asOf)
    }
    var away = facts.away(entry.key.order)
    if let paused = fact?.paused { away.append(.init(from: paused, to: nil)) }
    let since = away.filter { $0.to == nil }.map(\.from).min()
    if let begin = planned(entry, away), begin < since ?? asOf { return .at(begin) }
    return since.map { .passedOver($0) } ?? .notYet
  }

  /// When an entry begins that goes as planned, behind what came before; nil where it has not.
  private func planned(_ entry: Known, _ away: [OperationFact.Stretch]) -> Instant? {
    let line = entry.line
    guard line.setupStart < asOf, var begin = earliest(entry) else { return nil }
    let isExclusive = plant.resources[entry.machine].doesOneAtATime
    let first = crew(entry, on: entry.machine, inRun: line.setupStart == line.start)
    let units = first.secondaries.filter(isSingle)
    for s in units {
      guard let unitFree = free[plant.resources.count + s] else { return nil }
      begin = max(begin, unitFree)
    }
    if !plant.resources[entry.machine].isUnlimited {
      guard let machineFree = machineFree(for: entry) else { return nil }
      begin = max(begin, machineFree)
    }
    let blocks = away + units.flatMap { busy[$0] ?? [] }
    while begin < asOf {
      let last = begin
      if isExclusive {
        guard
          let room = reports.room(
            on: entry.machine, from: begin, seconds: max(1, line.end - line.setupStart))
        else { return nil }
        begin = room
      }
      for block in blocks where block.from <= begin {
        guard let to = block.to else { return nil }
        begin = max(begin, to)
      }
      if begin != line.setupStart || difference(entry) ?? asOf <= begin {
        guard let opening = new.opening(first, from: begin) else { return nil }
        begin = opening
      }
      if begin == last { return begin }
    }
    return nil
  }

  /// When an entry can begin by what its order waits for; nil where that is not done.
  private func earliest(_ entry: Known) -> Instant? {
    let (line, key) = (entry.line, entry.key)
    let order = plant.orders[key.order]
    var begin = max(line.setupStart, before.asOf, order.release)
    let operation = plant.routings[order.routing].operations[key.step]
    for step in operation.predecessors {
      guard let end = ended[key.order][step] else { return nil }
      begin = max(begin, line.setupStart + (end + operation.wait - line.start))
    }
    for child in suppliers[key.order] ?? [] {
      // What is not made, nobody waits for.
      guard !facts.cancelled.contains(child), !facts.held.contains(child),
        order.takes(fromRouting: plant.orders[child].routing, key.step, plant)
      else { continue }
      for end in ended[child] {
        guard let end else { return nil }
        begin = max(begin, line.setupStart + (end - line.start))
      }
    }
    return begin
  }

  /// The first moment at which an entry's working time is not what its plan took it for.
  private func difference(_ entry: Known) -> Instant? {
    var first = differs[entry.machine]
    for s in entry.line.secondary.compactMap({ facts.index.secondaries[$0] }) {
      if let at = differs[plant.resources.count + s] { first = min(first ?? at, at) }
    }
    return first
  }

  /// Follows what began through its setup and run up to now.
  private mutating func progress(_ entry: Known, _ fact: OperationFact?, from begin: Instant) {
    let isExclusive = plant.resources[entry.machine].doesOneAtATime
    let next =
      isExclusive ? reports.next(on: entry.machine, after: max(begin, before.asOf)) : nil
    let stop = [fact?.paused.map { max($0, begin) }, next].compactMap { $0 }.min()
    let isAsPlanned =
      begin == entry.line.setupStart && (difference(entry) ?? asOf) >= asOf && stop == nil
      && newRework(entry, fact) == 0 && grown(entry) == 0
      && !facts.stops[entry.machine].list.contains {
        $0.losesWork && $0.from >= before.asOf && $0.from <= asOf
      }
    if isAsPlanned { return goOn(entry) }
    let isNew = entry.line.status != .running
    var work = workInHand(entry, fact, from: begin)
    work.isAssumed = fact?.paused == nil
    // What nobody reports runs no sooner than planned.
    if isNew { work.left.runFrom = entry.line.start }
    work.follow([.init(from: begin, to: stop)], to: asOf, new)
    if let more = work.again {
      interrupt(entry, run: more, first: work.firstStart)
    } else if work.isOver, work.isAssumed, let end = work.left.ended {
      return complete(entry, setupStart: begin, start: work.left.runBegan ?? end, end: end)
    } else if stop == nil {
      if isNew, isSetUpAhead(entry, work.left) { return wait(entry) }
      return run(entry, from: begin, work.left)
    } else {
      interrupt(entry, run: work.leftAfterStop, first: work.firstStart)
    }
    let until = stop ?? work.left.ended ?? asOf
    for place in places(entry) { free[place] = free[place].map { max($0, until) } }
  }

  /// Whether an entry is set up long before it can run: it waits for material, say, and is not at work meanwhile.
  private func isSetUpAhead(_ entry: Known, _ left: WorkLeft) -> Bool {
    left.setupLeft == 0 && left.runBegan == nil && entry.line.start > asOf
  }

  /// What goes as planned is as far as the plan says.
  private mutating func goOn(_ entry: Known) {
    let line = entry.line
    if line.end <= asOf {
      return complete(entry, setupStart: line.setupStart, start: line.start, end: line.end)
    }
    var left = WorkLeft(
      setup: crew(entry, on: entry.machine, inRun: false),
      run: crew(entry, on: entry.machine, inRun: true), at: asOf)
    left.setupLeft = old.work(left.setup, from: asOf, to: line.start)
    left.runLeft = old.work(left.run, from: max(asOf, line.start), to: line.end)
    if line.start <= asOf { left.runBegan = line.start }
    if line.status != .running, isSetUpAhead(entry, left) { return wait(entry) }
    run(entry, from: line.setupStart, left)
  }
}

extension Order {
  /// Whether a step of this order takes what orders of another routing make; the first ones where its bill of material does not say.
  func takes(fromRouting other: Int, _ step: Int, _ plant: Plant) -> Bool {
    let item = plant.routings[other].item
    let operations = plant.routings[routing].operations
    let taking = operations.indices.filter { o in
      operations[o].components.contains {
        plant.materials[$0.material].id == item && $0.quantity > 0
      }
    }
    return taking.isEmpty || isKitted
      ? operations[step].predecessors.isEmpty : taking.contains(step)
  }
}
