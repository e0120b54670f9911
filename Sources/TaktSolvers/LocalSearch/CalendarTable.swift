import TaktModel

/// All working times of a problem in flat columns, with a jump table, for the inner loops.
struct CalendarTable: ~Copyable {
  /// Where a calendar's intervals begin; -1 for a machine that never rests.
  let first: Column<Int32>
  private let opens: Column<Int32>
  private let closes: Column<Int32>
  /// For each stretch of 2¹² ticks of each calendar, the first interval that closes after the stretch begins.
  private let jump: Column<Int32>
  private let jumpFirst: Column<Int32>
  /// Past it nothing can be planned.
  let horizon: Int32

  private static let shift: Int32 = 12

  init(_ problem: Problem) {
    var (opens, closes, jump) = ([Int32](), [Int32](), [Int32]())
    var (firstOf, jumpOf) = ([Int32](), [Int32]())
    let end = problem.workingTimes.reduce(Int32(0)) { max($0, $1.closes.last ?? 0) }
    for time in problem.workingTimes {
      let base = opens.count
      firstOf.append(Int32(base))
      jumpOf.append(Int32(jump.count))
      opens += time.opens
      closes += time.closes
      // Past the calendar's end lies an interval that takes anything, so no search runs off the table.
      opens.append(.max - 1)
      closes.append(.max)
      var i = base
      for bucket in 0...(end >> Self.shift) + 1 {
        while closes[i] <= bucket << Self.shift { i += 1 }
        jump.append(Int32(i))
      }
    }
    let machines = problem.workingTimeOf
    first = Column(machines.map { $0 < 0 ? -1 : firstOf[Int($0)] })
    jumpFirst = Column(machines.map { $0 < 0 ? 0 : jumpOf[Int($0)] })
    self.opens = Column(opens)
    self.closes = Column(closes)
    self.jump = Column(jump)
    horizon = problem.workingTimes.isEmpty ? .max : end
  }

  /// Start and end of `work` ticks on a machine, begun at `ready` or as soon after as it works; an end past the horizon
  /// is the horizon plus one.
  @inline(__always)
  func place(_ work: Int32, from ready: Int32, on machine: Int32) -> (start: Int32, end: Int32) {
    if first[machine] < 0 || work == 0 { return (ready, ready &+ work) }
    return placeAmongBreaks(work, from: ready, on: machine)
  }

  private func placeAmongBreaks(_ work: Int32, from ready: Int32, on machine: Int32) -> (
    start: Int32, end: Int32
  ) {
    guard ready <= horizon else { return (horizon &+ 1, horizon &+ 1) }
    var i = Int(jump[jumpFirst[machine] &+ (ready >> Self.shift)])
    while closes[i] <= ready { i += 1 }
    let start = max(ready, opens[i])
    guard start <= horizon else { return (horizon &+ 1, horizon &+ 1) }
    var at = start
    var left = work
    while left > closes[i] &- at {
      left &-= closes[i] &- at
      i += 1
      at = opens[i]
    }
    guard at <= horizon else { return (start, horizon &+ 1) }
    return (start, at &+ left)
  }
}
