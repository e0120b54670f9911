import Synchronization
import TaktModel
import TaktSolvers

/// An engine that does what a test tells it to.
final class ScriptedEngine: Engine {
  let name = "scripted"
  private let script: @Sendable (SolveTask) -> Void
  private let runs = Atomic<Int>(0)

  init(_ script: @escaping @Sendable (SolveTask) -> Void) { self.script = script }

  /// How often it ran.
  var count: Int { runs.load(ordering: .relaxed) }

  func objection(to problem: Problem, objective: Objective) -> String? { nil }

  func run(_ task: SolveTask) {
    runs.add(1, ordering: .relaxed)
    script(task)
  }
}
