import TaktModel

/// The arcs of the routings in flat columns, forwards (direction 0) and backwards (direction 1).
struct ArcTable: ~Copyable {
  private let operationCount: Int
  private let arcCount: Int
  private let starts: Column<Int32>
  private let ends: Column<Int32>
  private let lags: Column<Int32>

  init(_ problem: Problem) {
    operationCount = problem.operationCount
    arcCount = problem.successors.count
    starts = Column(problem.successorStart + problem.predecessorStart)
    ends = Column(problem.successors + problem.predecessors)
    lags = Column(problem.successorLag + problem.predecessorLag)
  }

  /// Where an operation's arcs begin; they end where the next operation's begin.
  @inline(__always)
  func first(_ direction: Int, _ o: Int32) -> Int {
    Int(starts[direction &* (operationCount &+ 1) &+ Int(o)])
  }

  /// Where an arc leads.
  @inline(__always)
  func next(_ direction: Int, _ arc: Int) -> Int32 { ends[direction &* arcCount &+ arc] }

  /// The least time between the two operations of an arc.
  @inline(__always)
  func lag(_ direction: Int, _ arc: Int) -> Int32 { lags[direction &* arcCount &+ arc] }
}
