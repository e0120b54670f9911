import ArgumentParser
import Foundation
import TaktExchange
import TaktModel
import TaktRescheduling
import TaktSimulation
import TaktSolvers

/// `takt simulate`: carries a plan out on a floor where things go wrong, many times, under several policies.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract:
      "Carries a plan out under random breakdowns, times, scrap and rush orders; compares policies.",
    discussion: """
      Every policy meets the same floors: the same breakdowns, rush orders and delays for the same seed. Figures are means over \
      the seeds with 95% confidence intervals.
      """)

  @OptionGroup var force: PlanInForceOptions
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var printing: PrintOptions

  @Option(
    help: "Policies to compare: none, right-shift, ladder, periodic, hybrid; separated by commas.")
  var policies = "none,right-shift,ladder"

  @Option(help: "How many floors, each with a seed of its own.") var seeds = 30
  @Option(help: "The first seed.") var seed: UInt64 = 1
  @Option(help: "Iterations of each search for a new plan.") var iterations = 2000
  /// Each goes through a floor of its own.
  @OptionGroup var threads: ThreadOptions
  @Option(help: "Hours between plans of the periodic policies.") var period = 8.0
  @Option(help: "Mean hours between a machine's breakdowns; 0 for none.")
  var breakdownHours = Disturbances().hoursBetweenBreakdowns
  @Option(help: "Mean hours of a repair.") var repairHours = Disturbances().hoursOfRepair
  @Option(help: "Spread of run times, as the standard deviation of their logarithm.")
  var spread = Disturbances().runTimeSpread
  @Option(help: "Rush orders a day.") var rushOrders = Disturbances().rushOrdersPerDay
  @Option(help: "Share of orders whose material is late.")
  var lateMaterial = Disturbances().lateMaterialShare
  @Option(help: "Share of operations with scrap.") var scrap = Disturbances().scrapShare

  private var chosen: [ReschedulingPolicy] {
    policies.split(separator: ",").compactMap { ReschedulingPolicy(rawValue: String($0)) }
  }

  func validate() throws {
    guard !chosen.isEmpty, chosen.count == policies.split(separator: ",").count else {
      let known = ReschedulingPolicy.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--policies takes \(known), separated by commas; not \(policies).")
    }
    for (name, value, most) in [
      ("breakdown-hours", breakdownHours, 1e6), ("repair-hours", repairHours, 1e4),
      ("spread", spread, 3), ("rush-orders", rushOrders, 1e3), ("late-material", lateMaterial, 1),
      ("scrap", scrap, 1), ("period", period, 1e4),
    ] where !(value >= 0 && value <= most) {
      throw ValidationError("--\(name) takes a number from 0 to \(Int(most)), not \(value).")
    }
    guard (1...10_000).contains(seeds) else {
      throw ValidationError("--seeds takes a number from 1 to 10000, not \(seeds).")
    }
    guard iterations >= 1 else {
      throw ValidationError("--iterations takes a number from 1, not \(iterations).")
    }
  }

  func run() throws {
    let plan = try force.load(printing)
    if let objection = FloorSimulation.objection(to: plan.base) {
      throw Failure(.unavailable, "takt: \(objection.text(printing.chosenLanguage))")
    }
    var disturbances = Disturbances()
    disturbances.hoursBetweenBreakdowns = breakdownHours
    disturbances.hoursOfRepair = repairHours
    disturbances.runTimeSpread = spread
    disturbances.rushOrdersPerDay = rushOrders
    disturbances.lateMaterialShare = lateMaterial
    disturbances.scrapShare = scrap
    let comparison = try Answers.reported {
      try PolicyComparison(
        plan.base, plan: plan.jobOrders, policies: chosen,
        seeds: (0..<UInt64(seeds)).map { seed &+ $0 }, disturbances: disturbances,
        settings: policy.settings, budget: Budget(iterations: iterations, threads: 1),
        period: max(60, Int(period * 3600)),
        floors: threads.count)
    }
    let document = SimulationDocument(comparison, seeds: seeds, firstSeed: seed)
    let text =
      printing.format == .json
      ? try JSONText.encode(document)
      : Array(document.text(printing.chosenLanguage).utf8)
    try Files.write(text, to: "-")
    Foundation.exit(0)
  }
}
