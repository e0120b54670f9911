public import TaktModel
public import TaktRescheduling
public import TaktSolvers

/// A floor that carries a plan out, with things going wrong, and calls the rescheduler as a MES would.
///
/// Each machine does what the plan gives it in the plan's sequence, as soon as all it needs is there and not before its planned begin.
/// Begins, ends, breakdowns, repairs, rush orders, late material and scrap are told to the rescheduler as events. What is bought
/// comes in when the plant says; what a floor does not know, ``objection(to:)`` names.
public struct FloorSimulation {
  enum Happening {
    case look(machine: Int)
    case end(machine: Int, job: String, turn: Int)
    case breaks(machine: Int)
    case repaired(machine: Int)
    case rush
    case lateMaterial(order: String)
    case period
  }

  let disturbances: Disturbances
  private let policy: ReschedulingPolicy
  private let budget: Budget
  private let period: Int
  private var rescheduler: Rescheduler
  var plant: Plant
  var luck: Luck
  var now: Instant
  private let begin: Instant
  private let end: Instant
  var timetable = Timetable<Happening>()
  private var reports: [ShopEvent] = []
  private var reportCount = 0
  private var rushCount = 0
  /// What each machine is still to do, the next one last.
  var lines: [[JobOrder]] = []
  var stations: [Station?]
  var isDown: [Bool]
  /// When each machine is looked at next, if it is known.
  var looks: [Instant?]
  /// When and on which machine job orders were done, by id.
  var done: [String: (at: Instant, machine: Int)] = [:]
  /// Units of each secondary resource in use.
  var inUse: [Int]
  var family: [Int?]
  var awaited: [String: Instant] = [:]
  var outcome = Outcome()
  var deviations = (sum: 0, count: 0)
  /// The plant as it was planned, whose working time is the floor's.
  private let base: Plant
  let time: OpenTime
  private let machines: [String: Int]
  let secondaries: [String: Int]
  var orders: [String: Int]

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
  mutating func react(isUrgent: Bool, isNeeded: Bool = false) throws {
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

  mutating func report(_ kind: ShopEvent.Kind, _ data: ShopEvent.Details) {
    reportCount += 1
    reports.append(
      ShopEvent(
        source: "/simulation", id: "S\(reportCount)", kind: kind, time: now, data: data,
        digest: "\(reportCount)"))
  }
}

extension ShopEvent.Details {
  static func with(_ set: (inout Self) -> Void) -> Self {
    var details = Self()
    set(&details)
    return details
  }
}
