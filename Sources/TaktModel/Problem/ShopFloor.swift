/// What a shop floor adds to a classic problem: flat columns beside the problem's own, empty where a plant has none of it, so
/// that a classic shop pays nothing.
///
/// An engine that does not look at them must decline a problem whose floor is not empty. Whatever stands here only ever
/// forbids schedules, so a lower bound for the problem without it is one for the problem with it; but for unlimited machines,
/// which bounds must know.
public struct ShopFloor: Sendable {
  /// The part of each mode's duration that is its own setup, done before the run; empty where setups are not told apart.
  public package(set) var setup: [Int32] = []
  /// Setup families and what changing between them takes.
  public package(set) var changeovers = Changeovers()
  /// Operators, tools and moulds, and what operations hold of them.
  public package(set) var secondaries = Secondaries()
  /// Materials that are scarce, and what operations draw of them.
  public package(set) var materials = Materials()
  /// Power of machines, and what energy costs when.
  public package(set) var energy = Energy()
  /// What machines may draw together.
  public package(set) var power = PowerDemand()
  /// Limited room in front of machines.
  public package(set) var buffers = Buffers()
  /// Whether jobs wait for operations of other jobs; the arcs are the problem's own.
  public package(set) var hasFeeds = false
  /// What is settled before planning begins.
  public package(set) var settlement = Settlement()
  /// Whether each machine takes any number of operations at once; empty where none does.
  public package(set) var unlimited: [Bool] = []
  /// Machines that hold several operations at once.
  public package(set) var batches = Batches()
  /// Ticks of the longest break within each operation's own setup and run, -1 for any; empty where breaks never matter.
  public package(set) var longestBreak: [Int32] = []
  /// What it takes to carry jobs from machine to machine.
  public package(set) var transport = Transport()
  /// Start-start and finish-finish links, and transfer batches.
  public package(set) var links = Links()
  /// Operations that must follow others soon.
  public package(set) var maximumLags = MaximumLags()

  /// A floor with nothing on it.
  public init() {}

  /// Whether the problem is a classic one.
  public var isEmpty: Bool {
    changeovers.isEmpty && secondaries.isEmpty && settlement.isEmpty && unlimited.isEmpty
      && batches.isEmpty && longestBreak.isEmpty && transport.isEmpty && links.isEmpty
      && maximumLags.isEmpty
      && materials.isEmpty && energy.isEmpty && power.isEmpty && buffers.isEmpty && !hasFeeds
  }

  /// Whether a machine takes any number of operations at once.
  public func isUnlimited(_ machine: Int) -> Bool { !unlimited.isEmpty && unlimited[machine] }

  /// Whether a machine does one operation at a time.
  public func doesOneAtATime(_ machine: Int) -> Bool {
    !isUnlimited(machine) && !batches.isBatch(machine)
  }

  /// Whether the columns are as long as the problem they belong to.
  func fits(operations: Int, modes: Int, machines: Int) -> Bool {
    (isEmpty || setup.count == modes)
      && (changeovers.isEmpty
        || changeovers.familyOf.count == operations && changeovers.matrixOf.count == machines
          && changeovers.initialFamily.count == machines)
      && (secondaries.isEmpty || secondaries.needStart.count == operations + 1)
      && materials.fits(operations: operations)
      && (energy.isEmpty || energy.run.count == modes && energy.idle.count == machines)
      && (power.isEmpty || power.run.count == modes && power.setup.count == machines)
      && (buffers.isEmpty
        || buffers.ahead.count == operations && buffers.from.count == operations
          && buffers.standsOn.count == operations)
      && (settlement.isEmpty
        || settlement.earliest.count == modes && settlement.pin.count == operations)
      && (unlimited.isEmpty || unlimited.count == machines)
      && (batches.isEmpty
        || batches.capacity.count == machines && batches.load.count == operations
          && batches.family.count == operations)
      && (longestBreak.isEmpty || longestBreak.count == operations)
      && (transport.isEmpty || transport.placeOf.count == machines)
      && (links.firstBatch.isEmpty || links.firstBatch.count == modes)
  }

  /// Setup families of operations, and a matrix of changeovers for each machine.
  ///
  /// A changeover precedes the operation's own setup and, unlike that, needs the machine alone: it may be done before the job
  /// arrives. Operations without work need no machine and no changeover.
  public struct Changeovers: Sendable {
    /// How many families there are.
    public package(set) var familyCount = 0
    /// The family of each operation, -1 for one that suits any setup and leaves it; empty where there are no families.
    public package(set) var familyOf: [Int32] = []
    /// The family each machine is set up for at the start, -1 for none known.
    public package(set) var initialFamily: [Int32] = []
    /// The matrix of each machine, -1 for one that never changes over.
    public package(set) var matrixOf: [Int32] = []
    /// Ticks of each changeover: by matrix, old family (the last of them: none known), new family.
    public package(set) var time: [Int32] = []
    /// Cost of each changeover.
    public package(set) var cost: [Int32] = []
    /// Whether each changeover goes on in breaks: then its ticks are by the clock.
    public package(set) var runsInBreaks: [Bool] = []

    /// No families.
    public init() {}

    /// Whether there are no families.
    public var isEmpty: Bool { familyOf.isEmpty }

    /// Where a changeover stands in the columns; nil where none is needed.
    public func index(machine: Int, from: Int32, to: Int32) -> Int? {
      guard !isEmpty, to >= 0, matrixOf[machine] >= 0 else { return nil }
      let old = from < 0 ? familyCount : Int(from)
      return (Int(matrixOf[machine]) * (familyCount + 1) + old) * familyCount + Int(to)
    }
  }
}
