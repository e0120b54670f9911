public import TaktModel
public import TaktRescheduling
public import TaktSolvers

/// A floor that carries a plan out, with things going wrong, and calls the rescheduler as a MES would.
///
/// Each machine does what the plan gives it in the plan's sequence, as soon as all it needs is there and not before its planned begin.
/// Begins, ends, breakdowns, repairs, rush orders, late material and scrap are told to the rescheduler as events. What is bought
/// comes in when the plant says; what a floor does not know, ``objection(to:)`` names.
public struct FloorSimulation {
  private enum Happening {
    case look(machine: Int)
    case end(machine: Int, job: String, turn: Int)
    case breaks(machine: Int)
    case repaired(machine: Int)
    case rush
    case lateMaterial(order: String)
    case period
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
  private var reportCount = 0
  private var rushCount = 0
  /// What each machine is still to do, the next one last.
  private var lines: [[JobOrder]] = []
  private var stations: [Station?]
  private var isDown: [Bool]
  /// When each machine is looked at next, if it is known.
  private var looks: [Instant?]
  /// When and on which machine job orders were done, by id.
  private var done: [String: (at: Instant, machine: Int)] = [:]
  /// Units of each secondary resource in use.
  private var inUse: [Int]
  private var family: [Int?]
  private var awaited: [String: Instant] = [:]
  private var outcome = Outcome()
  private var deviations = (sum: 0, count: 0)
  /// The plant as it was planned, whose working time is the floor's.
  private let base: Plant
  private let time: OpenTime
  private let machines: [String: Int]
  private let secondaries: [String: Int]
  private var orders: [String: Int]

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
    stations = Array(repeating: nil, count: plant.resources.count)
    looks = Array(repeating: nil, count: plant.resources.count)
    inUse = Array(repeating: 0, count: plant.secondaries.count)
    time = OpenTime(plant)
    let index = PlantIndex(plant)
    (machines, secondaries, orders) = (index.resources, index.secondaries, index.orders)
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
      // Whoever is done early meets what others still meet: rush orders above all.
      if isDone, now >= end { break }
    }
    outcome.completed = done.mapValues(\.at)
    outcome.judge(plant.orders, end: now)
    outcome.startDeviation = Double(deviations.sum) / Double(max(1, deviations.count))
    return outcome
  }

  private var isDone: Bool {
    lines.allSatisfy(\.isEmpty) && stations.allSatisfy { $0 == nil }
  }

  // MARK: What happens

  private mutating func arrange() {
    for machine in plant.resources.indices where disturbances.hoursBetweenBreakdowns > 0 {
      breakLater(machine, notBefore: begin)
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
    case .look(let machine):
      if looks[machine] == now { looks[machine] = nil }
      look(at: machine)
    case .end(let machine, let job, let turn): try finishPhase(on: machine, job, turn)
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
    breakLater(machine, notBefore: now + repair + 1)
    guard !isDown[machine] else { return }
    isDown[machine] = true
    outcome.disturbances += 1
    stations[machine] = stations[machine]?.stopped(at: now, time)
    report(
      .machineDown,
      .with {
        $0.resource = plant.resources[machine].id
        $0.until = now + Int(disturbances.hoursOfRepair * 3600)
      })
    try react(isUrgent: true)
  }

  /// Draws a machine's next breakdown; none once the plan's time is over: the tail is for catching up.
  private mutating func breakLater(_ machine: Int, notBefore earliest: Instant) {
    let wait = luck.wait(hours: disturbances.hoursBetweenBreakdowns, .breakdown)
    let next = max(now + wait, earliest)
    if next < end { timetable.put(.breaks(machine: machine), at: next.seconds) }
  }

  private mutating func repair(_ machine: Int) throws {
    guard isDown[machine] else { return }
    isDown[machine] = false
    report(.machineUp, .with { $0.resource = plant.resources[machine].id })
    stations[machine] = stations[machine]?.goingOn(at: now)
    schedule(machine)
    try react(isUrgent: false)
    lookAgain(at: machine, now)
  }

  private mutating func rush() throws {
    guard now < end else { return }
    let wait = luck.wait(hours: 24 / disturbances.rushOrdersPerDay, .rush)
    timetable.put(.rush, at: (now + wait).seconds)
    let model = base.orders[luck.below(base.orders.count, .rush)]
    let length = max(8 * 3600, (model.due - model.release) / 2)
    outcome.disturbances += 1
    rushCount += 1
    let id = "RUSH-\(rushCount)"
    report(
      .orderRush,
      .with {
        $0.order = id
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
    orders = PlantIndex(plant).orders
    takeOver(answer.plan.jobOrders)
  }

  /// Takes a plan's sequences over, but for what is done or at work.
  private mutating func takeOver(_ plan: [JobOrder]) {
    let begun = Set(stations.compactMap { $0?.line.id })
    lines = Array(repeating: [], count: base.resources.count)
    for line in plan where done[line.id] == nil && !begun.contains(line.id) {
      if let machine = machines[line.equipment] { lines[machine].append(line) }
    }
    for machine in lines.indices {
      // The last comes first, so that taking one is cheap.
      lines[machine].sort { ($0.setupStart, $0.end, $0.id) > ($1.setupStart, $1.end, $1.id) }
      lookAgain(at: machine, now)
    }
  }

  private mutating func report(_ kind: ShopEvent.Kind, _ data: ShopEvent.Details) {
    reportCount += 1
    reports.append(
      ShopEvent(
        source: "/simulation", id: "S\(reportCount)", kind: kind, time: now, data: data,
        digest: "\(reportCount)"))
  }
}

// MARK: Working

extension FloorSimulation {
  /// Lets a machine go on with what it has begun, or begin the next job order, if all that needs is there.
  private mutating func look(at machine: Int) {
    if stations[machine] == nil { begin(on: machine) }
    enter(machine)
  }

  /// Has a machine looked at, if it is not to be before.
  private mutating func lookAgain(at machine: Int, _ moment: Instant) {
    if let pending = looks[machine], pending <= moment { return }
    looks[machine] = moment
    timetable.put(.look(machine: machine), at: moment.seconds)
  }

  /// Puts the next line of a machine on it, once it is to begin.
  private mutating func begin(on machine: Int) {
    guard !isDown[machine], let line = lines[machine].last else { return }
    guard let order = orders[line.order],
      let step = plant.routings[plant.orders[order].routing].step(line.operation)
    else {
      lines[machine].removeLast()
      return lookAgain(at: machine, now)
    }
    if line.setupStart > now {
      return lookAgain(at: machine, line.setupStart)
    }
    let new = plant.routings[plant.orders[order].routing].operations[step].family
    let station = Station(
      line, order: order, step: step, of: plant, on: machine,
      held: line.secondary.map { secondaries[$0] },
      changeover: new.flatMap { plant.changeover(on: machine, from: family[machine], to: $0) },
      runFactor: luck.runFactor(line.id, spread: disturbances.runTimeSpread), at: now)
    guard let opening = opening(of: station, machine) else { return }
    if opening > now { return lookAgain(at: machine, opening) }
    lines[machine].removeLast()
    stations[machine] = station
    if let new { family[machine] = new }
    deviations.sum += abs(now - line.setupStart)
    deviations.count += 1
    report(
      .operationStarted,
      .with {
        ($0.order, $0.operation) = (line.order, line.operation)
        $0.resource = plant.resources[machine].id
      })
  }

  /// Begins the phase a machine is to go on with, or looks again when it may.
  private mutating func enter(_ machine: Int) {
    guard let station = stations[machine], station.isWaiting, !isDown[machine] else { return }
    if station.phase == .done {
      // There is nothing to do: it is done as it begins.
      stations[machine] = station.begun(at: now)
      return timetable.put(
        .end(machine: machine, job: station.line.id, turn: station.turn + 1), at: now.seconds)
    }
    guard let opening = opening(of: station, machine) else { return }
    if opening > now { return lookAgain(at: machine, opening) }
    for unit in station.held { inUse[unit] += 1 }
    stations[machine] = station.begun(at: now)
    schedule(machine)
  }

  /// When a station's phase may begin; nil where only something that happens on the floor can tell.
  private func opening(of station: Station, _ machine: Int) -> Instant? {
    if station.needsPieces {
      guard let ready = arrival(of: station, on: machine) else { return nil }
      // Later it will be asked again: it is soon enough then to see who works.
      if ready > now { return ready }
    }
    var wanted: [Int: Int] = [:]
    for unit in station.held { wanted[unit, default: 0] += 1 }
    for (unit, count) in wanted
    where inUse[unit] + count > plant.secondaries[unit].quantity { return nil }
    return station.opening(at: now, time)
  }

  /// When a station's pieces are there; nil while they are still worked on elsewhere.
  private func arrival(of station: Station, on machine: Int) -> Instant? {
    let order = plant.orders[station.order]
    let operation = plant.routings[order.routing].operations[station.step]
    var ready = max(order.release, awaited[order.id] ?? order.release)
    for step in operation.predecessors {
      let before = plant.routings[order.routing].operations[step].id
      guard let done = done["\(order.id)/\(before)"] else { return nil }
      let way = plant.transportTime(from: done.machine, to: machine)
      ready = max(ready, done.at + operation.wait + way)
    }
    return ready
  }

  private mutating func schedule(_ machine: Int) {
    guard let station = stations[machine], !station.isWaiting, let end = station.end(time)
    else { return }
    timetable.put(
      .end(machine: machine, job: station.line.id, turn: station.turn), at: end.seconds)
  }

  private mutating func finishPhase(on machine: Int, _ job: String, _ turn: Int) throws {
    guard let station = stations[machine], station.line.id == job, station.turn == turn,
      !station.isWaiting
    else { return }
    for unit in station.held { inUse[unit] -= 1 }
    stations[machine] = station.next
    if station.next.phase == .done {
      stations[machine] = nil
      try finish(station.line, on: machine)
    }
    // Whoever waited for this may go on.
    for machine in lines.indices { lookAgain(at: machine, now) }
  }

  private mutating func finish(_ line: JobOrder, on machine: Int) throws {
    done[line.id] = (now, machine)
    report(.operationFinished, .with { ($0.order, $0.operation) = (line.order, line.operation) })
    guard !line.order.contains("+"), let order = orders[line.order],
      plant.orders[order].quantity > 1,
      luck.isScrapped(line.id, share: disturbances.scrapShare)
    else { return }
    let quantity = plant.orders[order].quantity
    let pieces = max(1, Int(Double(quantity) * disturbances.scrappedPieces))
    outcome.disturbances += 1
    report(
      .qualityScrap,
      .with {
        $0.order = line.order
        $0.quantity = min(pieces, quantity - 1)
      })
    try react(isUrgent: false, isNeeded: true)
  }
}

extension ShopEvent.Details {
  fileprivate static func with(_ set: (inout Self) -> Void) -> Self {
    var details = Self()
    set(&details)
    return details
  }
}
