import TaktModel

/// A time in which a resource does not work, or works beyond its calendar, as events tell.
struct Stop: Equatable {
  var from: Instant
  var to: Instant
  var works = false
  var reason: String
  /// What becomes of the work it interrupts.
  var resume = ShopEvent.Resume.goesOn
  /// How many of the resource are meant; nil for all.
  var count: Int?
  /// Nobody has said yet that it is over.
  var isOpen = true
  /// Nobody has said when it will be over.
  var isEstimated = false

  /// Whether what it interrupts begins anew.
  var losesWork: Bool { resume != .goesOn && !works }

  var change: CalendarChange { CalendarChange(from: from, to: to, works: works, reason: reason) }
}

/// The stops of one resource, told in the order of time.
struct Stops: Equatable {
  private(set) var list: [Stop] = []
  /// Places of the open ones in ``list``: few, however long that grows.
  private var open: [Int] = []

  /// Adds one; while one is open, the new word on it counts.
  /// - Returns: whether that changes anything
  mutating func begin(_ stop: Stop) -> Bool {
    let known = open.last {
      list[$0].from <= stop.from && list[$0].to > stop.from && list[$0].count == stop.count
    }
    guard let known else {
      open.append(list.count)
      list.append(stop)
      return true
    }
    let before = list[known]
    list[known].to = stop.to
    list[known].isEstimated = stop.isEstimated
    list[known].resume = stop.resume
    return list[known] != before
  }

  /// Adds a planned one, which no later word ends.
  mutating func plan(_ stop: Stop) {
    var stop = stop
    stop.isOpen = false
    list.append(stop)
  }

  /// Ends the latest open one that began by then, whenever it was expected to end.
  /// - Returns: whether there was one.
  mutating func end(at time: Instant) -> Bool {
    guard let i = open.lastIndex(where: { list[$0].from <= time }) else { return false }
    let place = open.remove(at: i)
    list[place].to = time
    list[place].isOpen = false
    list[place].isEstimated = false
    return true
  }
}
