package import TaktModel

/// The work of an operation with the times it may be worked in: placed as the shop does it, the run as early as it can be, setup and
/// changeover just in time before it.
package struct TimedWork {
  /// When setups can be worked on, and when the run can: an object, as work is handed on for every gap it might fit in.
  private final class Hours: Sendable {
    let setup: WorkingTime
    let run: WorkingTime
    init(setup: WorkingTime, run: WorkingTime) { (self.setup, self.run) = (setup, run) }
  }

  private let hours: Hours
  private var setupTime: WorkingTime { hours.setup }
  private var runTime: WorkingTime { hours.run }
  /// Own setup and run, as work.
  package var setup: Int32
  package var run: Int32
  /// The changeover before them, as work or by the clock.
  package var changeover: Int32
  package var byClock: Bool
  /// The longest break that may lie within setup and run; nil for any.
  package var longestBreak: Int32?

  package init(
    setupTime: WorkingTime, runTime: WorkingTime, setup: Int32, run: Int32, changeover: Int32,
    byClock: Bool, longestBreak: Int32?
  ) {
    hours = Hours(setup: setupTime, run: runTime)
    (self.setup, self.run) = (setup, run)
    (self.changeover, self.byClock) = (changeover, byClock)
    self.longestBreak = longestBreak
  }

  package var needsWork: Bool { setup + run > 0 }
  /// The same without its changeover.
  package var bare: TimedWork {
    var copy = self
    copy.changeover = 0
    return copy
  }

  /// When changeover, own setup and run begin, and the end.
  package struct Place: Equatable {
    package var setupStart: Int32
    package var ownStart: Int32
    package var start: Int32
    package var end: Int32
  }

  /// The earliest place.
  /// - Parameters:
  ///   - ready: own setup begins no earlier
  ///   - setupFrom: nor does the changeover before this
  ///   - runFrom: nor the run before this
  /// - Returns: nil where the calendars end too soon
  package func place(ready: Int32, setupFrom: Int32 = 0, runFrom: Int32 = 0) -> Place? {
    let changed =
      byClock ? setupFrom + changeover : setupTime.end(ofWork: changeover, from: setupFrom)
    guard let changed else { return nil }
    var begin = max(ready, changed)
    while true {
      guard let place = placed(begin, runFrom) else { return nil }
      guard let behind = behindBreak(place), behind > begin else { return place }
      begin = behind
    }
  }

  /// The place of work whose own setup begins at a tick or later.
  private func placed(_ begin: Int32, _ runFrom: Int32) -> Place? {
    guard let done = setupTime.end(ofWork: setup, from: begin) else { return nil }
    var start = max(done, runFrom)
    if run > 0 {
      guard let open = runTime.opening(start) else { return nil }
      start = open
    }
    guard let end = runTime.end(ofWork: run, from: start),
      let own = setupTime.start(ofWork: setup, until: start)
    else { return nil }
    let first = byClock ? own - changeover : setupTime.start(ofWork: changeover, until: own)
    return first.map { Place(setupStart: $0, ownStart: own, start: start, end: end) }
  }

  /// Where work can begin behind the last break within a place that is too long; nil where none is.
  private func behindBreak(_ place: Place) -> Int32? {
    guard let longestBreak else { return nil }
    let setups = setupTime.pieces(from: place.ownStart, to: place.start)
    let runs = runTime.pieces(from: place.start, to: place.end)
    let all = setups + runs
    for i in all.indices.dropFirst().reversed()
    where all[i].lowerBound - all[i - 1].upperBound > longestBreak {
      // Between setup and run the setup may go on as soon as it is open again.
      return i == setups.count ? setupTime.opening(all[i - 1].upperBound) : all[i].lowerBound
    }
    return nil
  }
}
