public import ArgumentParser
import TaktModel
import TaktRescheduling
public import TaktSolvers

/// What governs answers to events.
struct PolicyOptions: ParsableArguments {
  @Option(help: ArgumentHelp(Objective.choices))
  var objective = Objective.weightedTardiness

  @Option(help: "Minutes from now in which nothing moves that can stay.")
  var freeze = 0

  @Option(
    help:
      "One method of the ladder instead of all: right-shift, affected-operations, match-up or regeneration; or replanning, all from nothing."
  )
  var strategy: PlanRepair.Method?

  @Option(help: "Price of leaving the plan in force, times the usual; 0 for none.")
  var stability = 1.0

  @Option(help: "Price of moving a job order at all, in seconds of tardiness at weight 1.")
  var movePrice: Int?

  @Option(help: "Price of an hour's shift of what is to begin at once, in the same unit.")
  var shiftPrice: Int?

  @Option(help: "Price of another machine, in the same unit.")
  var machinePrice: Int?

  @Option(help: "Price of an overtaking on a machine, in the same unit.")
  var inversionPrice: Int?

  func validate() throws {
    guard stability >= 0, stability <= 1e6 else {
      throw ValidationError("--stability takes a number from 0, not \(stability).")
    }
    guard (0...525_600).contains(freeze) else {
      throw ValidationError("--freeze takes minutes from 0 to 525600, not \(freeze).")
    }
    for price in [movePrice, shiftPrice, machinePrice, inversionPrice].compactMap({ $0 })
    where !(0...1_000_000_000).contains(price) {
      throw ValidationError("prices take seconds from 0, not \(price).")
    }
  }

  var settings: Rescheduler.Settings {
    var settings = Rescheduler.Settings()
    settings.objective = objective
    settings.freeze = freeze * 60
    if let strategy { settings.methods = [strategy] }
    let usual = DisruptionPrices()
    settings.prices = DisruptionPrices(
      move: movePrice ?? usual.move, shiftPerHour: shiftPrice ?? usual.shiftPerHour,
      machine: machinePrice ?? usual.machine, inversion: inversionPrice ?? usual.inversion
    ).scaled(by: stability)
    return settings
  }
}

extension PlanRepair.Method: ExpressibleByArgument {}
