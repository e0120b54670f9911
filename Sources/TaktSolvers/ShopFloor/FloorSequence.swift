import TaktModel

/// A plan of the shop floor as a list: operations in the order the decoder places them, with their modes, and every placement
/// kept up to date.
///
/// A candidate rewrites a stretch of the list (``ListEdit``) and is evaluated from there: operations behind the stretch are
/// placed anew only where their machine or a predecessor has changed, and the pass ends as soon as nothing differs any
/// more. What every machine had before each 64th operation is kept, so a pass begins where the change does.
struct FloorSequence: ~Copyable {
  let decoder: FloorDecoder
  let operationCount: Int
  let jobCount: Int
  let due: Column<Int32>
  private let weight: Column<Int32>
  private let isMakespan: Bool
  /// Operations of a job that begin it or end it.
  private let jobStart: Column<Int32>
  private let isEdge: Column<Bool>

  let order: Column<Int32>
  let position: Column<Int32>
  let mode: Column<Int32>
  /// The last operation of each machine.
  let lastOn: Column<Int32>
  let completion: Column<Int32>
  private let begin: Column<Int32>
  private(set) var cost = FloorCost()
  private var overruns = 0

  // The machines before every 64th position.
  private let savedFree: Column<Int32>
  private let savedFamily: Column<Int32>
  private let savedLast: Column<Int32>
  static let stride = 64

  // The machines at the end of the stretch as they were, while a candidate is evaluated.
  private let oldFree: Column<Int32>
  private let oldFamily: Column<Int32>
  private let oldLast: Column<Int32>
  private let isStale: Column<Bool>
  /// Marks operations whose end the present candidate has changed.
  private let changed: Column<Int32>
  private var stamp: Int32 = 0
  private var pending = 0

  // What the candidate has changed.
  var edit: ListEdit
  private let undoOperation: Column<Int32>
  private let undoPlacement: Column<FloorPlacement>
  private var undoCount = 0
  private let touchedJob: Column<Int32>
  private let jobMark: Column<Int32>
  private var touchedCount = 0
  private var undoCost = FloorCost()
  private var undoOverruns = 0
  private var end = 0

  init(_ problem: Problem, objective: Objective) {
    let (n, m) = (problem.operationCount, problem.machineCount)
    decoder = FloorDecoder(problem)
    operationCount = n
    jobCount = problem.jobCount
    due = Column(problem.due)
    weight = Column(problem.weight)
    isMakespan = objective == .makespan
    jobStart = Column(problem.jobStart)
    isEdge = Column(
      (0..<n).map { problem.arcs(into: $0).isEmpty || problem.arcs(outOf: $0).isEmpty })
    order = Column(repeating: 0, count: n)
    position = Column(repeating: 0, count: n)
    mode = Column(repeating: 0, count: n)
    lastOn = Column(repeating: -1, count: m)
    completion = Column(repeating: 0, count: problem.jobCount)
    begin = Column(repeating: 0, count: problem.jobCount)
    let rows = n / Self.stride + 1
    savedFree = Column(repeating: 0, count: rows * m)
    savedFamily = Column(repeating: 0, count: rows * m)
    savedLast = Column(repeating: 0, count: rows * m)
    oldFree = Column(repeating: 0, count: m)
    oldFamily = Column(repeating: 0, count: m)
    oldLast = Column(repeating: 0, count: m)
    isStale = Column(repeating: false, count: m)
    changed = Column(repeating: 0, count: n)
    edit = ListEdit(count: n)
    undoOperation = Column(repeating: 0, count: n)
    undoPlacement = Column(repeating: FloorPlacement(), count: n)
    touchedJob = Column(repeating: 0, count: problem.jobCount)
    jobMark = Column(repeating: 0, count: problem.jobCount)
  }

  // MARK: Loading

  /// Takes over a plan; every operation is placed anew.
  mutating func load(order: [Int32], mode: [Int32]) {
    for (i, o) in order.enumerated() {
      self.order[i] = o
      position[o] = Int32(i)
      self.mode[o] = mode[Int(o)]
    }
    decoder.clear()
    overruns = 0
    cost = FloorCost(value: 0)
    for i in 0..<operationCount {
      let o = self.order[i]
      if i % Self.stride == 0 { save(row: i / Self.stride) }
      decoder.placement[o] = decoder.place(o, self.mode[o])
      decoder.apply(o)
      count(decoder.placement[o], o, 1)
    }
    if operationCount % Self.stride == 0 { save(row: operationCount / Self.stride) }
    for m in 0..<decoder.machineCount { lastOn[m] = decoder.last[m] }
    for job in 0..<jobCount {
      bring(job)
      cost.lead += Int(completion[job] &- begin[job])
      if !isMakespan { cost.value += penalty(ofJob: job) }
    }
    settleValue()
  }

  /// The schedule as it stands.
  func schedule() -> Schedule { decoder.schedule(mode: mode.array()) }

  /// Whether some operation ends past the calendars' horizon: then this is no plan.
  var overrunsHorizon: Bool { overruns > 0 }

  /// What a job adds to the objective.
  @inline(__always)
  func penalty(ofJob job: Int) -> Int {
    isMakespan
      ? (Int(completion[job]) == cost.value ? 1 : 0)
      : Int(weight[job]) &* Int(max(0, completion[job] &- due[job]))
  }

  /// The operation of a job that ends last.
  func lastOperation(ofJob job: Int) -> Int32 {
    var best = jobStart[job]
    for o in jobStart[job]..<jobStart[job + 1]
    where decoder.placement[o].end >= decoder.placement[best].end { best = o }
    return best
  }

  func operations(ofJob job: Int) -> Range<Int32> { jobStart[job]..<jobStart[job + 1] }

  // MARK: Evaluating a candidate

  /// Brings placements and cost up to date after the list was edited.
  mutating func evaluate() {
    let (low, high) = (edit.low, edit.high)
    restore(at: low)
    for m in 0..<decoder.machineCount {
      (oldFree[m], oldFamily[m], oldLast[m]) = (decoder.free[m], decoder.family[m], decoder.last[m])
    }
    for i in low..<high { applyOld(edit.before[i]) }
    stamp &+= 1
    (undoCount, touchedCount, pending) = (0, 0, 0)
    (undoCost, undoOverruns) = (cost, overruns)
    for i in low..<high {
      let o = order[i]
      _ = seesChange(o)
      replace(o)
    }
    end = passBehind(high)
    settleJobs()
  }

  /// Behind the stretch both lists agree: only what has changed inputs is placed anew.
  /// - Returns: the position from which on nothing has changed.
  private mutating func passBehind(_ high: Int) -> Int {
    var stale = 0
    for m in 0..<decoder.machineCount {
      isStale[m] =
        decoder.free[m] != oldFree[m] || decoder.family[m] != oldFamily[m]
        || decoder.last[m] != oldLast[m]
      if isStale[m] { stale += 1 }
    }
    var i = high
    while i < operationCount, stale > 0 || pending > 0 {
      let o = order[i]
      i += 1
      let machine = decoder.placement[o].machine
      let isDirty = seesChange(o)
      guard machine >= 0 else {
        if isDirty { replace(o) }
        continue
      }
      guard isDirty || isStale[machine] else {
        decoder.apply(o)
        continue
      }
      if !isStale[machine] { oldFamily[machine] = decoder.family[machine] }
      if decoder.familyOf[o] >= 0 { oldFamily[machine] = decoder.familyOf[o] }
      let before = decoder.placement[o].end
      replace(o)
      let differs =
        decoder.placement[o].end != before || decoder.family[machine] != oldFamily[machine]
      if differs != isStale[machine] {
        stale += differs ? 1 : -1
        isStale[machine] = differs
      }
    }
    return i
  }

  /// Whether a predecessor of an operation ends at another time now; each such arc is counted off.
  @inline(__always)
  private mutating func seesChange(_ o: Int32) -> Bool {
    var result = false
    for a in decoder.predecessorStart[o]..<decoder.predecessorStart[Int(o) + 1]
    where changed[decoder.predecessors[a]] == stamp {
      result = true
      pending -= 1
    }
    return result
  }

  private mutating func replace(_ o: Int32) {
    let old = decoder.placement[o]
    let new = decoder.place(o, mode[o])
    undoOperation[undoCount] = o
    undoPlacement[undoCount] = old
    undoCount += 1
    decoder.placement[o] = new
    decoder.apply(o)
    count(old, o, -1)
    count(new, o, 1)
    if new.end != old.end {
      changed[o] = stamp
      pending += Int(decoder.successorStart[Int(o) + 1] &- decoder.successorStart[o])
    }
    if isEdge[o], new.end != old.end || new.setupStart != old.setupStart {
      let job = decoder.jobOf[o]
      if jobMark[job] != stamp {
        jobMark[job] = stamp
        touchedJob[touchedCount] = job
        touchedCount += 1
      }
    }
  }

  @inline(__always)
  private mutating func count(_ p: FloorPlacement, _ o: Int32, _ sign: Int) {
    cost.setup &+= sign &* Int(p.setup)
    cost.money &+= sign &* Int(p.cost)
    if p.end > decoder.clock.horizon { overruns += sign }
  }

  private mutating func settleJobs() {
    for t in 0..<touchedCount {
      let job = Int(touchedJob[t])
      cost.lead &-= Int(completion[job] &- begin[job])
      if !isMakespan { cost.value &-= penalty(ofJob: job) }
      bring(job)
      cost.lead &+= Int(completion[job] &- begin[job])
      if !isMakespan { cost.value &+= penalty(ofJob: job) }
    }
    settleValue()
  }

  private mutating func settleValue() {
    guard isMakespan else { return }
    var latest: Int32 = 0
    for job in 0..<jobCount { latest = max(latest, completion[job]) }
    cost.value = Int(latest)
  }

  /// Reads a job's begin and completion off its operations.
  private func bring(_ job: Int) {
    var (first, latest) = (Int32.max, Int32(0))
    for o in jobStart[job]..<jobStart[job + 1] where isEdge[o] {
      first = min(first, decoder.placement[o].setupStart)
      latest = max(latest, decoder.placement[o].end)
    }
    begin[job] = min(first, latest)
    completion[job] = latest
  }

  // MARK: Keeping or dropping it

  /// Keeps the candidate.
  mutating func accept() {
    restore(at: edit.low)
    for i in edit.low..<end {
      if i % Self.stride == 0 { save(row: i / Self.stride) }
      decoder.apply(order[i])
    }
    if end % Self.stride == 0 { save(row: end / Self.stride) }
    if end == operationCount {
      for m in 0..<decoder.machineCount { lastOn[m] = decoder.last[m] }
    }
    edit.clear()
  }

  /// Drops the candidate: list, modes and times are as before.
  mutating func takeBack() {
    for i in (0..<undoCount).reversed() {
      decoder.placement[undoOperation[i]] = undoPlacement[i]
    }
    edit.undo(order, position, mode)
    for t in 0..<touchedCount { bring(Int(touchedJob[t])) }
    (cost, overruns) = (undoCost, undoOverruns)
  }

  // MARK: The machines at a position

  private func save(row: Int) {
    let base = row * decoder.machineCount
    for m in 0..<decoder.machineCount {
      savedFree[base + m] = decoder.free[m]
      savedFamily[base + m] = decoder.family[m]
      savedLast[base + m] = decoder.last[m]
    }
  }

  /// Sets the machines to what they have before a position; placements before it must be those of the list.
  private func restore(at low: Int) {
    let row = low / Self.stride
    let base = row * decoder.machineCount
    for m in 0..<decoder.machineCount {
      decoder.free[m] = savedFree[base + m]
      decoder.family[m] = savedFamily[base + m]
      decoder.last[m] = savedLast[base + m]
    }
    for i in row * Self.stride..<low { decoder.apply(order[i]) }
  }

  private func applyOld(_ o: Int32) {
    let p = decoder.placement[o]
    guard p.machine >= 0 else { return }
    oldFree[p.machine] = p.end
    oldLast[p.machine] = o
    if decoder.familyOf[o] >= 0 { oldFamily[p.machine] = decoder.familyOf[o] }
  }
}
