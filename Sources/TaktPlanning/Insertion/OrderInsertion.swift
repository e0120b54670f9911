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
    /// The order is released at the plan's start.
    case release
    /// Half of the order's own work.
    case work
  }

  /// Enters an order.
  /// - Parameter settled: when steps that stay where they are end; what is entered comes after them
  /// - Returns: an entry for each operation of its routing; nil where the calendars are not laid out far enough
  /// - Complexity: O(operations × alternatives × gaps looked at × crews)
  mutating func insert(_ order: Order, number: Int, settled: [Int: Instant] = [:])
    -> [PlanBook.Entry]?
  {
    let operations = book.plant.routings[order.routing].operations
    var entries: [PlanBook.Entry?] = operations.map { _ in nil }
    let release = absence == .release ? 0 : max(0, book.clock.tick(order.release))
    for step in Self.inOrder(operations) {
      let operation = operations[step]
      if let end = settled[step] {
        let tick = book.clock.tick(end)
        entries[step] = PlanBook.Entry(
          resource: 0, alternative: 0, setupStart: tick, start: tick, end: tick, held: [])
        continue
      }
      let ready = operation.predecessors.reduce(release) { latest, before in
        max(latest, (entries[before]?.end ?? 0) + Int32(clamping: operation.wait))
      }
      guard let entry = place(operation, quantity: order.quantity, ready: ready) else { return nil }
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
      where !isDone[k] && operations[k].predecessors.allSatisfy({ isDone[$0] }) {
        isDone[k] = true
        result.append(k)
      }
    }
    return result
  }

  // MARK: One operation

  /// What an operation takes on a resource with a crew.
  private struct Task {
    var ready: Int32
    var changeover: Int32 = 0
    var byClock = false
    var setup: Int32
    var run: Int32
    var setupTime: WorkingTime
    var runTime: WorkingTime
  }

  private mutating func place(_ operation: RoutingOperation, quantity: Int, ready: Int32)
    -> PlanBook.Entry?
  {
    var best: PlanBook.Entry?
    for (number, alternative) in operation.alternatives.enumerated() {
      let before = best?.end ?? .max
      guard
        let entry = place(
          operation, alternative, number: number, quantity: quantity, ready: ready, before: before)
      else { continue }
      if entry.end < before { best = entry }
    }
    return best
  }

  /// The first place on a resource that is complete before a tick.
  private mutating func place(
    _ operation: RoutingOperation, _ alternative: RoutingOperation.Alternative, number: Int,
    quantity: Int, ready: Int32, before: Int32
  ) -> PlanBook.Entry? {
    var alternative = alternative
    if absence == .work {
      alternative.setup /= 2
      alternative.runMillisecondsPerPiece /= 2
    }
    let (setup, run) = (alternative.setup, alternative.run(quantity: quantity))
    guard setup + run > 0 else {
      return .init(
        resource: alternative.resource, alternative: number, setupStart: ready, start: ready,
        end: ready, held: idleHolds(operation, at: ready))
    }
    let r = alternative.resource
    let crews = Crew.all(operation, book.plant)
    let others = absence == .busyMachine(r) ? [] : book.busy[r]
    for at in (others.isEmpty ? 0 : book.gap(on: r, after: ready))...others.count {
      let free = at == 0 ? 0 : others[at - 1].to
      guard free < before else { return nil }
      let limit = at < others.count ? others[at].from : .max
      guard limit > ready, let changeover = changeover(operation, on: r, at: at) else { continue }
      var best: PlanBook.Entry?
      for crew in crews {
        let task = Task(
          ready: ready, changeover: Int32(clamping: changeover.time),
          byClock: changeover.runsInBreaks, setup: Int32(clamping: setup),
          run: Int32(clamping: run),
          setupTime: time(r, crew.inSetup), runTime: time(r, crew.inRun))
        let most = min(limit, (best?.end ?? before) - 1)
        if var entry = place(operation, task, crew, free: free, until: most) {
          (entry.resource, entry.alternative) = (r, number)
          best = entry
        }
      }
      if let best { return best }
    }
    return nil
  }

  private mutating func time(_ r: Int, _ crew: [Int]) -> WorkingTime {
    switch absence {
    case .resource(r): book.clock.time(of: crew)
    case .secondary(let s): book.clock.time(ofResource: r, with: crew.filter { $0 != s })
    default: book.clock.time(ofResource: r, with: crew)
    }
  }

  /// The changeover an operation needs in a gap; nil where the line behind it would need another than it has.
  private mutating func changeover(_ operation: RoutingOperation, on r: Int, at gap: Int)
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

  /// The first place for a task in a gap from `free` to `until` in which its crew is there.
  private func place(
    _ operation: RoutingOperation, _ task: Task, _ crew: Crew, free: Int32, until: Int32
  ) -> PlanBook.Entry? {
    var (setupFrom, runFrom) = (free, Int32(0))
    while true {
      guard let entry = timed(task, setupFrom: setupFrom, runFrom: runFrom), entry.end <= until
      else { return nil }
      switch crew.held(operation, entry, book, spare: spare) {
      case .held(let holds):
        var entry = entry
        entry.held = holds
        return entry
      case .busy(let need, let next):
        if operation.needs[need].span == .run { runFrom = next } else { setupFrom = next }
      case .never: return nil
      }
    }
  }

  /// When a task happens whose changeover or setup may begin at one tick and its run at another; as the shop does it, setups just
  /// in time.
  private func timed(_ task: Task, setupFrom: Int32, runFrom: Int32) -> PlanBook.Entry? {
    let changed =
      task.byClock
      ? setupFrom + task.changeover : task.setupTime.end(ofWork: task.changeover, from: setupFrom)
    guard let changed,
      let ready = task.setupTime.end(ofWork: task.setup, from: max(task.ready, changed))
    else { return nil }
    var start = max(ready, runFrom)
    if task.run > 0 {
      guard let open = task.runTime.opening(start) else { return nil }
      start = open
    }
    guard let end = task.runTime.end(ofWork: task.run, from: start),
      let own = task.setupTime.start(ofWork: task.setup, until: start)
    else { return nil }
    let begin =
      task.byClock
      ? own - task.changeover : task.setupTime.start(ofWork: task.changeover, until: own)
    guard let begin else { return nil }
    return .init(
      resource: 0, alternative: 0, setupStart: begin, start: start, end: end, held: [])
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
