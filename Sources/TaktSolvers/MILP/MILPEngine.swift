import Foundation
import Synchronization
public import TaktModel

/// Job shops and flexible job shops as a mixed-integer program, solved by GLPK.
///
/// The tightened engine finds schedules first (dispatching, local search), assumes that the best can be beaten, and propagates what
/// follows; only what stays open becomes a model, cut off below the best schedule. A contradiction, or a model without a
/// solution, is the proof that the best schedule is optimal. Where the model is too large or time runs out, the best heuristic
/// schedule stands, and a note says why.
public struct MILPEngine: Engine {
  /// Which model is built.
  enum Formulation: Sendable { case tight, textbook }

  /// The name users select it by.
  public let name: String
  private let formulation: Formulation
  private let writeLP: String?

  /// The tightened model.
  public static let tight = MILPEngine(name: "milp", formulation: .tight)
  /// The textbook's model, to be compared with.
  public static let textbook = MILPEngine(name: "milp-textbook", formulation: .textbook)

  private init(name: String, formulation: Formulation, writeLP: String? = nil) {
    self.name = name
    self.formulation = formulation
    self.writeLP = writeLP
  }

  /// The same engine, writing its model to a file in CPLEX LP format before solving it.
  public func writingLP(to path: String) -> MILPEngine {
    MILPEngine(name: name, formulation: formulation, writeLP: path)
  }

  /// Why the engine cannot take this problem; nil where it can.
  public func objection(to problem: Problem, objective: Objective) -> String? {
    if let objection = problem.floor.objection(of: "the MILP") { return objection }
    if problem.hasWorkingTimes { return "working calendars are not part of the MILP" }
    let isLinear = !objective.leading.countsJobs && objective.leading != .maximumTardiness
    return objective.criteria.count == 1 && isLinear
      ? nil : "\(objective.rawValue) is not part of the MILP"
  }

  /// More binaries than GLPK gets anywhere with; measured on ta01 to ta41, where 60 s do not end the root relaxation.
  static let mostBinaries = 6000

  /// Solves the task as far as the budget goes.
  public func run(_ task: SolveTask) {
    if let objection = objection(to: task.problem, objective: task.objective) {
      return fallBack(task, because: objection)
    }
    switch formulation {
    case .tight: TightSearch(engine: self, task: task, writeLP: writeLP).run()
    case .textbook: runTextbook(task)
    }
  }

  /// Spends what is left of the budget on heuristics.
  func fallBack(_ task: SolveTask, because reason: String) {
    task.board.note("the MILP stood aside: \(reason)", by: name)
    LocalSearchEngine().run(task)
  }

  private func runTextbook(_ task: SolveTask) {
    // A plan whatever GLPK does; its value is not told to the model.
    DispatchEngine.all.run(task)
    let pairs = TextbookModel.candidates(task.problem).reduce(0) {
      $0 + $1.count * ($1.count - 1) / 2
    }
    guard pairs <= Self.mostBinaries * 4 else {
      return fallBack(task, because: "\(pairs) ordering decisions are more than GLPK can take")
    }
    let model = TextbookModel.build(task.problem, task.objective)
    solve(model, task, presolve: true, target: nil)
  }

  /// Solves a model and posts what came of it.
  /// - Parameter target: the model holds only schedules of at most this value; nil where it holds all.
  func solve(_ model: ShopModel, _ task: SolveTask, presolve: Bool, target: Int?) {
    let began = ContinuousClock.now
    let (problem, objective, board) = (task.problem, task.objective, task.board)
    let options = GLPKRun.Options(
      seconds: min(task.budget.secondsLeft ?? 86_400, 1_000_000), nodeLimit: task.budget.iterations,
      presolve: presolve, writeLP: writeLP)
    // A bound of the model speaks of its own schedules; those above the target are worse anyway.
    let proven = { @Sendable (bound: Double) -> Int in
      // Before its first relaxation GLPK's bound is the least of all numbers.
      guard abs(bound) < 1e15 else { return Int.min }
      let value = Int((bound - 1e-4).rounded(.up))
      return target.map { min(value, $0 + 1) } ?? value
    }
    let injected = Mutex(board.bestValue)
    let label = name
    let result = GLPKRun.solve(model.program, options, isCancelled: { task.shouldStop }) {
      bound, _, incumbent in
      board.raise(bound: proven(bound), by: label)
      if let incumbent {
        let schedule = model.schedule(incumbent, problem: problem, objective: objective)
        board.offer(
          schedule, value: objective.value(of: schedule, in: problem), by: label)
      }
      if task.shouldStop { return .stop }
      let best = board.bestValue
      let isNews = injected.withLock { known in
        defer { known = min(known, best) }
        return best < known
      }
      if let target, isNews, best <= target, let schedule = board.current.schedule {
        return .inject(model.values(schedule, problem: problem, objective: objective))
      }
      return .goOn
    }
    if let values = result.values {
      let schedule = model.schedule(values, problem: problem, objective: objective)
      board.offer(schedule, value: objective.value(of: schedule, in: problem), by: name)
    }
    post(result, proven: proven, target: target, board)
    let report = MILPReport(
      binaries: model.program.binaryCount, rows: model.program.rowCount, nodes: result.nodes,
      bound: board.bestBound == Int.min ? nil : board.bestBound,
      seconds: began.duration(to: .now) / .seconds(1))
    let note =
      board.isSettled ? "the bound met the best schedule" : text(result.outcome, target: target)
    board.note(note, by: name, milp: report)
  }

  private func post(
    _ result: GLPKRun.Result, proven: (Double) -> Int, target: Int?, _ board: Board
  ) {
    switch result.outcome {
    case .infeasible:
      if let target { board.raise(bound: target + 1, by: name) }
    case .optimal, .limit:
      if let bound = result.bound { board.raise(bound: proven(bound), by: name) }
    case .fault, .abandoned: break
    }
  }

  private func text(_ outcome: GLPKRun.Outcome, target: Int?) -> String {
    switch outcome {
    case .optimal: "GLPK solved the model to optimality"
    case .infeasible:
      target == nil
        ? "GLPK says the model has no solution"
        : "GLPK proved that nothing better than the heuristic schedule exists"
    case .limit: "the limit came before GLPK could close the gap; the best schedule known stands"
    case .abandoned:
      "GLPK did not answer in time and was left behind; the best schedule known stands"
    case .fault(let message): "GLPK failed (\(message)); the best schedule known stands"
    }
  }
}
