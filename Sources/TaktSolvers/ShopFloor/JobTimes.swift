import TaktModel

/// When each job of a plan begins and completes, what that adds to the objective, and what a candidate is known to lose by it so far.
///
/// A candidate notes which jobs it touches; their times are read off their operations when it has been placed to its end, and again
/// when it is dropped.
struct JobTimes: ~Copyable {
  let completion: Column<Int32>
  let due: Column<Int32>
  let count: Int
  /// Whether a job's part of the objective does not depend on the others.
  let isSum: Bool
  private let begin: Column<Int32>
  private let costs: CompletionCost
  private let operationStart: Column<Int32>
  /// Operations that begin their job or end it.
  private let isEdge: Column<Bool>

  private let touched: Column<Int32>
  private var touchedCount = 0
  /// Jobs the present candidate has touched bear its stamp.
  private let mark: Column<Int32>
  private var stamp: Int32 = 0
  private var loss: LossSoFar

  init(_ problem: Problem, _ objective: Objective) {
    count = problem.jobCount
    completion = Column(repeating: 0, count: count)
    begin = Column(repeating: 0, count: count)
    due = Column(problem.due)
    isSum = objective.criteria.count == 1 && !objective.leading.isMaximum
    costs = CompletionCost(problem, objective)
    operationStart = Column(problem.jobStart)
    isEdge = Column(
      (0..<problem.operationCount).map { problem.isFirst($0) || problem.isLast($0) })
    touched = Column(repeating: 0, count: count)
    mark = Column(repeating: 0, count: count)
    loss = LossSoFar(problem, objective)
  }

  func operations(of job: Int) -> Range<Int32> { operationStart[job]..<operationStart[job + 1] }

  /// What a job adds to the objective if it completes at a tick.
  @inline(__always)
  func penalty(_ job: Int, completion: Int32) -> Int {
    costs.share(ofJob: job, completion: completion)
  }

  // MARK: A plan

  /// Reads all jobs off their operations, into a cost that knows none of them.
  func settleAll(_ placement: borrowing Column<FloorPlacement>, _ cost: inout FloorCost) {
    for job in 0..<count {
      read(job, placement)
      enter(job, 1, &cost)
    }
    settleMixed(&cost)
  }

  // MARK: A candidate

  /// Begins a candidate for a plan of this value.
  mutating func beginCandidate(value: Int) {
    stamp &+= 1
    touchedCount = 0
    loss.begin(value)
  }

  /// What the candidate is known to lose so far.
  var lossSoFar: Int { loss.value }

  /// An operation of a job has another placement.
  @inline(__always)
  mutating func note(_ o: Int32, ofJob job: Int32, _ old: FloorPlacement, _ new: FloorPlacement) {
    guard isEdge[o], new.end != old.end || new.setupStart != old.setupStart else { return }
    if mark[job] != stamp {
      mark[job] = stamp
      touched[touchedCount] = job
      touchedCount += 1
      loss.touch(Int(job), completion: completion[job])
    }
    loss.add(o, ofJob: Int(job), from: old.end, to: new.end, costs)
  }

  /// Takes what the candidate has done to the jobs it touched into its cost.
  func settle(_ placement: borrowing Column<FloorPlacement>, _ cost: inout FloorCost) {
    for t in 0..<touchedCount {
      let job = Int(touched[t])
      enter(job, -1, &cost)
      read(job, placement)
      enter(job, 1, &cost)
    }
    settleMixed(&cost)
  }

  /// Reads the jobs touched off their operations, which are where they were before; the cost is that of then.
  func takeBack(_ placement: borrowing Column<FloorPlacement>) {
    for t in 0..<touchedCount { read(Int(touched[t]), placement) }
    // What a job adds to a maximum is asked of the value worked out last.
    if !isSum { _ = costs.value(completion) }
  }

  /// Reads a job off its operations.
  func read(_ job: Int, _ placement: borrowing Column<FloorPlacement>) {
    var (first, latest) = (Int32.max, Int32(0))
    for o in operations(of: job) where isEdge[o] {
      first = min(first, placement[o].setupStart)
      latest = max(latest, placement[o].end)
    }
    begin[job] = min(first, latest)
    completion[job] = latest
  }

  private func enter(_ job: Int, _ sign: Int, _ cost: inout FloorCost) {
    cost.lead &+= sign &* Int(completion[job] &- begin[job])
    if isSum { cost.value &+= sign &* penalty(job, completion: completion[job]) }
  }

  private func settleMixed(_ cost: inout FloorCost) {
    if !isSum { cost.value = costs.value(completion) }
  }
}
