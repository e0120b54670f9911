import TaktModel

/// A plan of the shop floor as a list: operations in the order the decoder places them, with their modes, and every placement
/// kept up to date.
///
/// A candidate rewrites a stretch of the list (``ListEdit``) and is evaluated from there: operations behind the stretch are
/// placed anew only where their machine or a predecessor has changed, and the pass ends as soon as nothing differs any
/// more. What every machine had before each 64th operation is kept, so a pass begins where the change does.
struct FloorSequence: ~Copyable {
  let decoder: FloorDecoder
  let reference: PlanReference
  let operationCount: Int
  let jobCount: Int
  let due: Column<Int32>
  private let costs: CompletionCost
  /// Whether a job's part of the objective does not depend on the others.
  private let isSum: Bool
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
  let isStale: Column<Bool>
  /// Stale units of each pool.
  private let staleIn: Column<Int32>
  private var staleCount = 0
  /// Marks operations whose end the present candidate has changed.
  private let changed: Column<Int32>
  private var stamp: Int32 = 0
  private var pending = 0

  // What the candidate has changed.
  var edit: ListEdit
  private let undoOperation: Column<Int32>
  let undoPlacement: Column<FloorPlacement>
  private let undoUnit: Column<Int32>
  private(set) var undoCount = 0
  private let touchedJob: Column<Int32>
  private let jobMark: Column<Int32>
  private var touchedCount = 0
  private var undoCost = FloorCost()
  private var undoOverruns = 0
  private var end = 0

  init(
    _ problem: Problem, objective: Objective, reference: consuming PlanReference = PlanReference()
  ) {
    self.reference = reference
    decoder = FloorDecoder(problem)
    let (n, m) = (problem.operationCount, decoder.resourceCount)
    operationCount = n
    jobCount = problem.jobCount
    due = Column(problem.due)
    costs = CompletionCost(problem, objective)
    isSum = objective.criteria.count == 1 && !objective.leading.isMaximum
    jobStart = Column(problem.jobStart)
    isEdge = Column(
      (0..<n).map { problem.isFirst($0) || problem.isLast($0) })
    order = Column(repeating: 0, count: n)
    position = Column(repeating: 0, count: n)
    mode = Column(repeating: 0, count: n)
    lastOn = Column(repeating: -1, count: problem.machineCount)
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
    staleIn = Column(repeating: 0, count: max(1, decoder.holding.poolCount))
    undoUnit = Column(repeating: 0, count: decoder.holding.held.count)
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
    choose(order: order, mode: mode) { _ in false }
  }

  /// Takes over a plan; operations that are open get the mode that completes them first.
  mutating func choose(order: [Int32], mode: [Int32], isOpen: (Int) -> Bool) {
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
      if decoder.units.follows(o) || decoder.units.leads(o) {
        loadUnit(o)
        continue
      }
      if isOpen(Int(o)) { self.mode[o] = soonestMode(of: o) }
      decoder.placement[o] = decoder.place(o, self.mode[o])
      decoder.holding.keepPicked(o)
      decoder.apply(o)
      count(decoder.placement[o], o, 1)
    }
    if operationCount % Self.stride == 0 { save(row: operationCount / Self.stride) }
    for m in 0..<decoder.machineCount { lastOn[m] = decoder.last[m] }
    for job in 0..<jobCount {
      bring(job)
      cost.lead += Int(completion[job] &- begin[job])
      if isSum { cost.value += penalty(ofJob: job) }
    }
    settleValue()
  }

  private func soonestMode(of o: Int32) -> Int32 {
    let modes = decoder.modeStart[o]..<decoder.modeStart[Int(o) + 1]
    return modes.dropFirst().reduce((modes.lowerBound, decoder.place(o, modes.lowerBound).end)) {
      let end = decoder.place(o, $1).end
      return end < $0.1 ? ($1, end) : $0
    }.0
  }

  /// The schedule as it stands.
  func schedule() -> Schedule { decoder.schedule(mode: mode.array()) }

  /// Whether some operation ends past the calendars' horizon, or begins later than it must: then this is no plan.
  var isBroken: Bool { overruns > 0 }

  /// What a job adds to the objective.
  @inline(__always)
  func penalty(ofJob job: Int) -> Int {
    costs.share(ofJob: job, completion: completion[job])
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
    for r in 0..<decoder.resourceCount { remember(r) }
    for i in low..<high { applyOldAll(edit.before[i]) }
    stamp &+= 1
    (undoCount, touchedCount, pending) = (0, 0, 0)
    (undoCost, undoOverruns) = (cost, overruns)
    for i in low..<high {
      let o = order[i]
      _ = seesChange(o)
      if decoder.units.isEmpty { replace(o) } else { replaceAll(o) }
    }
    end = passBehind(high)
    settleJobs()
  }

  /// Behind the stretch both lists agree: only what has changed inputs is placed anew.
  /// - Returns: the position from which on nothing has changed.
  private mutating func passBehind(_ high: Int) -> Int {
    staleCount = 0
    for pool in 0..<staleIn.count { staleIn[pool] = 0 }
    for r in 0..<decoder.resourceCount {
      isStale[r] = false
      judge(r)
    }
    let hasMaterials = decoder.hasMaterials
    var i = high
    while i < operationCount, staleCount > 0 || pending > 0 {
      let o = order[i]
      i += 1
      if decoder.units.follows(o) || decoder.units.leads(o) {
        passUnit(o)
        continue
      }
      let machine = decoder.placement[o].machine
      let isDirty = seesChange(o)
      guard
        isDirty || machine >= 0 && (isStale[machine] || meetsStaleUnits(o))
          || hasMaterials && decoder.materials.draws(o) && decoder.materials.meets(o, isStale)
      else {
        decoder.apply(o)
        continue
      }
      if hasMaterials { replaceDrawing(o, machine) } else { replaceBehind(o, machine) }
    }
    return i
  }

  /// The same for an operation that may draw materials.
  private mutating func replaceDrawing(_ o: Int32, _ machine: Int32) {
    guard decoder.materials.draws(o) else { return replaceBehind(o, machine) }
    let count = decoder.materials.resourceCount(o)
    for i in 0..<count { rememberUnit(decoder.materials.resource(o, i)) }
    if machine < 0 {
      applyOld(o)
      replace(o)
    } else {
      replaceBehind(o, machine)
    }
    for i in 0..<count { judge(decoder.materials.resource(o, i)) }
  }

  /// Places an operation anew and sees whether what it runs on and holds goes on as before.
  private mutating func replaceBehind(_ o: Int32, _ machine: Int32) {
    guard machine >= 0 else { return replace(o) }
    let (units, first) = (decoder.machineCount, decoder.holding.slotStart[o])
    let last = decoder.holding.slotStart[Int(o) + 1]
    if !isStale[machine] { remember(Int(machine)) }
    for slot in first..<last { rememberUnit(units + Int(decoder.holding.held[slot])) }
    applyOld(o)
    // Those it holds from now on have not been touched by it before: they are as they were, or stale already.
    let new = decoder.place(o, mode[o])
    for slot in first..<last {
      let unit = units + Int(decoder.holding.picked[slot &- first])
      if !isHeld(unit - units, first, last) { rememberUnit(unit) }
    }
    replace(o, by: new)
    judge(Int(machine))
    for slot in first..<last {
      judge(units + Int(undoUnit[slot]))
      judge(units + Int(decoder.holding.held[slot]))
    }
  }

  @inline(__always)
  private func isHeld(_ unit: Int, _ first: Int32, _ last: Int32) -> Bool {
    for slot in first..<last where Int(decoder.holding.held[slot]) == unit { return true }
    return false
  }

  @inline(__always)
  func remember(_ r: Int) {
    (oldFree[r], oldFamily[r], oldLast[r]) = (decoder.free[r], decoder.family[r], decoder.last[r])
  }

  @inline(__always)
  private func rememberUnit(_ r: Int) { if !isStale[r] { remember(r) } }

  /// Sees whether a resource differs from what it was at this position of the list.
  mutating func judge(_ r: Int) {
    let differs =
      decoder.free[r] != oldFree[r] || decoder.family[r] != oldFamily[r]
      || decoder.last[r] != oldLast[r]
    guard differs != isStale[r] else { return }
    isStale[r] = differs
    staleCount += differs ? 1 : -1
    guard r >= decoder.machineCount, !decoder.hasMaterials || r < decoder.materials.base else {
      return
    }
    let unit = r - decoder.machineCount
    for at in decoder.holding.unitPoolStart[unit]..<decoder.holding.unitPoolStart[unit + 1] {
      staleIn[decoder.holding.unitPools[at]] += differs ? 1 : -1
    }
  }

  @inline(__always)
  func meetsStaleUnits(_ o: Int32) -> Bool {
    guard decoder.holding.needs(o) else { return false }
    var result = false
    decoder.holding.needPools(o) { if staleIn[$0] > 0 { result = true } }
    return result
  }

  /// Whether a predecessor of an operation passes its job on otherwise now; each such arc is counted off.
  @inline(__always)
  mutating func seesChange(_ o: Int32) -> Bool {
    var result = false
    for a in decoder.predecessorStart[o]..<decoder.predecessorStart[Int(o) + 1]
    where changed[decoder.predecessors[a]] == stamp {
      result = true
      pending -= 1
    }
    return result
  }

  mutating func replace(_ o: Int32) { replace(o, by: decoder.place(o, mode[o])) }

  private mutating func replace(_ o: Int32, by new: FloorPlacement) {
    let old = decoder.placement[o]
    keepForUndo(o)
    decoder.holding.keepPicked(o)
    decoder.placement[o] = new
    decoder.apply(o)
    note(o, old, new)
  }

  /// Keeps an operation's placement and whom it holds, to be taken back.
  @inline(__always)
  mutating func keepForUndo(_ o: Int32) {
    for slot in decoder.holding.slotStart[o]..<decoder.holding.slotStart[Int(o) + 1] {
      undoUnit[slot] = decoder.holding.held[slot]
    }
    undoOperation[undoCount] = o
    undoPlacement[undoCount] = decoder.placement[o]
    undoCount += 1
  }

  /// Takes a new placement into the cost, and marks whom it concerns.
  @inline(__always)
  mutating func note(_ o: Int32, _ old: FloorPlacement, _ new: FloorPlacement) {
    count(old, o, -1)
    count(new, o, 1)
    if decoder.passesOnOtherwise(o, new, old) {
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
  mutating func count(_ p: FloorPlacement, _ o: Int32, _ sign: Int) {
    cost.setup &+= sign &* Int(p.setup)
    cost.money &+= sign &* Int(p.cost)
    if !reference.isEmpty { cost.disruption &+= sign &* reference.price(o, p) }
    if p.slips || p.end > decoder.clock.horizon { overruns += sign }
  }

  private mutating func settleJobs() {
    for t in 0..<touchedCount {
      let job = Int(touchedJob[t])
      cost.lead &-= Int(completion[job] &- begin[job])
      if isSum { cost.value &-= penalty(ofJob: job) }
      bring(job)
      cost.lead &+= Int(completion[job] &- begin[job])
      if isSum { cost.value &+= penalty(ofJob: job) }
    }
    settleValue()
  }

  private mutating func settleValue() {
    if !isSum { cost.value = costs.value(completion) }
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

  /// Operations the candidate has placed anew.
  var changedCount: Int { undoCount }
  func changedOperation(_ i: Int) -> Int32 { undoOperation[i] }

  /// Has an operation's run begin no earlier than a tick, until the candidate is dropped.
  mutating func hold(_ o: Int32, to tick: Int32) {
    edit.hold(o, to: max(0, decoder.pin[o], tick), order, position, decoder.hold)
  }

  // MARK: Keeping or dropping it

  /// Keeps the candidate.
  mutating func accept() {
    restore(at: edit.low)
    for i in edit.low..<end {
      if i % Self.stride == 0 { save(row: i / Self.stride) }
      decoder.applyAll(order[i])
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
      let o = undoOperation[i]
      decoder.placement[o] = undoPlacement[i]
      for slot in decoder.holding.slotStart[o]..<decoder.holding.slotStart[Int(o) + 1] {
        decoder.holding.held[slot] = undoUnit[slot]
      }
    }
    edit.undo(order, position, mode, decoder.hold)
    for t in 0..<touchedCount { bring(Int(touchedJob[t])) }
    settleValue()
    (cost, overruns) = (undoCost, undoOverruns)
  }

  // MARK: The machines at a position

  private func save(row: Int) {
    let base = row * decoder.resourceCount
    for m in 0..<decoder.resourceCount {
      savedFree[base + m] = decoder.free[m]
      savedFamily[base + m] = decoder.family[m]
      savedLast[base + m] = decoder.last[m]
    }
  }

  /// Sets the machines to what they have before a position; placements before it must be those of the list.
  private func restore(at low: Int) {
    let row = low / Self.stride
    let base = row * decoder.resourceCount
    for m in 0..<decoder.resourceCount {
      decoder.free[m] = savedFree[base + m]
      decoder.family[m] = savedFamily[base + m]
      decoder.last[m] = savedLast[base + m]
    }
    for i in row * Self.stride..<low { decoder.applyAll(order[i]) }
  }

  // Mutating though it changes no field of its own: a borrowed receiver of this size is copied for every call.
  mutating func applyOld(_ o: Int32) {
    let p = decoder.placement[o]
    if decoder.hasMaterials { decoder.materials.draw(o, p.runStart, oldFree, oldLast) }
    guard p.machine >= 0 else { return }
    oldFree[p.machine] = p.end
    oldLast[p.machine] = o
    if decoder.familyOf[o] >= 0 { oldFamily[p.machine] = decoder.familyOf[o] }
    guard decoder.holding.needs(o) else { return }
    let units = decoder.machineCount
    decoder.holding.forEachHold(o, p) { unit, until in
      oldFree[units + Int(unit)] = until
      oldLast[units + Int(unit)] = o
    }
  }
}
