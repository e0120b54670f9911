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

  var change: CalendarChange { CalendarChange(from: from, to: to, works: works, reason: reason) }
}

/// The stops of one resource, told in the order of time.
struct Stops: Equatable {
  private(set) var list: [Stop] = []

  /// Adds one; while one is open, the new word on it counts.
  mutating func begin(_ stop: Stop) {
    if let last = list.last, last.isOpen, last.from <= stop.from, last.count == stop.count,
      last.to > stop.from
    {
      list[list.count - 1].to = stop.to
      list[list.count - 1].isEstimated = stop.isEstimated
      list[list.count - 1].resume = stop.resume
    } else {
      list.append(stop)
    }
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
    guard let i = list.lastIndex(where: { $0.isOpen && $0.from <= time }) else { return false }
    list[i].to = time
    list[i].isOpen = false
    list[i].isEstimated = false
    return true
  }
}
