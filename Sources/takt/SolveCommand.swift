import ArgumentParser
import Foundation
import TaktExchange
import TaktModel
import TaktPlanning
import TaktSolvers

/// `takt solve`: one benchmark instance.
struct SolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "Solves a benchmark instance (JSPLIB text or .fjs).")

  @Argument(help: "The instance: JSPLIB text, or .fjs for flexible and re-entrant shops.")
  var instance: String

  @OptionGroup var solving: SolveOptions
  @OptionGroup var printing: PrintOptions

  @Option(help: ArgumentHelp(Objective.choices))
  var objective = Objective.makespan

  @Option(help: "Due dates after Singer and Pinedo: floor(factor × work), weights 4, 2, 1.")
  var dueDateFactor: Double?

  @Option(help: "Also write the MILP in CPLEX LP format to this file.")
  var writeLP: String?

  @Option(help: "Where the document goes: a file, or - for stdout.")
  var output = "-"

  func validate() throws {
    if objective.needsDueTimes, dueDateFactor == nil {
      throw ValidationError(
        "a benchmark file has no due dates: give --due-date-factor, for example 1.3.")
    }
    if let dueDateFactor, !(dueDateFactor >= 0 && dueDateFactor <= 1000) {
      throw ValidationError("--due-date-factor takes a number from 0 to 1000.")
    }
    if writeLP != nil, !solving.engine.hasPrefix("milp") {
      throw ValidationError("--write-lp goes with --engine milp or milp-textbook.")
    }
  }

  func run() throws {
    let shop = try BadData.reported(printing) {
      try InstanceFiles.read(instance, dueDateFactor: dueDateFactor)
    }
    let budget = solving.budget(defaultSeconds: 10, operations: shop.problem.operationCount)
    let signals = Signals(cancelling: budget.cancellation)
    let progress = ProgressLine(printing, limit: solving.timeLimit ?? 10)
    let board = Board(started: Takt.started, onChange: progress.onChange)
    if let objection = objective.objection(in: shop.problem) {
      throw Failure(.badData, "takt: \(shop.name): \(objection)")
    }
    let result = try Faults.reported {
      try SolveProblem.run(
        shop.problem, objective: objective, engine: chosenEngine, budget: budget, board: board)
    }
    progress.finish()
    withExtendedLifetime(signals) {}
    let document = document(result, shop: shop)
    let text =
      printing.format == .json
      ? try JSONText.encode(document) : [UInt8](summary(document, result).utf8)
    try Files.write(text, to: output)
    // What the run leaves behind on other threads (a GLPK that does not answer) ends with the process.
    Foundation.exit(result.status == .infeasible ? Failure.Code.infeasible.rawValue : 0)
  }

  private var chosenEngine: any Engine {
    if let writeLP {
      return (solving.engine == "milp" ? MILPEngine.tight : .textbook).writingLP(to: writeLP)
    }
    return EngineCatalog.engine(named: solving.engine) ?? AutoEngine()
  }

  private func document(_ result: SolveProblem.Result, shop: ShopFile) -> SolveDocument {
    let state = result.board
    let repeats = solving.iterations != nil
    let leading = { (value: Int) in objective.leadingValue(value, in: shop.problem) }
    return SolveDocument(
      instance: shop.name, objective: objective, engine: solving.engine, foundBy: state.engine,
      status: result.status.rawValue, objectiveValue: state.value.map(leading),
      lowerBound: state.bound.map(leading),
      boundSource: state.bound == nil ? nil : state.boundSource,
      seconds: repeats ? nil : Takt.started.duration(to: .now) / .seconds(1),
      threads: solving.threads.count, seed: solving.seed,
      notes: state.notes.map { note in
        .init(
          engine: note.engine, note: note.text, binaries: note.milp?.binaries,
          rows: note.milp?.rows, nodes: note.milp?.nodes, bound: note.milp?.bound,
          seconds: repeats ? nil : note.milp?.seconds)
      },
      trace: repeats
        ? []
        : state.trace.map { [($0.seconds * 1000).rounded() / 1000, Double(leading($0.value))] },
      problem: shop.problem, schedule: state.schedule)
  }

  private func summary(_ document: SolveDocument, _ result: SolveProblem.Result) -> String {
    let bound = document.lowerBound.map(String.init) ?? "–"
    var lines = [
      "\(document.instance): \(document.objective) "
        + "\(document.valuesText), lower bound \(bound) "
        + "(\(document.status))",
      "found by \(document.foundBy)"
        + (document.seconds.map { String(format: " in %.2f s", $0) } ?? ""),
    ]
    lines += document.notes.map { "\($0.engine): \($0.note)" }
    return lines.joined(separator: "\n") + "\n"
  }
}
