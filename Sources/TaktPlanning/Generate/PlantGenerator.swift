package import TaktModel
import TaktSolvers

/// Makes a realistic machine shop from a seed: work centres with machines of different speed and calendars, routings that
/// branch now and then, and orders whose work, release and due dates are in proportion.
package struct PlantGenerator {
  private let recipe: PlantRecipe
  private var random: SplitMix64

  package init(_ recipe: PlantRecipe) {
    self.recipe = recipe
    random = SplitMix64(seed: recipe.seed)
  }

  /// The plant; the same recipe gives the same one.
  /// - Complexity: O(orders + items × operations)
  package mutating func plant() -> Plant {
    let zone = PlantZone.shanghai
    let asOf = zone.instant(recipe.start)
    let centres = workCentres()
    var (resources, members) = machines(centres)
    let routings = (0..<max(1, recipe.items)).map { routing($0, members, resources) }
    let calendars = [threeShifts, dayShift]
    let orders = orders(routings, resources, calendars, asOf, zone)
    for r in resources.indices where recipe.language == .en { resources[r].name = resources[r].id }
    var plant = Plant(
      name: word("精密机加工车间", "Precision shop"), zone: zone, asOf: asOf, workCentres: centres,
      resources: resources, calendars: calendars, routings: routings, orders: orders)
    // Drawn last, so that a plant without them is the same plant.
    var setups = SetupGenerator(recipe)
    setups.addFamilies(to: &plant)
    var crew = CrewGenerator(recipe)
    crew.addCrew(to: &plant)
    FurnaceGenerator(recipe).addLoads(to: &plant)
    var outside = OutsideGenerator(recipe)
    outside.addSuppliers(to: &plant)
    var times = TimeRuleGenerator(recipe)
    times.addRules(to: &plant)
    var sites = SiteGenerator(recipe)
    sites.addSites(to: &plant)
    var materials = MaterialGenerator(recipe)
    materials.addMaterials(to: &plant)
    EnergyGenerator(recipe).addEnergy(to: &plant)
    LotGenerator(recipe).addLots(to: &plant)
    BufferGenerator(recipe).addBuffers(to: &plant)
    return plant
  }

  private func word(_ zh: String, _ en: String) -> String { recipe.language.pick(zh: zh, en: en) }

  // MARK: The shop

  /// One work centre a kind, and more of them where there are many machines.
  private func workCentres() -> [WorkCentre] {
    WorkKind.all.map { WorkCentre(id: word($0.zh, $0.en), site: word("一车间", "Shop 1")) }
  }

  private mutating func machines(_ centres: [WorkCentre]) -> ([Resource], [[Int]]) {
    var resources: [Resource] = []
    var members = Array(repeating: [Int](), count: centres.count)
    let kinds = WorkKind.all
    var counts = kinds.map { max(1, Int(Double(recipe.resources) * $0.share)) }
    var missing = recipe.resources - counts.reduce(0, +)
    var k = 1
    while missing > 0 {
      counts[k % kinds.count] += 1
      missing -= 1
      k += 1
    }
    // Few machines: the fullest centre has the one too many.
    while missing < 0, let most = counts.max(), most > 1, let k = counts.lastIndex(of: most) {
      counts[k] -= 1
      missing += 1
    }
    let width = max(2, String(counts.max() ?? 0).count)
    for (kind, count) in counts.enumerated() {
      for i in 0..<count {
        members[kind].append(resources.count)
        // Heat treatment never stops; inspection works days.
        let days = kind == 7 || (kind != 4 && random.unit() > recipe.threeShiftShare)
        resources.append(
          Resource(
            id: "\(kinds[kind].id)-\(padded(i + 1, width))",
            name: word("\(kinds[kind].zh)\(i + 1)号机", kinds[kind].en), workCentre: kind,
            calendar: days ? 1 : 0))
      }
    }
    return (resources, members)
  }

  /// Three shifts from Monday to Saturday, the night shift running into the next morning.
  private var threeShifts: ShiftCalendar {
    let day = [
      ShiftCalendar.Window(start: 8 * 3600, end: 16 * 3600),
      .init(start: 16 * 3600, end: 24 * 3600), .init(start: 24 * 3600, end: 32 * 3600),
    ]
    // Windows that begin at 24:00 are written as 00:00 of the next day.
    var week = Array(repeating: [ShiftCalendar.Window](), count: 7)
    for d in 0..<6 {
      week[d] += [day[0], day[1]]
      week[(d + 1) % 7].insert(.init(start: 0, end: 8 * 3600), at: 0)
    }
    return ShiftCalendar(id: word("三班", "three-shift"), week: week, exceptions: holidays)
  }

  private var dayShift: ShiftCalendar {
    let windows = [
      ShiftCalendar.Window(start: 8 * 3600, end: 12 * 3600),
      .init(start: 13 * 3600, end: 17 * 3600 + 1800),
    ]
    return ShiftCalendar(
      id: word("白班", "day-shift"), week: Array(repeating: windows, count: 6) + [[]],
      exceptions: holidays)
  }

  /// New Year's days of the start's year and the next.
  private var holidays: [CivilDate: [ShiftCalendar.Window]] {
    let year = recipe.start.date.components.year
    let dates = [(year, 5, 1), (year, 10, 1), (year, 10, 2), (year, 10, 3), (year + 1, 1, 1)]
    var result: [CivilDate: [ShiftCalendar.Window]] = [:]
    for (y, m, d) in dates {
      if let date = CivilDate(year: y, month: m, day: d) { result[date] = [] }
    }
    return result
  }

  // MARK: Routings

  private mutating func routing(_ index: Int, _ members: [[Int]], _ resources: [Resource])
    -> Routing
  {
    // Saw first, inspect last, and in between what the part needs, mostly in the shop's order.
    var kinds = [0]
    for kind in [1, 2, 3, 4, 5, 6]
    where random.unit() < [0.75, 0.7, 0.4, 0.35, 0.45, 0.25][kind - 1] {
      kinds.append(kind)
    }
    if kinds.count > 3, random.unit() < 0.3 { kinds.swapAt(1, 2) }
    if random.unit() < 0.25, let first = kinds.dropFirst().first { kinds.append(first) }
    kinds.append(7)
    let branches = kinds.count >= 5 && random.unit() < 0.2
    var operations: [RoutingOperation] = []
    for (step, kind) in kinds.enumerated() {
      var predecessors = step == 0 ? [] : [step - 1]
      // Steps 1 and 2 side by side after step 0, joined by step 3.
      if branches, step == 2 { predecessors = [0] }
      if branches, step == 3 { predecessors = [1, 2] }
      let cools = step > 0 && kinds[step - 1] == 4
      operations.append(
        RoutingOperation(
          id: String(10 * (step + 1)), name: word(WorkKind.all[kind].zh, WorkKind.all[kind].en),
          alternatives: alternatives(kind, members[kind]), predecessors: predecessors,
          wait: cools ? 2 * 3600 : 0))
    }
    let id = "P-\(padded(1001 + index, 4))"
    let nouns = ["法兰", "轴", "衬套", "支架", "壳体", "齿轮坯", "阀体", "导轨"]
    let names = [
      "Flange", "Shaft", "Bushing", "Bracket", "Housing", "Gear blank", "Valve body", "Rail",
    ]
    let name = word(nouns[index % 8], names[index % 8]) + " \(index + 1)"
    return Routing(item: id, itemName: name, operations: operations)
  }

  private mutating func alternatives(_ kind: Int, _ machines: [Int])
    -> [RoutingOperation.Alternative]
  {
    let work = WorkKind.all[kind]
    let setup = between(work.setup) * 60
    let run = between(work.run) * 1000
    let count = min(machines.count, 1 + random.below(max(1, recipe.alternatives)))
    let first = random.below(machines.count)
    return (0..<count).map { i in
      let machine = machines[(first + i) % machines.count]
      // Every third machine is an older one.
      let slow = machine % 3 == 0
      return .init(
        resource: machine, setup: setup, runMillisecondsPerPiece: slow ? run * 115 / 100 : run)
    }
  }

  private mutating func between(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + random.below(range.count)
  }

  // MARK: Orders

  private mutating func orders(
    _ routings: [Routing], _ resources: [Resource], _ calendars: [ShiftCalendar],
    _ asOf: Instant, _ zone: PlantZone
  ) -> [Order] {
    let share = calendars.map { calendar in
      Double(calendar.workingSeconds(from: asOf, to: asOf + 28 * 86_400, zone: zone))
        / Double(28 * 86_400)
    }
    var drafts: [(routing: Int, quantity: Int, work: Double, clock: Double)] = []
    var load = [Double](repeating: 0, count: resources.count)
    for _ in 0..<recipe.orders {
      let routing = random.below(routings.count)
      let quantity = 5 * (1 + random.below(8)) + (random.below(4) == 0 ? 40 : 0)
      var clock = 0.0
      for operation in routings[routing].operations {
        let times = operation.alternatives.map { a in
          Double(a.setup + a.run(quantity: quantity)) / share[resources[a.resource].calendar]
        }
        for (a, time) in zip(operation.alternatives, times) {
          load[a.resource] += time / Double(times.count)
        }
        clock += (times.min() ?? 0) + Double(operation.wait)
      }
      drafts.append((routing, quantity, 0, clock))
    }
    // Releases are spread so that the busiest third of the machines reach the load asked for.
    let busiest = load.sorted(by: >).prefix(max(1, resources.count / 3))
    let span = busiest.reduce(0, +) / Double(busiest.count) / recipe.load
    let width = max(4, String(recipe.orders).count)
    return drafts.enumerated().map { i, draft in
      // Some orders were released before the plan begins.
      let offset = Int(random.unit() * span * 1.1 - span * 0.1)
      let release = max(asOf, hour(asOf + offset))
      let slack = draft.clock * recipe.dueDateFactor * (0.5 + random.unit())
      let due = hour(release + Int(slack) + 86_400)
      let moved = random.below(10) == 0
      let weight = [1, 1, 1, 2, 2, 4][random.below(6)]
      let customers = ["A", "B", "C", "D", "E", "F", "G"]
      return Order(
        id: "MO-\(padded(i + 1, width))", routing: draft.routing, quantity: draft.quantity,
        release: release, originalDue: moved ? due - 2 * 86_400 : due, due: due, weight: weight,
        customer: word("客户", "Customer ") + customers[random.below(7)])
    }
  }

  private func hour(_ instant: Instant) -> Instant {
    Instant(seconds: instant.seconds / 3600 * 3600)
  }
}
