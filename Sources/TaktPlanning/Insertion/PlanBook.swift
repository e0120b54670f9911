import TaktMetrics
import TaktModel

/// What every resource, operator and tool of a plan is busy with and when: the book that a new order is entered into.
struct PlanBook {
  /// A line on a resource.
  struct Busy {
    var from: Int32
    var to: Int32
    /// The family it needs, nil for any.
    var family: Int?
    /// The order it is of.
    var order: Int
  }
  /// An operation's place: when its setup begins, its run begins and it ends, and the secondary resources it holds.
  struct Entry {
    var resource: Int
    var alternative: Int
    var setupStart: Int32
    var start: Int32
    var end: Int32
    var held: [Hold]
  }
  struct Hold {
    var secondary: Int
    var from: Int32
    var to: Int32
  }

  let plant: Plant
  let clock: PlanClock
  let changeovers: ChangeoverTable
  let crews: CrewTable
  private(set) var busy: [[Busy]]
  private(set) var use: [Occupancy]
  private let secondaryIndex: [String: Int]
  /// Until when each line's order stays on its resource, where room in front of others is limited; else empty.
  private let leaves: [Instant]

  /// The book of a plan, but for the lines of some orders and for some lines.
  /// - Complexity: O(n log n), n = lines
  init(
    _ index: PlanIndex, of plant: Plant, without orders: Set<Int> = [],
    yielding lines: Set<Int> = [], until end: Instant
  ) {
    self.plant = plant
    clock = PlanClock(plant, until: end)
    changeovers = ChangeoverTable(plant)
    crews = CrewTable(plant)
    leaves = PlanRoom(index)?.leaves() ?? []
    busy = plant.resources.map { _ in [] }
    // What is settled stays, whosever it is.
    let isIn = { (i: Int) in
      !lines.contains(i) && (!orders.contains(index.orderOf[i]) || index.commitment[i] != nil)
    }
    for (r, list) in index.byResource.enumerated() {
      busy[r].reserveCapacity(list.count + 4)
      for i in list where isIn(i) {
        let job = index.plan[i]
        busy[r].append(
          Busy(
            from: clock.tick(job.setupStart),
            to: clock.tick(leaves.isEmpty ? job.end : leaves[i]),
            family: index.operation(i).family, order: index.orderOf[i]))
      }
    }
    use = []
    secondaryIndex = Dictionary(
      zip(plant.secondaries.map(\.id), plant.secondaries.indices), uniquingKeysWith: { a, _ in a })
    guard !plant.secondaries.isEmpty else { return }
    var uses = plant.secondaries.map { _ in [(from: Int32, to: Int32)]() }
    for i in index.plan.indices where index.orderOf[i] >= 0 && isIn(i) && !index.joins[i] {
      for hold in SecondaryHolds.holds(of: index.plan[i], index.operation(i), secondaryIndex) {
        uses[hold.resource].append((clock.tick(hold.from), clock.tick(hold.to)))
      }
    }
    use = uses.map { Occupancy($0) }
  }

  /// Enters an operation.
  mutating func enter(_ entry: Entry, family: Int?, order: Int) {
    if entry.setupStart < entry.end, !plant.resources[entry.resource].isUnlimited {
      let new = Busy(from: entry.setupStart, to: entry.end, family: family, order: order)
      let at = gap(on: entry.resource, after: entry.setupStart)
      busy[entry.resource].insert(new, at: at)
    }
    for hold in entry.held { use[hold.secondary].add(from: hold.from, to: hold.to) }
  }

  /// Strikes an order's lines out, as they stand in a plan.
  mutating func strike(_ order: Int, _ index: PlanIndex) { write(order, index, change: -1) }

  /// Enters an order's lines again, as they stand in a plan.
  mutating func restore(_ order: Int, _ index: PlanIndex) { write(order, index, change: 1) }

  private mutating func write(_ order: Int, _ index: PlanIndex, change: Int32) {
    for i in index.lines(ofOrder: order) where index.commitment[i] == nil {
      let (job, r) = (index.plan[i], index.resourceOf[i])
      let from = clock.tick(job.setupStart)
      let to = clock.tick(leaves.isEmpty ? job.end : leaves[i])
      if from < to, !plant.resources[r].isUnlimited {
        var at = gap(on: r, after: from)
        if change < 0 {
          // Those in a batch machine at once stand beside each other.
          while busy[r][at].order != order, at + 1 < busy[r].count, busy[r][at + 1].from < to {
            at += 1
          }
          busy[r].remove(at: at)
        } else {
          let line = Busy(from: from, to: to, family: index.operation(i).family, order: order)
          busy[r].insert(line, at: at)
        }
      }
      guard !use.isEmpty, !index.joins[i] else { continue }
      for hold in SecondaryHolds.holds(of: job, index.operation(i), secondaryIndex) {
        use[hold.resource].add(from: clock.tick(hold.from), to: clock.tick(hold.to), change)
      }
    }
  }

  /// The same plant with nothing to do.
  var cleared: PlanBook {
    var book = self
    book.busy = plant.resources.map { _ in [] }
    book.use = plant.secondaries.map { _ in Occupancy() }
    return book
  }

  /// The first line on a resource that ends after a tick: what is before it is over.
  func gap(on resource: Int, after tick: Int32) -> Int {
    let list = busy[resource]
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle].to <= tick { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The family a resource is set up for before a line.
  func family(on resource: Int, before line: Int) -> Int? {
    busy[resource][..<line].last { $0.family != nil }?.family
      ?? plant.resources[resource].setupState
  }
}

extension PlanBook {
  /// The lines that entries of an order stand for.
  func jobOrders(_ entries: [Entry], of order: Order) -> [JobOrder] {
    zip(plant.routings[order.routing].operations, entries).map { operation, entry in
      JobOrder(
        order: order.id, operation: operation.id, equipment: plant.resources[entry.resource].id,
        setupStart: clock.instant(entry.setupStart), start: clock.instant(entry.start),
        end: clock.instant(entry.end),
        secondary: entry.held.map { plant.secondaries[$0.secondary].id })
    }
  }
}

extension PlanIndex {
  /// Where and when the steps of an order that are settled end.
  func settledEnds(_ order: Int) -> [Int: (resource: Int, at: Instant)] {
    var ends: [Int: (resource: Int, at: Instant)] = [:]
    for (step, line) in bySteps[order].enumerated() where line >= 0 && commitment[line] != nil {
      ends[step] = (resourceOf[line], plan[line].end)
    }
    return ends
  }
}
