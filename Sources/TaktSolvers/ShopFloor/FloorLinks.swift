import TaktModel

/// The floor's links in flat columns.
struct FloorLinks: ~Copyable {
  /// Whether every arc is an ordinary one.
  let isEmpty: Bool
  /// The link each arc into an operation is, -1 for an ordinary one, -2 for one that holds nothing back.
  let ofArc: Column<Int32>
  let kind: Column<ShopFloor.Links.Kind>
  let firstBatch: Column<Int32>
  let lastBatchStart: Column<Int32>
  let lastBatch: Column<Int32>
  /// Whether an operation is the later end of some link.
  let binds: Column<Bool>

  init(_ problem: Problem, _ arcs: FloorArcs) {
    let links = problem.floor.links
    isEmpty = arcs.link.isEmpty
    ofArc = Column(arcs.link)
    kind = Column(links.kind)
    firstBatch = Column(links.firstBatch)
    lastBatchStart = Column(links.lastBatchStart)
    lastBatch = Column(links.lastBatch)
    binds = Column(repeating: false, count: problem.operationCount)
    for o in links.to { binds[o] = true }
  }
}

/// What an operation waits for beyond ends and lags: the way from machine to machine, and links.
extension FloorDecoder {
  /// When an operation's job lets its own setup begin in a mode, and which operation of it comes last before.
  @inline(never)
  func linkedReady(_ o: Int32, _ mode: Int32) -> (tick: Int32, cause: Int32) {
    var tick = max(release[jobOf[o]], earliest[mode])
    var cause: Int32 = -1
    for a in predecessorStart[o]..<predecessorStart[Int(o) + 1] {
      let before = predecessors[a]
      let link = links.isEmpty ? -1 : links.ofArc[a]
      if link < -1 { continue }
      var t = predecessorLag[a] &+ way(from: before, to: mode)
      if link < 0 {
        t &+= placement[before].end
      } else if links.kind[link] == .transfer {
        t &+= firstBatchEnd(of: before)
      } else {
        continue
      }
      if t >= tick { (tick, cause) = (t, before) }
    }
    return (tick, cause)
  }

  /// Ticks from where an operation is placed to the machine of a mode.
  @inline(__always)
  private func way(from before: Int32, to mode: Int32) -> Int32 {
    travel.time(from: machineOf[placement[before].mode], to: machineOf[mode])
  }

  /// When the first transfer batch of a placed operation is through.
  private func firstBatchEnd(of o: Int32) -> Int32 {
    let mode = placement[o].mode
    return clock.end(
      of: links.firstBatch[mode], from: placement[o].runStart, runCalendar(of: o, in: mode))
  }

  /// The calendar a placed operation's run is worked in.
  private func runCalendar(of o: Int32, in mode: Int32) -> Int32 {
    let calendar = calendarOf[machineOf[mode]]
    // Without a machine it holds nobody.
    guard placement[o].machine >= 0, holding.needs(o) else { return calendar }
    return holding.calendar(of: o, from: calendar, inRun: true)
  }

  /// An operation without work, as late as its links ask.
  @inline(never)
  func settledIdle(_ o: Int32, _ p: FloorPlacement) -> FloorPlacement {
    var p = p
    for a in linkArcs(into: o) where links.ofArc[a] >= 0 {
      let before = predecessors[a]
      let isStart = links.kind[links.ofArc[a]] == .startStart
      let t =
        (isStart ? placement[before].runStart : placement[before].end)
        &+ predecessorLag[a] &+ way(from: before, to: p.mode)
      guard t > p.end else { continue }
      (p.setupStart, p.start, p.runStart, p.end, p.cause) = (t, t, t, t, before)
    }
    let t = units.isEmpty ? 0 : endsAfter[o]
    if t > p.end { (p.setupStart, p.start, p.runStart, p.end) = (t, t, t, t) }
    return p
  }

  /// A placement delayed, as little as it takes, until it keeps its links and no break within it is too long.
  @inline(never)
  func settled(
    _ placement: FloorPlacement, _ task: borrowing FloorTask, _ hold: borrowing FloorHold
  )
    -> FloorPlacement
  {
    var p = placement
    while p.end <= clock.horizon {
      let (runStart, cause) = linkedRunStart(p, task, hold)
      if runStart > p.runStart {
        put(&p, at: runStart, task, hold)
        (p.cause, p.isHeldByMachine) = (cause, false)
      }
      guard task.longestBreak >= 0 else { return p }
      let before = p.runStart
      p = avoidingBreaks(p, task, hold)
      if p.runStart == before { return p }
    }
    return p
  }

  /// The arcs into an operation, where some of them may be links.
  @inline(__always)
  private func linkArcs(into o: Int32) -> Range<Int32> {
    links.binds[o] ? predecessorStart[o]..<predecessorStart[Int(o) + 1] : 0..<0
  }

  /// The earliest begin of the run, from the placed one on, that keeps every link.
  private func linkedRunStart(
    _ p: FloorPlacement, _ task: borrowing FloorTask, _ hold: borrowing FloorHold
  ) -> (tick: Int32, cause: Int32) {
    let o = task.operation
    var (tick, cause) = (p.runStart, p.cause)
    // What has nothing to run ends with its setup.
    let calendar = task.run > 0 ? hold.runCalendar : hold.setupCalendar
    if !units.isEmpty, endsAfter[o] > 0 {
      tick = max(tick, runStart(endingAt: endsAfter[o], task, calendar))
    }
    for a in linkArcs(into: o) where links.ofArc[a] >= 0 {
      let (before, link) = (predecessors[a], links.ofArc[a])
      let delay = predecessorLag[a] &+ way(from: before, to: task.mode)
      var t: Int32
      switch links.kind[link] {
      case .startStart:
        t = placement[before].runStart &+ delay
        t = task.run > 0 ? clock.opening(t, calendar) : clock.closing(t, calendar)
      case .finishFinish:
        t = runStart(endingAt: placement[before].end &+ delay, task, calendar)
      case .transfer:
        let at = Int(links.lastBatchStart[link]) + Int(task.mode &- modeStart[o])
        let end = clock.end(
          of: links.lastBatch[at], from: placement[before].end &+ delay, calendar)
        t = runStart(endingAt: end, task, calendar)
      }
      if t > tick { (tick, cause) = (t, before) }
    }
    return (tick, cause)
  }

  /// When a run must begin to end at a tick, or as soon after as it can.
  private func runStart(endingAt end: Int32, _ task: borrowing FloorTask, _ calendar: Int32)
    -> Int32
  {
    let end = clock.closing(end, calendar)
    // The last tick of a run must be worked; the first is where it fits before.
    return end > clock.horizon ? end : clock.start(of: task.run, until: end, calendar)
  }

  /// Whether operations behind one may see that its times are others; whom it holds they see as well, where there are links.
  @inline(__always)
  func passesOnOtherwise(_ new: FloorPlacement, _ old: FloorPlacement) -> Bool {
    if new.end != old.end { return true }
    return isLinked && (new.mode != old.mode || new.runStart != old.runStart)
  }
}

extension WorkClock {
  /// The first tick at or after one that work can end at.
  func closing(_ tick: Int32, _ calendar: Int32) -> Int32 {
    if calendar < 0 { return tick }
    guard tick <= horizon, tick > 0 else { return max(0, min(tick, horizon &+ 1)) }
    let at = opens[interval(after: tick &- 1, calendar)]
    return min(horizon &+ 1, at < tick ? tick : at &+ 1)
  }
}
