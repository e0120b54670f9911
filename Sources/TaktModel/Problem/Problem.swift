/// A scheduling problem as operations research speaks of it: dense indices, integer ticks, flat columns.
///
/// Jobs own consecutive operations, operations own consecutive modes; a mode is one machine and the work it takes
/// there. Precedence is a graph over operations, its arcs with a minimum lag. Nothing in a `Problem` can be invalid:
/// the initialiser checks what the engines rely on. All sums of durations, releases and lags fit in 30 bits.
public struct Problem: Sendable {
  /// Where job j's operations begin; one more entry than jobs.
  public let jobStart: [Int32]
  /// No operation of the job starts earlier.
  public let release: [Int32]
  /// When the job ought to be complete.
  public let due: [Int32]
  /// Cost of a tick of tardiness.
  public let weight: [Int32]

  /// The job of each operation.
  public let jobOf: [Int32]
  /// Where operation o's modes begin; one more entry than operations.
  public let modeStart: [Int32]
  /// The machine of each mode.
  public let machine: [Int32]
  /// Work of each mode in ticks of the machine's working time, setup included.
  public let duration: [Int32]

  /// Arcs by their later end: predecessors of o are `predecessors[predecessorStart[o] ..< predecessorStart[o + 1]]`.
  public let predecessorStart: [Int32]
  /// Earlier end of each arc.
  public let predecessors: [Int32]
  /// Ticks between the earlier end and the later start, at least, by the clock.
  public let predecessorLag: [Int32]
  /// The same arcs by their earlier end.
  public let successorStart: [Int32]
  /// Later end of each arc.
  public let successors: [Int32]
  /// Lag of each arc.
  public let successorLag: [Int32]
  /// Operations in an order every arc and every link of the floor agrees with, ties by index.
  public let topologicalOrder: [Int32]

  /// How many machines there are.
  public let machineCount: Int
  /// Working time of each machine: an index into `workingTimes`, or -1 for around the clock.
  public let workingTimeOf: [Int32]
  /// The distinct working times.
  public let workingTimes: [WorkingTime]

  /// What a shop floor adds; empty for a classic shop.
  public let floor: ShopFloor

  /// How many jobs there are.
  public var jobCount: Int { release.count }
  /// How many operations there are.
  public var operationCount: Int { jobOf.count }
  /// How many modes there are.
  public var modeCount: Int { machine.count }

  /// Operations of a job.
  public func operations(ofJob job: Int) -> Range<Int> {
    Int(jobStart[job])..<Int(jobStart[job + 1])
  }
  /// Modes of an operation.
  public func modes(of operation: Int) -> Range<Int> {
    Int(modeStart[operation])..<Int(modeStart[operation + 1])
  }
  /// Indices of the arcs into an operation.
  public func arcs(into operation: Int) -> Range<Int> {
    Int(predecessorStart[operation])..<Int(predecessorStart[operation + 1])
  }
  /// Indices of the arcs out of an operation.
  public func arcs(outOf operation: Int) -> Range<Int> {
    Int(successorStart[operation])..<Int(successorStart[operation + 1])
  }
  /// Whether an operation waits for no other of its job.
  public func isFirst(_ operation: Int) -> Bool {
    arcs(into: operation).allSatisfy { jobOf[Int(predecessors[$0])] != jobOf[operation] }
  }
  /// Whether no other operation of its job waits for it.
  public func isLast(_ operation: Int) -> Bool {
    arcs(outOf: operation).allSatisfy { jobOf[Int(successors[$0])] != jobOf[operation] }
  }
  /// The least work of any of the operation's modes.
  public func shortestDuration(of operation: Int) -> Int32 {
    modes(of: operation).reduce(Int32.max) { min($0, duration[$1]) }
  }
  /// The sum of the jobs' shortest durations, what a due-date factor multiplies.
  public func totalWork(ofJob job: Int) -> Int {
    operations(ofJob: job).reduce(0) { $0 + Int(shortestDuration(of: $1)) }
  }
  /// Whether some operation may choose between machines.
  public var isFlexible: Bool { modeCount > operationCount }
  /// Whether some machine has breaks.
  public var hasWorkingTimes: Bool { workingTimeOf.contains { $0 >= 0 } }
  /// Whether some arc has a lag.
  public var hasLags: Bool { predecessorLag.contains { $0 != 0 } }
  /// Whether some job is released after the start.
  public var hasReleases: Bool { release.contains { $0 != 0 } }

  /// The largest sum of times a problem may hold, so that 32-bit arithmetic in the engines cannot overflow.
  public static let largestTime = 1 << 30

  package init(
    jobs: [JobSpec], machineCount: Int, workingTimeOf: [Int32]? = nil,
    workingTimes: [WorkingTime] = [], floor: ShopFloor = ShopFloor(), feeds: [PrecedenceArc] = []
  ) throws {
    precondition(workingTimeOf.map { $0.count == machineCount } ?? true)
    var columns = Columns(
      workingTimeOf: workingTimeOf ?? Array(repeating: -1, count: machineCount))
    for job in jobs { columns.append(job) }
    try self.init(columns, workingTimes, floor, feeds)
  }

  init(
    _ columns: consuming Columns, _ workingTimes: [WorkingTime], _ floor: ShopFloor,
    _ feeds: [PrecedenceArc]
  ) throws {
    columns.link(feeds)
    columns.wait(until: floor.materials.lastReceipt)
    let links = floor.links
    let total = columns.timeSum + links.lag.reduce(0) { $0 + Int($1) }
    guard total < Self.largestTime else {
      throw ProblemError(
        "the times add up to \(total) ticks; at most \(Self.largestTime) can be planned")
    }
    jobStart = columns.jobStart
    release = columns.release
    due = columns.due
    weight = columns.weight
    jobOf = columns.jobOf
    modeStart = columns.modeStart
    machine = columns.machine
    duration = columns.duration
    let count = columns.jobOf.count
    let into = Adjacency(count: count, arcs: columns.arcs, key: { $0.to }, value: { $0.from })
    let out = Adjacency(count: count, arcs: columns.arcs, key: { $0.from }, value: { $0.to })
    (predecessorStart, predecessors, predecessorLag) = (into.start, into.ends, into.lags)
    (successorStart, successors, successorLag) = (out.start, out.ends, out.lags)
    var (before, after) = (into, out)
    if !links.isEmpty {
      let arcs = columns.arcs + links.arcs
      before = Adjacency(count: count, arcs: arcs, key: { $0.to }, value: { $0.from })
      after = Adjacency(count: count, arcs: arcs, key: { $0.from }, value: { $0.to })
    }
    guard let order = after.topologicalOrder(inDegrees: before.start) else {
      throw ProblemError("the precedence graph has a cycle")
    }
    topologicalOrder = order
    let machineCount = columns.workingTimeOf.count
    self.machineCount = machineCount
    workingTimeOf = columns.workingTimeOf
    self.workingTimes = workingTimes
    self.floor = floor
    precondition(machine.allSatisfy { $0 >= 0 && $0 < machineCount })
    precondition(duration.allSatisfy { $0 >= 0 })
    precondition(floor.fits(operations: count, modes: machine.count, machines: machineCount))
  }
}

/// Why a problem cannot be built.
public struct ProblemError: Error, CustomStringConvertible {
  /// What is wrong.
  public let description: String
  package init(_ description: String) { self.description = description }
}
