public import TaktMetrics
public import TaktModel
public import TaktSolvers

/// Plans a plant's orders: compiles, solves, verifies.
public struct PlanOrders: Sendable {
  /// A verified plan.
  public struct Result: Sendable {
    /// The plant.
    public var plant: Plant
    /// What was minimised.
    public var objective: Objective
    /// How the run ended.
    public var status: SolveProblem.Status
    /// Each criterion's value, in seconds, weighted seconds or orders.
    public var values: [(criterion: Criterion, value: Int)]
    /// A lower bound for the first of them.
    public var bound: Int?
    /// The plan's lines.
    public var jobOrders: [JobOrder]
    /// Its figures.
    public var figures: PlanFigures
    /// The board as the run left it.
    public var board: Board.State

    /// What each dispatching rule reached of the first criterion, in the order they ran.
    public var rules: [(name: String, value: Int)]

    /// The best single dispatching rule and its value, where rules ran.
    public var bestRule: (name: String, value: Int)? {
      rules.min { ($0.value, $0.name) < ($1.value, $1.name) }
    }
  }

  /// Plans with an engine until it is done or the budget is spent.
  /// - Throws: ``ProblemError`` where the orders cannot fit any calendar; ``Fault`` where the verifier rejects the plan.
  public static func run(
    _ plant: Plant, objective: Objective = .weightedTardiness, engine: any Engine, budget: Budget,
    board: @Sendable () -> Board
  ) throws -> Result {
    var horizon: Int?
    while true {
      let compiled = try CompiledPlant(plant, horizon: horizon)
      if let objection = objective.objection(in: compiled.problem) { throw objection }
      let board = board()
      let solved = try SolveProblem.run(
        compiled.problem, objective: objective, engine: engine, budget: budget, board: board)
      guard let schedule = solved.board.schedule else {
        // The calendars were not laid out far enough for these orders.
        horizon = compiled.horizon * 2
        continue
      }
      let jobOrders = compiled.jobOrders(schedule)
      if let violation = PlanVerifier(plant).violations(of: jobOrders).first {
        throw Fault("engine \(solved.board.engine) made an invalid plan: \(violation.en)")
      }
      let leading = { (value: Int) in objective.leadingValue(value, in: compiled.problem) }
      return Result(
        plant: plant, objective: objective, status: solved.status,
        values: objective.values(of: schedule, in: compiled.problem),
        bound: solved.board.bound.map(leading), jobOrders: jobOrders,
        figures: PlanFigures(naming: PlanIndex(plant, jobOrders)), board: solved.board,
        rules: solved.board.rules.map { ($0.name, leading($0.value)) })
    }
  }
}
