public import TaktModel
public import TaktRescheduling
public import TaktSolvers

/// A floor that carries a plan out, with things going wrong, and calls the rescheduler as a MES would.
///
/// Each machine does what the plan gives it in the plan's sequence, as soon as all it needs is there and not before its planned begin.
/// Begins, ends, breakdowns, repairs, rush orders, late material and scrap are told to the rescheduler as events.
public struct FloorSimulation {
  /// What a run came to.
  public struct Outcome: Sendable, Equatable {
    /// Orders that were done, rush orders counted.
    public var orders = 0
    /// Those on time.
    public var onTime = 0
    /// Sum of weight × seconds late.
    public var weightedTardiness = 0
    /// Sum of seconds late.
    public var tardiness = 0
    /// Job orders that plans moved, added up over all plans.
    public var moved = 0
    /// Plans made.
    public var plans = 0
    /// Breakdowns, rush orders, late materials and scrapped lots.
    public var disturbances = 0
    /// Mean seconds between planned and actual begin, under the plan in force at the time.
    public var startDeviation = 0.0
    /// Seconds late of each order, by id.
    public var lateness: [String: Int] = [:]

    /// Share on time.
    public var onTimeRate: Double { orders == 0 ? 1 : Double(onTime) / Double(orders) }
    /// Mean seconds late.
    public var meanTardiness: Double { orders == 0 ? 0 : Double(tardiness) / Double(orders) }
  }

  private enum Happening {
    case look(machine: Int)
    case end(job: String, run: Int)
    case breaks(machine: Int)
    case repaired(machine: Int)
    case rush
    case lateMaterial(order: String)
    case period
  }

  private struct Running {
    var job: String
    var line: JobOrder
    var workLeft: Int
    var since: Instant
    /// Tells an end that was put off by a breakdown from the one that holds.
    var run: Int
  }

  private let disturbances: Disturbances
  private let policy: ReschedulingPolicy
  private let budget: Budget
  private let period: Int
  private var rescheduler: Rescheduler
  private var plant: Plant
  private var luck: Luck
  private var now: Instant
  private let begin: Instant
  private let end: Instant
  private var timetable = Timetable<Happening>()
  private var reports: [ShopEvent] = []
  private var number = 0
  private var lines: [[JobOrder]] = []
  private var running: [Running?]
  private var isDown: [Bool]
  private var doneAt: [String: Instant] = [:]
  private var inUse: [String: Int] = [:]
  private var family: [Int?]
  private var awaited: [String: Instant] = [:]
  private var outcome = Outcome()
  private var deviations = (sum: 0, count: 0)
  private let base: Plant

  /// - Parameters:
  ///   - period: seconds between plans of the periodic policies
  ///   - budget: of each plan
  public init(
    _ plant: Plant, plan: [JobOrder], policy: ReschedulingPolicy, disturbances: Disturbances,
    seed: UInt64, settings: Rescheduler.Settings, budget: Budget, period: Int = 8 * 3600
  ) {
    base = plant
    self.plant = plant
    self.policy = policy
    self.disturbances = disturbances
    self.budget = budget
    self.period = period
    var settings = settings
    if policy == .none || policy == .rightShift { settings.methods = [.rightShift] }
    rescheduler = Rescheduler(
      plant, plan: .init(version: 1, asOf: plant.asOf, jobOrders: plan), settings: settings)
    luck = Luck(seed: seed)
    now = plant.asOf
    begin = plant.asOf
    end = (plan.map(\.end).max() ?? plant.asOf)
    running = Array(repeating: nil, count: plant.resources.count)
    isDown = Array(repeating: false, count: plant.resources.count)
    family = plant.resources.map(\.setupState)
  }

  /// Runs the floor until all is done.
  /// - Throws: what the rescheduler throws.
  public mutating func run() throws -> Outcome {
    takeOver(rescheduler.plan.jobOrders)
    arrange()
    // Nothing takes ten times the plan's length but a floor that stands still.
    let limit = begin + 10 * max(86_400, end - begin)
    while let (at, what) = timetable.take() {
      now = Instant(seconds: at)
      if now > limit { break }
      try happen(what)
      if isDone { break }
    }
    return judged()
  }

  private var isDone: Bool {
    lines.allSatisfy(\.isEmpty) && running.allSatisfy { $0 == nil }
  }

  // MARK: What happens

  private mutating func arrange() {
    for machine in plant.resources.indices where disturbances.hoursBetweenBreakdowns > 0 {
      let wait = luck.wait(hours: disturbances.hoursBetweenBreakdowns, .breakdown)
      timetable.put(.breaks(machine: machine), at: (begin + wait).seconds)
    }
    if disturbances.rushOrdersPerDay > 0 {
      let wait = luck.wait(hours: 24 / disturbances.rushOrdersPerDay, .rush)
      timetable.put(.rush, at: (begin + wait).seconds)
    }
    for order in plant.orders where order.release > begin {
      if luck.unit(.material) < disturbances.lateMaterialShare {
        timetable.put(.lateMaterial(order: order.id), at: max(begin, order.release - 3600).seconds)
      }
    }
    if policy == .periodic || policy == .hybrid {
      timetable.put(.period, at: (begin + period).seconds)
    }
  }

  private mutating func happen(_ what: Happening) throws {
    switch what {
    case .look(let machine): start(on: machine)
    case .end(let job, let run): try finish(job, run)
    case .breaks(let machine): try breakDown(machine)
    case .repaired(let machine): try repair(machine)
    case .rush: try rush()
    case .lateMaterial(let order): try delay(order)
    case .period:
      timetable.put(.period, at: (now + period).seconds)
      try plan()
    }
  }

  private mutating func breakDown(_ machine: Int) throws {
    let repair = luck.wait(hours: disturbances.hoursOfRepair, .repair)
    timetable.put(.repaired(machine: machine), at: (now + repair).seconds)
    // No new machines break down once the plan's time is over: the tail is for catching up.
    let next = luck.wait(hours: disturbances.hoursBetweenBreakdowns, .breakdown)
    if now + next < end {
      timetable.put(.breaks(machine: machine), at: (now + max(next, repair + 1)).seconds)
    }
    guard !isDown[machine] else { return }
    isDown[machine] = true
    outcome.disturbances += 1
    if var stopped = running[machine] {
      stopped.workLeft -= work(of: stopped.line, machine, from: stopped.since, to: now)
      stopped.workLeft = max(1, stopped.workLeft)
      stopped.run += 1
      running[machine] = stopped
    }
    report(
      .machineDown,
      .with {
        $0.resource = plant.resources[machine].id
        $0.until = now + Int(disturbances.hoursOfRepair * 3600)
      })
    try react(isUrgent: true)
  }

  private mutating func repair(_ machine: Int) throws {
    guard isDown[machine] else { return }
    isDown[machine] = false
    report(.machineUp, .with { $0.resource = plant.resources[machine].id })
    if var again = running[machine] {
      again.since = now
      running[machine] = again
      schedule(again, machine)
    }
    try react(isUrgent: false)
    timetable.put(.look(machine: machine), at: now.seconds)
  }

  private mutating func rush() throws {
    guard now < end else {
      return
    }
    let wait = luck.wait(hours: 24 / disturbances.rushOrdersPerDay, .rush)
    timetable.put(.rush, at: (now + wait).seconds)
    let model = base.orders[luck.below(base.orders.count, .rush)]
    let length = max(8 * 3600, (model.due - model.release) / 2)
    outcome.disturbances += 1
    number += 1
    report(
      .orderRush,
      .with {
        $0.order = "RUSH-\(number)"
        $0.item = base.routings[model.routing].item
        $0.quantity = model.quantity
        $0.due = now + length
      })
    try react(isUrgent: true, isNeeded: true)
  }

  private mutating func delay(_ order: String) throws {
    let late = luck.wait(hours: disturbances.hoursOfLateMaterial, .material)
    outcome.disturbances += 1
    awaited[order] = now + late
    report(
      .materialLate,
      .with {
        $0.order = order
        $0.until = now + late
      })
    try react(isUrgent: false)
  }

  // MARK: Planning

  /// What the policy does about a disturbance.
  private mutating func react(isUrgent: Bool, isNeeded: Bool = false) throws {
    switch policy {
    case .rightShift, .ladder: try plan()
    case .hybrid where isUrgent: try plan()
    case .none, .periodic, .hybrid:
      // A new order must be on some machine's list.
      if isNeeded { try plan() }
    }
  }

  private mutating func plan() throws {
    let batch = reports
    reports = []
    guard !batch.isEmpty else { return }
    let answer = try rescheduler.answer(batch, asOf: now, budget: budget)
    outcome.plans += 1
    outcome.moved += policy == .none ? 0 : answer.stability.moved
    plant = answer.plant
    takeOver(answer.plan.jobOrders)
  }

  /// Takes a plan's sequences over, but for what is done or at work.
  private mutating func takeOver(_ plan: [JobOrder]) {
    let index = Dictionary(
      zip(base.resources.map(\.id), base.resources.indices), uniquingKeysWith: { a, _ in a })
    let begun = Set(running.compactMap { $0?.job })
    lines = Array(repeating: [], count: base.resources.count)
    for line in plan where doneAt[line.id] == nil && !begun.contains(line.id) {
      if let machine = index[line.equipment] { lines[machine].append(line) }
    }
    for machine in lines.indices {
      // The last comes first, so that taking one is cheap.
      lines[machine].sort { ($0.setupStart, $0.end, $0.id) > ($1.setupStart, $1.end, $1.id) }
      timetable.put(.look(machine: machine), at: now.seconds)
    }
  }

  private mutating func report(_ kind: ShopEvent.Kind, _ data: ShopEvent.Details) {
    number += 1
    reports.append(
      ShopEvent(
        source: "/simulation", id: "S\(number)", kind: kind, time: now, data: data,
        digest: "\(number)"))
  }

  // MARK: Working

  /// Begins the next line of a machine if all it needs is there; else looks again when it may be.
  private mutating func start(on machine: Int) {
    guard running[machine] == nil, !isDown[machine], let line = lines[machine].last else { return }
    guard let order = plant.orders.first(where: { $0.id == line.order }) else {
      lines[machine].removeLast()
      timetable.put(.look(machine: machine), at: now.seconds)
      return
    }
    let operation = plant.routings[order.routing].operations.first { $0.id == line.operation }
    guard let operation, let ready = ready(line, order, operation, machine) else { return }
    if ready > now {
      timetable.put(.look(machine: machine), at: ready.seconds)
      return
    }
    lines[machine].removeLast()
    let alternative =
      operation.alternatives.first { $0.resource == machine } ?? operation.alternatives[0]
    var work = alternative.setup
    if let new = operation.family {
      work += plant.changeover(on: machine, from: family[machine], to: new)?.time ?? 0
      family[machine] = new
    }
    let run = Double(alternative.run(quantity: order.quantity))
    work += Int((run * luck.runFactor(line.id, spread: disturbances.runTimeSpread)).rounded())
    let begun = Running(job: line.id, line: line, workLeft: max(1, work), since: now, run: 0)
    running[machine] = begun
    for id in line.secondary { inUse[id, default: 0] += 1 }
    deviations.sum += abs(now - line.setupStart)
    deviations.count += 1
    report(
      .operationStarted,
      .with {
        ($0.order, $0.operation) = (line.order, line.operation)
        $0.resource = plant.resources[machine].id
      })
    schedule(begun, machine)
  }

  /// When a line may begin; nil where only something that happens on the floor can tell.
  private func ready(
    _ line: JobOrder, _ order: Order, _ operation: RoutingOperation, _ machine: Int
  ) -> Instant? {
    var ready = max(now, line.setupStart, order.release, awaited[order.id] ?? now)
    let operations = plant.routings[order.routing].operations
    for step in operation.predecessors {
      guard let done = doneAt["\(order.id)/\(operations[step].id)"] else { return nil }
      ready = max(ready, done + operation.wait)
    }
    for id in Set(line.secondary) {
      guard let secondary = plant.secondaries.first(where: { $0.id == id }) else { continue }
      let wanted = line.secondary.count { $0 == id }
      if inUse[id, default: 0] + wanted > secondary.quantity { return nil }
    }
    let opening = base.opening(ofResource: machine, from: ready)
    return opening
  }

  private mutating func schedule(_ begun: Running, _ machine: Int) {
    let end = base.end(ofWork: begun.workLeft, onResource: machine, from: begun.since)
    timetable.put(.end(job: begun.job, run: begun.run), at: end.seconds)
  }

  private func work(of line: JobOrder, _ machine: Int, from: Instant, to: Instant) -> Int {
    base.work(onResource: machine, from: from, to: to)
  }

  private mutating func finish(_ job: String, _ run: Int) throws {
    guard
      let machine = running.firstIndex(where: { $0?.job == job && $0?.run == run }),
      let done = running[machine]
    else { return }
    running[machine] = nil
    doneAt[job] = now
    for id in done.line.secondary { inUse[id, default: 0] -= 1 }
    report(
      .operationFinished,
      .with {
        ($0.order, $0.operation) = (done.line.order, done.line.operation)
      })
    if luck.unit(.scrap) < disturbances.scrapShare, !done.line.order.contains("+S"),
      let order = plant.orders.first(where: { $0.id == done.line.order }), order.quantity > 1
    {
      let pieces = max(1, Int(Double(order.quantity) * disturbances.scrappedPieces))
      outcome.disturbances += 1
      report(
        .qualityScrap,
        .with {
          $0.order = order.id
          $0.quantity = min(pieces, order.quantity - 1)
        })
      try react(isUrgent: false, isNeeded: true)
    }
    // Whoever waited for this one may go on.
    for machine in lines.indices { timetable.put(.look(machine: machine), at: now.seconds) }
  }

  // MARK: The account

  private func judged() -> Outcome {
    var outcome = self.outcome
    var completion: [String: Instant] = [:]
    for (job, at) in doneAt {
      // A lot that replaces scrap is part of its order.
      let order = String(job[..<(job.lastIndex(of: "/") ?? job.endIndex)]).split(separator: "+")[0]
      completion[String(order)] = max(completion[String(order)] ?? at, at)
    }
    for order in plant.orders where !order.id.contains("+S") {
      // What never got done is as late as the floor ran.
      let done = completion[order.id] ?? now
      let late = max(0, done - order.due)
      outcome.orders += 1
      outcome.onTime += late == 0 ? 1 : 0
      outcome.tardiness += late
      outcome.weightedTardiness += late * order.weight
      outcome.lateness[order.id] = done - order.due
    }
    outcome.startDeviation =
      deviations.count == 0 ? 0 : Double(deviations.sum) / Double(deviations.count)
    return outcome
  }
}

extension ShopEvent.Details {
  fileprivate static func with(_ set: (inout Self) -> Void) -> Self {
    var details = Self()
    set(&details)
    return details
  }
}
