import TaktModel

/// Looks for the proof that no schedule meets a target: failure-directed search (Vilím, Laborie and Shaw 2015) over the orders
/// of pairs.
///
/// It branches where it expects to fail soonest. Every order has a rating, low where assuming it has led to a contradiction or
/// decided much else; the pair whose two ratings are least comes next, its more hopeless order first. Restarts keep the ratings, and
/// as clauses what was refuted. Where it fails to fail it has a schedule.
struct RefutationSearch: ~Copyable {
  enum Outcome { case refuted, schedule, open }

  var network: DisjunctiveNetwork
  /// Contradictions so far: the measure of effort.
  private(set) var failures = 0

  private var nogoods: NogoodStore
  /// Pairs to decide, each by the literal with the lower slot first.
  let pairs: Column<Int32>
  private let rating: Column<Float>
  /// Mean rating at each level, by which ratings are made comparable.
  private let levelMean: Column<Float>
  /// The branches taken, outermost first, and the refuted ones with the level they were refuted at.
  private var taken: Stack<Branch>
  private var refuted: Stack<Refuted>
  private var openPairs = 0

  struct Branch {
    var literal: Int32
    /// Open pairs before it.
    var open: Int32
  }

  struct Refuted {
    var literal: Int32
    var level: Int32
  }

  init(_ problem: Problem) {
    network = DisjunctiveNetwork(problem)
    nogoods = NogoodStore(literalCount: network.literals.count)
    var pairs: [Int32] = []
    for literal in 0..<Int32(network.literals.count) {
      let opposite = network.literals.opposite[literal]
      let (a, b) = (Int(network.literals.before[literal]), Int(network.literals.after(literal)))
      if literal < opposite, a != b, problem.shortestDuration(of: a) > 0,
        problem.shortestDuration(of: b) > 0
      {
        pairs.append(literal)
      }
    }
    self.pairs = Column(pairs)
    rating = Column(repeating: 1, count: network.literals.count)
    levelMean = Column(repeating: 1, count: 4096)
    taken = Stack(filler: Branch(literal: 0, open: 0))
    refuted = Stack(filler: Refuted(literal: 0, level: 0))
  }

  /// Begins anew with windows; clauses from before hold where these windows are no wider.
  /// - Returns: false for a contradiction.
  mutating func begin(heads: [Int32], deadlines: [Int32], keepsNogoods: Bool) -> Bool {
    taken.removeAll()
    refuted.removeAll()
    if !keepsNogoods { nogoods.removeAll() }
    network.begin(heads: heads, deadlines: deadlines)
    guard propagate() else { return false }
    openPairs = countOpen()
    return true
  }

  /// Branches until the target is refuted, met, or `limit` contradictions are reached.
  mutating func run(limit: Int, stop: () -> Bool) -> Outcome {
    let end = failures + limit
    openPairs = countOpen()
    var restart = 100
    while failures < end, !stop() {
      switch descend(limit: min(restart, end - failures), stop) {
      case .refuted: return .refuted
      case .schedule: return .schedule
      case .open: if !restartAtRoot() { return .refuted }
      }
      restart += restart / 8
    }
    return .open
  }

  /// Takes back all branches.
  private mutating func leave() { while network.level > 0 { network.backtrack() } }

  // MARK: Branching

  private mutating func descend(limit: Int, _ stop: () -> Bool) -> Outcome {
    let end = failures + limit
    while true {
      guard let literal = choose() else { return .schedule }
      network.push()
      taken.push(Branch(literal: literal, open: Int32(openPairs)))
      if !attempt(literal), !resolveFailure() { return .refuted }
      if failures >= end || stop() { return .open }
    }
  }

  /// Goes back from a contradiction: the last branch is refuted, its opposite holds a level above.
  /// - Returns: false where nothing is left to take back.
  private mutating func resolveFailure() -> Bool {
    while true {
      failures += 1
      guard network.level > 0 else { return false }
      let branch = taken.pop()
      let last = branch.literal
      openPairs = Int(branch.open)
      network.backtrack()
      forgetRefuted(above: network.level)
      refuted.push(Refuted(literal: last, level: Int32(network.level)))
      if attempt(network.literals.opposite[last]) { return true }
    }
  }

  private mutating func forgetRefuted(above level: Int) {
    while refuted.count > 0, Int(refuted[refuted.count - 1].level) > level { _ = refuted.pop() }
  }

  /// Assumes an order at the present level and rates what came of it.
  mutating func attempt(_ literal: Int32) -> Bool {
    let before = Float(max(1, openPairs))
    network.assume(literal)
    let holds = propagate()
    if holds { openPairs = countOpen() }
    let outcome = holds ? 1 + Float(openPairs) / before : 0
    let level = min(network.level, levelMean.count - 1)
    levelMean[level] += (outcome - levelMean[level]) * 0.01
    rating[literal] += (outcome / max(0.01, levelMean[level]) - rating[literal]) * 0.05
    return holds
  }

  private func countOpen() -> Int {
    var count = 0
    for p in 0..<pairs.count where network.isOpen(pairs[p]) { count &+= 1 }
    return count
  }

  /// The pair expected to fail soonest, its more hopeless order; nil where all are decided.
  private func choose() -> Int32? {
    var best = Float.infinity
    var choice = Int32(-1)
    for p in 0..<pairs.count {
      let literal = pairs[p]
      guard network.isOpen(literal) else { continue }
      let sum = rating[literal] + rating[network.literals.opposite[literal]]
      if sum < best { (best, choice) = (sum, literal) }
    }
    guard choice >= 0 else { return nil }
    let opposite = network.literals.opposite[choice]
    return rating[opposite] < rating[choice] ? opposite : choice
  }

  // MARK: Restarts

  /// Turns the refuted branches into clauses and goes back to the root.
  /// - Returns: false where that is a contradiction.
  private mutating func restartAtRoot() -> Bool {
    leave()
    for i in 0..<refuted.count where refuted[i].level > 0 && refuted[i].level < 40 {
      var clause = (0..<Int(refuted[i].level)).map { network.literals.opposite[taken[$0].literal] }
      clause.append(network.literals.opposite[refuted[i].literal])
      if clause.contains(where: { network.value($0) == 1 }) { continue }
      clause.removeAll { network.value($0) == -1 }
      switch clause.count {
      case 0: return false
      case 1: network.assume(clause[0])
      default: nogoods.add(clause)
      }
      if network.isContradiction { return false }
    }
    taken.removeAll()
    refuted.removeAll()
    guard propagate() else { return false }
    openPairs = countOpen()
    return true
  }

  /// Propagates windows and clauses until nothing moves.
  mutating func propagate() -> Bool {
    repeat {
      guard network.propagate() else { return false }
      while let literal = network.nextNews(), !network.isContradiction {
        nogoods.conclude(false: network.literals.opposite[literal], in: &network)
      }
    } while network.hasWork
    return !network.isContradiction
  }
}

extension RefutationSearch {
  /// The plan of the orders decided; nil while a machine is still to be chosen.
  ///
  /// The windows' beginnings are a schedule once every pair is decided, so the operations in that order are a plan.
  func plan() -> SequencePlan? {
    let problem = network.problem
    var position = [Int32](repeating: 0, count: problem.operationCount)
    for (i, o) in problem.topologicalOrder.enumerated() { position[Int(o)] = Int32(i) }
    let all = (0..<Int32(problem.operationCount))
    let mode = all.map { network.mode($0) }
    if mode.contains(-1) { return nil }
    let head = all.map { network.head($0) }
    let order = all.sorted {
      (head[Int($0)], position[Int($0)]) < (head[Int($1)], position[Int($1)])
    }
    return SequencePlan(order: order, mode: mode)
  }
}
