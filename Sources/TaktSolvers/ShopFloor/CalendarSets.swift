import TaktModel

/// Working times of machines and what they hold, intersected: a set of calendars for each combination that an operation can come
/// to hold, and the set that one more calendar makes of another.
///
/// Sets 0 ..< calendars are the calendars themselves, -1 is the one that never rests.
struct CalendarSets {
  private(set) var times: [WorkingTime]
  /// The set a set and a calendar make: by set, calendar.
  private var joined: [[Int32]]
  private var index: [[Int32]: Int32] = [:]
  private var members: [[Int32]]
  private let calendarCount: Int

  init(_ problem: Problem) {
    times = problem.workingTimes
    calendarCount = times.count
    members = (0..<Int32(calendarCount)).map { [$0] }
    joined = members.map { _ in [] }
    for (i, member) in members.enumerated() { index[member] = Int32(i) }
    let secondaries = problem.floor.secondaries
    var seen: Set<[Int32]> = []
    for o in 0..<problem.operationCount where !secondaries.needs(of: o).isEmpty {
      for k in problem.modes(of: o) {
        let machine = problem.workingTimeOf[Int(problem.machine[k])]
        let pools = secondaries.needs(of: o).map { secondaries.needPool[$0] }
        guard seen.insert([machine] + pools).inserted else { continue }
        reach(from: machine, secondaries, secondaries.needs(of: o))
      }
    }
  }

  /// Makes every set that can arise when a machine's operation takes its units one after the other, in whatever order.
  private mutating func reach(
    from machine: Int32, _ secondaries: ShopFloor.Secondaries, _ needs: Range<Int>
  ) {
    let units = needs.flatMap { secondaries.units(ofPool: Int(secondaries.needPool[$0])) }
    let calendars = Set(units.map { secondaries.workingTimeOf[Int($0)] }).filter { $0 >= 0 }
      .sorted()
    var sets: Set<Int32> = [machine]
    var frontier: [Int32] = [machine]
    while let set = frontier.popLast() {
      for calendar in calendars {
        let larger = join(set, calendar)
        if sets.insert(larger).inserted { frontier.append(larger) }
      }
    }
  }

  private mutating func join(_ set: Int32, _ calendar: Int32) -> Int32 {
    guard set >= 0 else { return calendar }
    let all = Array(Set(members[Int(set)] + [calendar])).sorted()
    let result = index[all] ?? add(all, times[Int(set)].intersected(with: times[Int(calendar)]))
    if joined[Int(set)].isEmpty {
      joined[Int(set)] = Array(repeating: -1, count: calendarCount)
    }
    joined[Int(set)][Int(calendar)] = result
    return result
  }

  private mutating func add(_ all: [Int32], _ time: WorkingTime) -> Int32 {
    let result = Int32(times.count)
    times.append(time)
    members.append(all)
    joined.append([])
    index[all] = result
    return result
  }

  /// The joins as one table, row by set.
  var table: [Int32] {
    joined.flatMap { $0.isEmpty ? Array(repeating: -1, count: calendarCount) : $0 }
  }
}
