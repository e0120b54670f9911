import ArgumentParser
import Foundation
import TaktExchange
import TaktModel
import TaktPlanning
import TaktSolvers

/// `takt bottleneck`: what holds a plan up, and what one more of it would bring.
struct BottleneckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bottleneck",
    abstract: "Ranks what holds a plan up, and plans again with one more of the worst.")

  @OptionGroup var arguments: PlanArguments

  @Option(help: "How many of the worst are tried with one more, and with one more shift.")
  var tries = 2

  @Option(help: "Rows of the table.")
  var most = 10

  @Option(help: ArgumentHelp(Objective.choices))
  var objective = Objective.weightedTardiness

  @OptionGroup var solving: SolveOptions
  @OptionGroup var printing: PrintOptions

  func validate() throws {
    guard tries >= 0, most > 0 else {
      throw ValidationError("--tries takes a number from 0, --most one from 1.")
    }
  }

  func run() throws {
    let loaded = try arguments.loadValid(printing)
    let cancellation = Cancellation()
    let signals = Signals(cancelling: cancellation)
    let shares = SearchShares(
      solving, defaultSeconds: 20, operations: loaded.jobOrders.count,
      cancellation: cancellation)
    let result = try Faults.reported {
      do {
        return try FindBottlenecks(loaded.plant, loaded.jobOrders).run(
          worst: tries, objective: objective, budget: shares.next)
      } catch let error as ProblemError {
        throw Failure(.badData, "takt: these orders cannot be planned: \(error)")
      }
    }
    withExtendedLifetime(signals) {}
    let report = BottleneckReport(
      plan: arguments.plan, burdens: result.burdens, inForce: result.inForce,
      baseline: result.baseline, trials: result.trials, language: printing.chosenLanguage)
    try Files.write(
      printing.format == .json ? report.json() : Array(report.text(most: most).utf8), to: "-")
  }
}
