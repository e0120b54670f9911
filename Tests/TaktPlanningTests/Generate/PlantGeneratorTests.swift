import TaktMetrics
import TaktModel
import TaktPlanning
import TaktSolvers
import TaktTestKit
import Testing

/// Generated plants: the same from the same seed, and such that they can be planned.
@Suite struct PlantGeneratorTests {
  private static func plant(_ change: (inout PlantRecipe) -> Void = { _ in }) -> Plant {
    var recipe = PlantRecipe()
    (recipe.orders, recipe.resources, recipe.items) = (40, 12, 10)
    change(&recipe)
    var generator = PlantGenerator(recipe)
    return generator.plant()
  }

  @Test func `a recipe gives one plant, another seed another`() {
    let (a, b, c) = (Self.plant(), Self.plant(), Self.plant { $0.seed = 2 })
    #expect(a.orders == b.orders && a.routings == b.routings)
    #expect(a.resources == b.resources && a.calendars == b.calendars)
    #expect(a.orders != c.orders)
    #expect(a.routings != c.routings)
  }

  @Test func `the language changes words, not times`() {
    let (zh, en) = (Self.plant { $0.language = .zh }, Self.plant { $0.language = .en })
    #expect(zh.name != en.name)
    #expect(zh.orders.map(\.due) == en.orders.map(\.due))
    #expect(
      zh.routings.map { $0.operations.map(\.alternatives) }
        == en.routings.map { $0.operations.map(\.alternatives) })
  }

  @Test(arguments: [8, 9, 10, 11, 12, 13, 25, 100, 501])
  func `there are as many machines as asked for, in every work centre one`(_ count: Int) {
    let plant = Self.plant { $0.resources = count }
    #expect(plant.resources.count == count)
    #expect(Set(plant.resources.map(\.id)).count == count)
    #expect(Set(plant.resources.map(\.workCentre)) == Set(plant.workCentres.indices))
  }

  @Test(arguments: 1..<9 as Range<UInt64>)
  func `orders and routings make sense`(_ seed: UInt64) {
    let plant = Self.plant { ($0.seed, $0.alternatives) = (seed, Int(seed)) }
    #expect(plant.orders.count == 40)
    #expect(Set(plant.orders.map(\.id)).count == 40)
    for order in plant.orders {
      #expect(plant.asOf <= order.release && order.release < order.due)
      #expect(order.originalDue <= order.due)
      #expect(order.quantity >= 1 && order.weight >= 1)
    }
    for operation in plant.routings.flatMap(\.operations) {
      let machines = operation.alternatives.map(\.resource)
      #expect((1...Int(seed)).contains(machines.count))
      #expect(Set(machines).count == machines.count)
      #expect(Set(machines.map { plant.resources[$0].workCentre }).count == 1)
    }
  }

  @Test func `a tighter recipe has earlier due dates`() {
    let (loose, tight) = (
      Self.plant { $0.dueDateFactor = 6 }, Self.plant { $0.dueDateFactor = 1 }
    )
    #expect(zip(tight.orders, loose.orders).allSatisfy { $0.due <= $1.due })
    #expect(tight.orders.map(\.due) != loose.orders.map(\.due))
  }

  @Test func `suppliers take any number, and change nothing but their items`() {
    let (plain, supplied) = (Self.plant(), Self.plant { $0.outsideShare = 0.5 })
    #expect(supplied.resources.count { $0.isUnlimited } == 2)
    let longer = zip(plain.routings, supplied.routings).filter { $0 != $1 }
    #expect((2...8).contains(longer.count))
    for (short, long) in longer {
      let outside = long.operations[long.operations.count - 2]
      #expect(long.operations.count == short.operations.count + 1)
      #expect(outside.alternatives.allSatisfy { $0.lead >= 86_400 })
    }
    #expect(zip(plain.orders, supplied.orders).allSatisfy { $0.due <= $1.due })
  }

  @Test func `sites share the machines, and pieces are carried between them`() {
    let plant = Self.plant { ($0.sites, $0.resources, $0.setupFamilies) = (3, 30, 2) }
    #expect(Set(plant.workCentres.map(\.site)).count == 3)
    let times = plant.resources.indices.map { plant.transportTime(from: 0, to: $0) }
    #expect(times[0] == 0 && Set(times).isSuperset(of: [300]) && times.contains { $0 >= 1800 })
    // Machines of a kind keep their changeovers wherever they stand.
    let centres = Set(plant.changeovers.map(\.place))
    #expect(
      centres.count
        == plant.workCentres.count {
          $0.id.hasPrefix("车削") || $0.id.hasPrefix("铣削") || $0.id.hasPrefix("热处理")
            || $0.id.hasPrefix("磨削")
        })
  }

  @Test func `what overlaps is passed on in batches, but for furnaces`() {
    let plant = Self.plant { $0.overlapShare = 1 }
    for routing in plant.routings {
      #expect(routing.operations.dropLast().contains { $0.transferBatch == 10 })
      let last = routing.operations[routing.operations.count - 1]
      #expect(
        last.predecessors == [] && Set(last.links.map(\.kind)) == [.startStart, .finishFinish])
    }
    let heated = plant.routings.flatMap(\.operations).filter { $0.name == "热处理" }
    #expect(heated.allSatisfy { $0.transferBatch == nil })
  }

  @Test func `what comes behind heat treatment comes soon`() {
    let plant = Self.plant { ($0.hotShare, $0.items) = (1, 20) }
    let steps = plant.routings.flatMap { routing in
      routing.operations.filter { $0.longestWait != nil }.map { (routing, $0) }
    }
    #expect(!steps.isEmpty)
    for (routing, step) in steps {
      #expect(step.predecessors.contains { routing.operations[$0].name == "热处理" })
      #expect((step.longestWait ?? 0) > step.wait)
    }
  }

  @Test func `machining splits orders, and what must go on soon stays together`() throws {
    let plant = Self.plant { ($0.lotSize, $0.hotShare, $0.items) = (20, 0.5, 20) }
    let base = plant.routings.filter { !$0.hasLots }.flatMap(\.operations)
    #expect(base.contains { $0.lotSize == 20 && $0.name == "车削" })
    #expect(!base.contains { $0.lotSize != nil && $0.longestWait != nil })
    let split = plant.orders.filter { plant.routings[$0.routing].hasLots }
    #expect(!split.isEmpty && split.allSatisfy { $0.quantity > 20 })
    let engine = try #require(EngineCatalog.engine(named: "atc"))
    let result = try PlanOrders.run(plant, engine: engine, budget: Budget()) { Board() }
    #expect(PlanVerifier(plant).violations(of: result.jobOrders).isEmpty)
  }

  @Test(arguments: [0, 3])
  func `furnaces hold several orders of one programme`(_ families: Int) throws {
    let plant = Self.plant {
      ($0.furnaceOrders, $0.setupFamilies) = (4, families)
      // So much to do that orders wait at the furnace.
      ($0.orders, $0.items, $0.load) = (200, 30, 20)
    }
    let furnaces = plant.resources.indices.filter { plant.resources[$0].batchCapacity != nil }
    #expect(!furnaces.isEmpty && plant.overloads() == [])
    let heated = plant.routings.flatMap(\.operations).filter { $0.name == "热处理" }
    #expect(Set(heated.map(\.family)).count > 1 && !heated.contains { $0.family == nil })
    let times = Dictionary(grouping: heated, by: \.family).mapValues { steps in
      Set(steps.flatMap { $0.alternatives.map { $0.run(quantity: 7) } })
    }
    #expect(times.values.allSatisfy { $0.count == 1 }, "one programme, one time")
    let engine = try #require(EngineCatalog.engine(named: "atc"))
    let result = try PlanOrders.run(plant, engine: engine, budget: Budget()) { Board() }
    #expect(PlanVerifier(plant).violations(of: result.jobOrders).isEmpty)
    let index = PlanIndex(plant, result.jobOrders)
    #expect(index.joins.contains(true), "no load is shared")
  }

  @Test func `what breaks may not interrupt fits a shift`() {
    let plant = Self.plant { $0.uninterruptedShare = 0.7 }
    let limits = plant.routings.flatMap(\.operations).compactMap(\.longestBreak)
    #expect(limits.count > 10 && Set(limits) == [0, 3600])
    #expect(plant.misfits() == [])
  }

  @Test(arguments: [1, 2, 3] as [UInt64], [8, 20])
  func `it can be planned, and the plan is valid`(_ seed: UInt64, _ machines: Int) throws {
    let plant = Self.plant {
      ($0.seed, $0.resources) = (seed, machines)
      ($0.outsideShare, $0.uninterruptedShare, $0.sites) = (0.3, 0.3, 2)
      ($0.overlapShare, $0.hotShare) = (0.3, 0.5)
    }
    let engine = try #require(EngineCatalog.engine(named: "atc"))
    let result = try PlanOrders.run(plant, engine: engine, budget: Budget()) { Board() }
    #expect(result.status != .unknown)
    #expect(PlanVerifier(plant).violations(of: result.jobOrders).isEmpty)
    #expect(result.board.value == result.figures.weightedTardiness)
  }
}
