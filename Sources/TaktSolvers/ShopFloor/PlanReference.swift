import TaktModel

/// A plan in force, and what leaving it costs: flat columns for the decoder's inner loop.
///
/// A later plan pays for each operation it moves: once, by how far its run moves, the more the sooner it was to begin
/// (Rangsaritratsamee, Ferrell and Kurz 2004), for another machine, and for coming behind one it was ahead of. Prices are in
/// the objective's unit, so that a plan moves what gains more than the move costs.
struct PlanReference: ~Copyable {
  let isEmpty: Bool
  /// Where the plan has each operation.
  let start: Column<Int32>
  let machine: Column<Int32>
  /// Price of a second's shift, in 1024ths.
  private let rate: Column<Int32>
  private let move: Int
  private let reassignment: Int
  private let inversion: Int

  /// No plan in force.
  init() {
    isEmpty = true
    start = Column([])
    machine = Column([])
    rate = Column([])
    (move, reassignment, inversion) = (0, 0, 0)
  }

  init(_ plan: PlanInForce, _ prices: DisruptionPrices) {
    isEmpty = false
    start = Column(plan.start)
    machine = Column(plan.machine)
    rate = Column(plan.start.map { prices.rate(at: $0) })
    move = prices.move
    reassignment = prices.machine
    inversion = prices.inversion
  }

  /// What an operation's placement costs.
  @inline(__always)
  func price(_ o: Int32, _ p: FloorPlacement) -> Int {
    // New operations, and those without work, disturb nobody.
    guard machine[o] >= 0, p.machine >= 0 else { return 0 }
    let shift = abs(Int(p.runStart) &- Int(start[o]))
    var price = shift == 0 ? 0 : move &+ (shift &* Int(rate[o])) >> 10
    if p.machine != machine[o] { price &+= reassignment }
    if p.previous >= 0, machine[p.previous] == p.machine, start[p.previous] > start[o] {
      price &+= inversion
    }
    return price
  }
}

/// Where a plan in force has each operation: its machine and when its run begins, in ticks; machine -1 for one it does not know.
public struct PlanInForce: Sendable, Equatable {
  /// Machine of each operation, -1 where the plan does not have it.
  public var machine: [Int32]
  /// When each run begins.
  public var start: [Int32]

  /// A plan from its columns.
  public init(machine: [Int32], start: [Int32]) {
    precondition(machine.count == start.count)
    self.machine = machine
    self.start = start
  }
}

/// What it costs to leave a plan in force, in the objective's unit: weighted seconds of tardiness as a rule.
public struct DisruptionPrices: Sendable, Equatable {
  /// For a job order that moves at all.
  public var move: Int
  /// For an hour's shift of one that is to begin at once; ``fading`` says how it falls with time.
  public var shiftPerHour: Int
  /// Hours after which a shift costs half.
  public var fading: Double
  /// For another machine.
  public var machine: Int
  /// For one that comes behind another it was ahead of, on the same machine.
  public var inversion: Int

  /// The usual prices: a move costs ten minutes of tardiness at weight 1, an hour's shift twenty minutes at once and ten for what is
  /// eight hours off, another machine fifty minutes, an overtaking ten.
  ///
  /// Measured on the shipped precision shop with a broken lathe, 2 s: a tenth of these moves three times as many job orders and
  /// is no less late, as a search that leaves most of the plan alone has less to look at.
  public init(
    move: Int = 600, shiftPerHour: Int = 1200, fading: Double = 8, machine: Int = 3000,
    inversion: Int = 600
  ) {
    self.move = move
    self.shiftPerHour = shiftPerHour
    self.fading = fading
    self.machine = machine
    self.inversion = inversion
  }

  /// All prices times a factor.
  public func scaled(by factor: Double) -> DisruptionPrices {
    let scale = { (price: Int) in Int((Double(price) * factor).rounded()) }
    return DisruptionPrices(
      move: scale(move), shiftPerHour: scale(shiftPerHour), fading: fading, machine: scale(machine),
      inversion: scale(inversion))
  }

  /// 1024ths a second for an operation that was to begin at a tick.
  func rate(at tick: Int32) -> Int32 {
    let hours = Double(max(0, tick)) / 3600
    return Int32(Double(shiftPerHour) * 1024 / 3600 * fading / (fading + hours))
  }
}
