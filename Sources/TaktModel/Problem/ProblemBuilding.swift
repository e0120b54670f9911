/// A job as it is put into a ``Problem``.
package struct JobSpec: Sendable {
  package struct Mode: Sendable {
    package var machine: Int32
    package var duration: Int32
    package init(machine: Int32, duration: Int32) {
      self.machine = machine
      self.duration = duration
    }
  }
  package struct Operation: Sendable {
    package var modes: [Mode]
    /// Operations of the same job that come first, each with the lag after its end.
    package var predecessors: [(operation: Int, lag: Int32)]
    package init(modes: [Mode], predecessors: [(operation: Int, lag: Int32)]) {
      self.modes = modes
      self.predecessors = predecessors
    }
  }
  package var operations: [Operation]
  package var release: Int32
  package var due: Int32
  package var weight: Int32

  package init(operations: [Operation], release: Int32 = 0, due: Int32 = 0, weight: Int32 = 1) {
    self.operations = operations
    self.release = release
    self.due = due
    self.weight = weight
  }

  /// Operations one after the other.
  package init(chain: [[Mode]], release: Int32 = 0, due: Int32 = 0, weight: Int32 = 1) {
    self.init(
      operations: chain.enumerated().map { i, modes in
        Operation(modes: modes, predecessors: i == 0 ? [] : [(operation: i - 1, lag: Int32(0))])
      },
      release: release, due: due, weight: weight)
  }
}

extension Problem {
  /// The same problem with a shop floor, arcs from job to job, and without the arcs that links of the floor stand for.
  package init(
    _ classic: Problem, floor: ShopFloor, feeds: [PrecedenceArc] = [],
    without arcs: [(from: Int32, to: Int32)] = []
  ) throws {
    try self.init(
      jobs: (0..<classic.jobCount).map { job in
        var spec = JobSpec(job: job, of: classic)
        for (from, to) in arcs where classic.jobOf[Int(to)] == Int32(job) {
          let first = classic.jobStart[job]
          spec.operations[Int(to - first)].predecessors.removeAll {
            $0.operation == Int(from - first)
          }
        }
        return spec
      },
      machineCount: classic.machineCount, workingTimeOf: classic.workingTimeOf,
      workingTimes: classic.workingTimes, floor: floor, feeds: feeds)
  }
}

extension JobSpec {
  /// A job of a problem, as it was put in.
  fileprivate init(job: Int, of problem: Problem) {
    let first = Int(problem.jobStart[job])
    self.init(
      operations: problem.operations(ofJob: job).map { o in
        Operation(
          modes: problem.modes(of: o).map {
            Mode(machine: problem.machine[$0], duration: problem.duration[$0])
          },
          predecessors: problem.arcs(into: o).map {
            (Int(problem.predecessors[$0]) - first, problem.predecessorLag[$0])
          })
      }, release: problem.release[job], due: problem.due[job], weight: problem.weight[job])
  }
}

extension ShopFloor.Links {
  /// The links as arcs, for whoever asks only what comes first.
  var arcs: [PrecedenceArc] {
    from.indices.map { PrecedenceArc(from: from[$0], to: to[$0], lag: lag[$0]) }
  }
}

/// An operation that must end before another begins, of whichever job, and the ticks between them at least.
package struct PrecedenceArc: Sendable {
  package let from: Int32
  package let to: Int32
  package let lag: Int32

  package init(from: Int32, to: Int32, lag: Int32) {
    self.from = from
    self.to = to
    self.lag = lag
  }
}

/// The flat columns while they grow.
struct Columns {
  var jobStart: [Int32] = [0]
  var release: [Int32] = []
  var due: [Int32] = []
  var weight: [Int32] = []
  var jobOf: [Int32] = []
  var modeStart: [Int32] = [0]
  var machine: [Int32] = []
  var duration: [Int32] = []
  var arcs: [PrecedenceArc] = []
  let workingTimeOf: [Int32]
  /// Work on machines without a calendar (a calendar bounds its own), and lags.
  private var workSum = 0
  private var largestRelease: Int32 = 0
  /// Of the operation at hand, on machines without a calendar.
  private var longestMode: Int32 = 0

  /// No job yet, on machines of which each has a working time or -1 for always open.
  init(workingTimeOf: [Int32]) { self.workingTimeOf = workingTimeOf }

  /// No sensible schedule is longer.
  var timeSum: Int { workSum + Int(largestRelease) }

  mutating func append(_ job: JobSpec) {
    for operation in job.operations {
      for mode in operation.modes { append(mode) }
      for (predecessor, lag) in operation.predecessors { wait(for: predecessor, lag) }
      endOperation()
    }
    endJob(release: job.release, due: job.due, weight: job.weight)
  }

  /// Adds a mode to the operation at hand.
  mutating func append(_ mode: JobSpec.Mode) {
    machine.append(mode.machine)
    duration.append(mode.duration)
    if workingTimeOf[Int(mode.machine)] < 0 { longestMode = max(longestMode, mode.duration) }
  }

  /// Has the operation at hand wait for another of its job, counted from the job's first.
  mutating func wait(for predecessor: Int, _ lag: Int32) {
    let from = jobStart[jobStart.count - 1] + Int32(predecessor)
    arcs.append(PrecedenceArc(from: from, to: Int32(jobOf.count), lag: lag))
    workSum += Int(lag)
  }

  /// Ends the operation at hand.
  mutating func endOperation() {
    precondition(machine.count > Int(modeStart[modeStart.count - 1]), "an operation has no mode")
    jobOf.append(Int32(jobStart.count - 1))
    modeStart.append(Int32(machine.count))
    workSum += Int(longestMode)
    longestMode = 0
  }

  /// Ends the job at hand.
  mutating func endJob(release: Int32, due: Int32, weight: Int32) {
    jobStart.append(Int32(jobOf.count))
    self.release.append(release)
    self.due.append(due)
    self.weight.append(weight)
    largestRelease = max(largestRelease, release)
  }

  /// Adds arcs between jobs.
  mutating func link(_ links: [PrecedenceArc]) {
    arcs += links
    workSum += links.reduce(0) { $0 + Int($1.lag) }
  }

  /// Makes room for a tick that something waits for.
  mutating func wait(until tick: Int32) { largestRelease = max(largestRelease, tick) }
}

/// Arcs grouped by one of their ends (compressed sparse rows).
struct Adjacency {
  var start: [Int32]
  var ends: [Int32]
  var lags: [Int32]

  init(
    count: Int, arcs: [PrecedenceArc], key: (PrecedenceArc) -> Int32,
    value: (PrecedenceArc) -> Int32
  ) {
    start = Array(repeating: 0, count: count + 1)
    for arc in arcs { start[Int(key(arc)) + 1] += 1 }
    for i in 0..<count { start[i + 1] += start[i] }
    var next = start
    ends = Array(repeating: 0, count: arcs.count)
    lags = ends
    for arc in arcs {
      let k = Int(key(arc))
      ends[Int(next[k])] = value(arc)
      lags[Int(next[k])] = arc.lag
      next[k] += 1
    }
  }

  /// Operations in an order all arcs agree with; nil where the arcs form a cycle.
  ///
  /// `self` groups by the earlier end.
  func topologicalOrder(inDegrees into: [Int32]) -> [Int32]? {
    let count = start.count - 1
    var open = (0..<count).map { into[$0 + 1] - into[$0] }
    var order: [Int32] = []
    order.reserveCapacity(count)
    for root in 0..<count where into[root + 1] == into[root] { order.append(Int32(root)) }
    var head = 0
    while head < order.count {
      let o = Int(order[head])
      head += 1
      for a in Int(start[o])..<Int(start[o + 1]) {
        let next = Int(ends[a])
        open[next] -= 1
        if open[next] == 0 { order.append(Int32(next)) }
      }
    }
    return order.count == count ? order : nil
  }
}
