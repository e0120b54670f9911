import ArgumentParser
import TaktExchange
import TaktMetrics

extension TimeBucket.Kind: ExpressibleByArgument {}
extension KPIReport.Grain: ExpressibleByArgument {}

/// `takt kpi`: figures by shift, day, week or month.
struct KPICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpi",
    abstract: "Rolls a plan's figures up by shift, day, week or month, with their formulas.")

  @OptionGroup var arguments: PlanArguments

  @Option(help: "Length of a bucket: shift, day, week or month.")
  var bucket = TimeBucket.Kind.week

  @Option(help: "What a row of the table is for: plant, work-centre or resource.")
  var per = KPIReport.Grain.workCentre

  @Option(help: "Also write the rows as CSV to this file.")
  var csv: String?

  @OptionGroup var printing: PrintOptions

  func run() throws {
    let loaded = try arguments.loadValid(printing)
    let report = KPIReport(
      plan: arguments.plan, PlanIndex(loaded.plant, loaded.jobOrders), bucket,
      language: printing.chosenLanguage)
    if let csv { try Files.write(report.csv(per), to: csv) }
    try Files.write(
      printing.format == .json ? report.json() : Array(report.text(per).utf8), to: "-")
  }
}
