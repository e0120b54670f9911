public import TaktModel

/// One dispatching rule, or all of them, as an engine.
public struct DispatchEngine: Engine {
  /// What is tried, in this order.
  let variants: [(rule: DispatchRule, delay: Double)]
  /// The engine's name.
  public let name: String

  /// Every rule, non-delay and active; the best schedule stays.
  public static let all = DispatchEngine(
    name: "dispatch",
    variants: DispatchRule.allCases.flatMap { [($0, 0.0), ($0, 1.0)] })

  /// One rule, as a non-delay schedule or as an active one (named `spt-active`).
  public init(rule: DispatchRule, active: Bool = false) {
    self.init(
      name: rule.rawValue + (active ? "-active" : ""), variants: [(rule, active ? 1 : 0)])
  }

  private init(name: String, variants: [(rule: DispatchRule, delay: Double)]) {
    self.name = name
    self.variants = variants
  }

  /// Why the engine cannot take this problem; nil where it can.
  public func objection(to problem: Problem, objective: Objective) -> String? { nil }

  /// Solves the task as far as the budget goes.
  public func run(_ task: SolveTask) {
    for (index, variant) in ordered(for: task).enumerated() {
      // The first one always ends: whatever the budget, there must be a plan.
      if index > 0, task.shouldStop { return }
      let settings = Dispatcher.Settings(
        rule: variant.rule, delay: variant.delay, seed: task.budget.seed)
      guard let schedule = schedule(task, settings, stop: { index > 0 && task.shouldStop }) else {
        continue
      }
      let value = task.objective.value(of: schedule, in: task.problem)
      task.board.record(rule: Self.label(variant), value: value)
      let label = name == "dispatch" ? name + " (" + Self.label(variant) + ")" : name
      task.board.offer(schedule, value: value, by: label)
    }
  }

  /// Runs as the start of another engine: the first rule to its end, the others for a tenth of the time at most.
  ///
  /// A rule takes seconds where there are a million operations; all of them would leave no time to meet the bound. With
  /// calendars there is no such bound to meet, and all of them run.
  func runAsStart(_ task: SolveTask) {
    guard !task.problem.hasWorkingTimes, let seconds = task.budget.secondsLeft else {
      return run(task)
    }
    run(task.with(task.budget.limited(toSeconds: seconds / 10)))
  }

  private func schedule(_ task: SolveTask, _ settings: Dispatcher.Settings, stop: () -> Bool)
    -> Schedule?
  {
    if task.problem.floor.isEmpty {
      var dispatcher = Dispatcher(task.problem, settings)
      return dispatcher.run(stop: stop)
    }
    var dispatcher = FloorDispatcher(task.problem, settings)
    return dispatcher.run(stop: stop)
  }

  private static func label(_ variant: (rule: DispatchRule, delay: Double)) -> String {
    variant.rule.rawValue + (variant.delay > 0 ? "-active" : "")
  }

  /// The rules that tend to win first, so that a short budget meets them.
  private func ordered(for task: SolveTask) -> [(rule: DispatchRule, delay: Double)] {
    let hasSetups = !task.problem.floor.changeovers.isEmpty
    let isAlone = variants.count == 1
    let useful = variants.filter { isAlone || hasSetups || !$0.rule.needsSetups }
    let favourite: DispatchRule =
      switch task.objective.leading {
      case .makespan: .longestTail
      case .totalFlowTime, .weightedFlowTime: .lwkr
      case .maximumTardiness: .mdd
      default: hasSetups ? .atcs : .atc
      }
    return useful.filter { $0.rule == favourite } + useful.filter { $0.rule != favourite }
  }
}
