import TaktMetrics
import TaktModel

/// Enters an order into the gaps of a plan, operation by operation, each as early as it can be complete while nothing else moves.
///
/// Exact for an order whose operations follow each other: a gap that takes an operation takes it no later when the piece comes
/// sooner, so what is complete first is best for all that follows. Where branches of an order compete for a machine it is a good
/// first answer. A gap is taken only where the line behind it keeps the changeover it was planned with.
struct OrderInsertion {
  var book: PlanBook
  /// Whether the line behind a gap must keep its changeover.
  var keepsChangeovers = true
  /// What is thought away for the order that is entered.
  var absence = Absence.nothing

  /// Something that might hold an order up, and does not.
  enum Absence: Equatable {
    case nothing
    /// One more of a machine is there, and free.
    case busyMachine(Int)
    /// One more of an operator, a tool or a mould is there.
    case busySecondary(Int)
    /// A machine never rests, or somebody.
    case resource(Int)
    case secondary(Int)
    /// A machine changes over in no time.
    case changeovers(Int)
    /// A material is there from the plan's start on.
    case material(Int)
    /// The order is released at the plan's start.
    case release
    /// Half of the order's own work.
    case work
  }

  /// Enters an order.
  /// - Parameters:
  ///   - settled: when steps that stay where they are end; what is entered comes after them
  ///   - supplied: from when on what each step's run takes of materials is there
  /// - Returns: an entry for each operation of its routing; nil where the calendars are not laid out far enough
  /// - Complexity: O(operations × alternatives × gaps looked at × crews)
  mutating func insert(
    _ order: Order, number: Int, settled: [Int: (resource: Int, at: Instant)] = [:],
    supplied: [Int: Instant] = [:]
  )
    -> [PlanBook.Entry]?
  {
    let operations = book.plant.routings[order.routing].operations
    var entries: [PlanBook.Entry?] = operations.map { _ in nil }
    let release = absence == .release ? 0 : max(0, book.clock.tick(order.release))
    for step in Self.inOrder(operations) {
      let operation = operations[step]
      if let end = settled[step] {
        let tick = book.clock.tick(end.at)
        entries[step] = PlanBook.Entry(
          resource: end.resource, alternative: 0, setupStart: tick, start: tick, end: tick, held: []
        )
        continue
      }
      let before = operation.ends.compactMap { step, lag in
        entries[step].map { (resource: $0.resource, end: $0.end + Int32(clamping: lag)) }
      }
      let runFrom = supplied[step].map { max(0, book.clock.tick($0)) } ?? 0
      let links = linked(operation, entries)
      let ready = { (plant: Plant, resource: Int) in
        before.reduce(release) { latest, one in
          let way = plant.transportTime(from: one.resource, to: resource)
          return max(latest, one.end + Int32(clamping: way))
        }
      }
      guard
        let entry = place(
          operation, book.crews.crews(routing: order.routing, step: step),
          quantity: operation.pieces(ofOrder: order.quantity), ready: ready,
          runFrom: max(runFrom, links))
      else { return nil }
      entries[step] = entry
      book.enter(entry, family: operation.family, order: number)
    }
    return entries.compactMap { $0 }
  }

  /// Steps so that none stands before one it depends on.
  private static func inOrder(_ operations: [RoutingOperation]) -> [Int] {
    var result: [Int] = []
    var isDone = operations.map { _ in false }
    while result.count < operations.count {
      for k in operations.indices
      where !isDone[k] && operations[k].predecessors.allSatisfy({ isDone[$0] })
        && operations[k].links.allSatisfy({ isDone[$0.from] })
      {
        isDone[k] = true
        result.append(k)
      }
    }
    return result
  }

  /// When the run may begin by links to begins and ends of earlier steps: behind the later ends, which is more than they ask for.
  private func linked(_ operation: RoutingOperation, _ entries: [PlanBook.Entry?]) -> Int32 {
    operation.links.reduce(0) { latest, link in
      guard link.kind != .finishStart, let from = entries[link.from] else { return latest }
      let begin = link.kind == .startStart ? from.start : from.end
      let way =
        operation.alternatives.map {
          book.plant.transportTime(from: from.resource, to: $0.resource)
        }.max() ?? 0
      return max(latest, begin + Int32(clamping: link.lag + way))
    }
  }

  // MARK: One operation

  /// When an operation's order is ready for it on a resource.
  private typealias Ready = (Plant, Int) -> Int32

  private func place(
    _ operation: RoutingOperation, _ crews: [Crew], quantity: Int, ready: Ready, runFrom: Int32
  ) -> PlanBook.Entry? {
    var best: PlanBook.Entry?
    for (number, alternative) in operation.alternatives.enumerated() {
      let before = best?.end ?? .max
      guard
        let entry = place(
          operation, crews, alternative, number: number, quantity: quantity,
          ready: ready(book.plant, alternative.resource), runFrom: runFrom, before: before)
      else { continue }
      if entry.end < before { best = entry }
    }
    return best
  }

  /// The first place on a resource that is complete before a tick.
  private func place(
    _ operation: RoutingOperation, _ crews: [Crew], _ alternative: RoutingOperation.Alternative,
    number: Int, quantity: Int, ready: Int32, runFrom: Int32, before: Int32
  ) -> PlanBook.Entry? {
    var alternative = alternative
    if absence == .work {
      alternative.setup /= 2
      alternative.runMillisecondsPerPiece /= 2
      alternative.lead /= 2
    }
    let (setup, run) = alternative.work(pieces: quantity)
    guard setup + run > 0 else {
      return .init(
        resource: alternative.resource, alternative: number, setupStart: ready, start: ready,
        end: ready, held: idleHolds(operation, at: ready))
    }
    let r = alternative.resource
    guard !book.plant.resources[r].isUnlimited else {
      var task = work(operation, Int32(clamping: setup), Int32(clamping: run), r, [], [])
      task.changeover = 0
      guard let place = task.place(ready: ready, runFrom: runFrom), place.end < before else {
        return nil
      }
      return entry(place, r, number)
    }
    // The same in every gap, but for the changeover.
    var ways = crews.map { crew in
      (
        crew: crew,
        task: work(
          operation, Int32(clamping: setup), Int32(clamping: run), r, crew.inSetup, crew.inRun)
      )
    }
    let others = absence == .busyMachine(r) ? [] : book.busy[r]
    for at in (others.isEmpty ? 0 : book.gap(on: r, after: ready))...others.count {
      let free = at == 0 ? 0 : others[at - 1].to
      guard free < before else { return nil }
      let limit = at < others.count ? others[at].from : .max
      guard limit > ready, let changeover = changeover(operation, on: r, at: at) else { continue }
      var best: PlanBook.Entry?
      for w in ways.indices {
        ways[w].task.changeover = Int32(clamping: changeover.time)
        ways[w].task.byClock = changeover.runsInBreaks
        let most = min(limit, (best?.end ?? before) - 1)
        if let place = place(
          operation, ways[w].task, ways[w].crew, ready: ready, runFrom: runFrom, free: free,
          until: most)
        {
          best = entry(place.0, r, number, held: place.1)
        }
      }
      if let best { return best }
    }
    return nil
  }

  /// The work of an operation on a resource with a crew, without a changeover.
  private func work(
    _ operation: RoutingOperation, _ setup: Int32, _ run: Int32, _ r: Int, _ inSetup: [Int],
    _ inRun: [Int]
  ) -> TimedWork {
    TimedWork(
      setupTime: time(r, inSetup), runTime: time(r, inRun), setup: setup, run: run, changeover: 0,
      byClock: false, longestBreak: operation.longestBreak.map { Int32(clamping: $0) })
  }

  private func entry(
    _ place: TimedWork.Place, _ r: Int, _ alternative: Int, held: [PlanBook.Hold] = []
  ) -> PlanBook.Entry {
    .init(
      resource: r, alternative: alternative, setupStart: place.setupStart, start: place.start,
      end: place.end, held: held)
  }

  private func time(_ r: Int, _ crew: [Int]) -> WorkingTime {
    switch absence {
    case .resource(r): book.clock.time(of: crew)
    case .secondary(let s): book.clock.time(ofResource: r, with: crew.filter { $0 != s })
    default: book.clock.time(ofResource: r, with: crew)
    }
  }

  /// The changeover an operation needs in a gap; nil where the line behind it would need another than it has.
  private func changeover(_ operation: RoutingOperation, on r: Int, at gap: Int)
    -> (time: Int, runsInBreaks: Bool)?
  {
    guard let new = operation.family, absence != .changeovers(r) else { return (0, false) }
    let old = book.family(on: r, before: gap)
    if keepsChangeovers, let next = book.busy[r][gap...].first(where: { $0.family != nil })?.family
    {
      let planned = book.changeovers.changeover(on: r, from: old, to: next)
      let needed = book.changeovers.changeover(on: r, from: new, to: next)
      let isSame =
        planned?.time ?? 0 == needed?.time ?? 0
        && (planned?.time ?? 0 == 0 || planned?.runsInBreaks == needed?.runsInBreaks)
      guard isSame else { return nil }
    }
    let found = book.changeovers.changeover(on: r, from: old, to: new)
    return (found?.time ?? 0, found?.runsInBreaks ?? false)
  }

  /// The first place for a task in a gap from `free` to `until` in which its crew is there, and who holds it.
  private func place(
    _ operation: RoutingOperation, _ task: TimedWork, _ crew: Crew, ready: Int32,
    runFrom first: Int32, free: Int32, until: Int32
  ) -> (TimedWork.Place, [PlanBook.Hold])? {
    var (setupFrom, runFrom) = (free, first)
    while true {
      guard let place = task.place(ready: ready, setupFrom: setupFrom, runFrom: runFrom),
        place.end <= until
      else { return nil }
      switch crew.held(operation, entry(place, 0, 0), book, spare: spare) {
      case .held(let holds): return (place, holds)
      case .busy(let need, let next):
        if operation.needs[need].span == .run {
          runFrom = max(runFrom, next)
        } else {
          setupFrom = next
        }
      case .never: return nil
      }
    }
  }

  /// Of whom there is one more than the plant has.
  private var spare: Int {
    if case .busySecondary(let s) = absence { s } else { -1 }
  }

  /// Anybody will do for an operation that takes no time.
  private func idleHolds(_ operation: RoutingOperation, at tick: Int32) -> [PlanBook.Hold] {
    operation.needs.flatMap { need in
      let units = need.candidates.flatMap { r in
        Array(repeating: r, count: book.plant.secondaries[r].quantity)
      }
      return units.prefix(need.quantity).map {
        PlanBook.Hold(secondary: $0, from: tick, to: tick)
      }
    }
  }
}
