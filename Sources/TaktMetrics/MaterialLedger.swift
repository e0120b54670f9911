public import TaktModel

/// What comes in and goes out of every material under a plan, and what is left: the projected stock.
public struct MaterialLedger: Sendable {
  /// Where a movement comes from.
  public enum Source: Sendable, Equatable {
    /// Stock at the plan's start.
    case stock
    /// A receipt.
    case receipt
    /// An order that makes the material, by its index, when it is complete.
    case made(order: Int)
    /// A job order that takes it, by its index in the plan.
    case taken(line: Int)
  }

  /// One movement.
  public struct Entry: Sendable, Equatable {
    /// Index of the material.
    public var material: Int
    /// When.
    public var at: Instant
    /// How much, in thousandths, negative where it is taken.
    public var quantity: Int
    /// What is there afterwards.
    public var balance: Int
    /// From where, or by whom.
    public var source: Source
  }

  /// All movements: material by material, each in the order of time, what comes in before what goes out.
  public private(set) var entries: [Entry] = []
  /// For each line of the plan from when on its materials were there, by the last supply that covers everything taken up to it; nil for a
  /// line that takes nothing.
  package private(set) var waits: [Wait?]

  /// A supply that a line had to wait for.
  package struct Wait: Sendable, Equatable {
    package var at: Instant
    package var material: Int
    /// The order that made it, nil for stock and receipts.
    package var maker: Int?
  }

  /// The ledger of a plan that the verifier has found valid.
  /// - Complexity: O(n log n), n = job orders and receipts
  public init(_ plant: Plant, _ plan: [JobOrder]) {
    waits = Array(repeating: nil, count: plan.count)
    guard !plant.materials.isEmpty else { return }
    // What the floor has taken before the plan's start was taken of the same stock.
    let begin = plan.reduce(plant.asOf) { min($0, $1.start) }
    var lists = plant.materials.enumerated().map { m, material in
      [Self.entry(m, begin, material.stock, .stock)]
        + material.receipts.map { Self.entry(m, max(begin, $0.at), $0.quantity, .receipt) }
    }
    let orders = Dictionary(
      zip(plant.orders.map(\.id), plant.orders.indices), uniquingKeysWith: { a, _ in a })
    let materials = Dictionary(
      zip(plant.materials.map(\.id), plant.materials.indices), uniquingKeysWith: { a, _ in a })
    var lines = plant.orders.map { _ in [Int]() }
    for (i, job) in plan.enumerated() { if let o = orders[job.order] { lines[o].append(i) } }
    for (o, order) in plant.orders.enumerated() {
      let routing = plant.routings[order.routing]
      if let m = materials[routing.item], let done = lines[o].map({ plan[$0].end }).max() {
        lists[m].append(
          Self.entry(m, done, order.quantity * Material.unit, .made(order: o)))
      }
      let first = lines[o].min { (plan[$0].start, $0) < (plan[$1].start, $1) }
      for i in lines[o] {
        let line = order.isKitted ? first ?? i : i
        let operation = routing.operations.first { $0.id == plan[i].operation }
        let pieces = operation?.pieces(ofOrder: order.quantity) ?? 0
        for c in operation?.components ?? [] where c.quantity > 0 {
          lists[c.material].append(
            Self.entry(
              c.material, plan[line].start, -c.quantity * pieces, .taken(line: line)))
        }
      }
    }
    for list in lists { settle(list) }
  }

  private static func entry(_ material: Int, _ at: Instant, _ quantity: Int, _ source: Source)
    -> Entry
  {
    Entry(material: material, at: at, quantity: quantity, balance: 0, source: source)
  }

  /// Adds a material's movements with their balances.
  private mutating func settle(_ list: [Entry]) {
    let sorted = list.enumerated().sorted {
      ($0.element.at, $0.element.quantity < 0 ? 1 : 0, $0.offset)
        < ($1.element.at, $1.element.quantity < 0 ? 1 : 0, $1.offset)
    }.map(\.element)
    let supplies = sorted.filter { $0.quantity >= 0 }
    var (balance, taken, there, next) = (0, 0, 0, 0)
    for var entry in sorted {
      balance += entry.quantity
      entry.balance = balance
      entries.append(entry)
      guard case .taken(let line) = entry.source else { continue }
      taken -= entry.quantity
      while there < taken, next < supplies.count {
        there += supplies[next].quantity
        next += 1
      }
      guard next > 0 else { continue }
      let supply = supplies[next - 1]
      var wait = Wait(at: supply.at, material: entry.material, maker: nil)
      if case .made(let order) = supply.source { wait.maker = order }
      if waits[line].map({ $0.at < wait.at }) ?? true { waits[line] = wait }
    }
  }
}
