import ArgumentParser
import Foundation
import TaktExchange
import TaktModel
import TaktRescheduling
import TaktSolvers

/// `takt watch`: stays up with the plan in memory and answers each event as it comes.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Answers events as they come: from a folder, or from lines on stdin.",
    discussion: """
      takt watch FOLDER takes plan.json, ledger.jsonl and the event files in FOLDER/events, which are moved to \
      FOLDER/events/done once they are in the ledger. takt watch - takes one event a line on stdin, with --plan.
      An event is on the disk, in the ledger, before it is answered; after a crash what the plan does not know yet is \
      taken up again from there, once.
      """)

  @Argument(help: "A folder, or - for lines on stdin.")
  var place: String

  @Option(
    help: "The plan in force (default: FOLDER/plan.json); it is replaced, whole, by each new one.")
  var plan: String?

  @Option(help: "The ledger (default: FOLDER/ledger.jsonl, or the plan's name with .ledger.jsonl).")
  var ledger: String?

  @Option(
    name: .customLong("plant"), help: "The plant's folder, where the plan does not carry its plant."
  )
  var plantFiles: [String] = []

  @OptionGroup var plantSettings: PlantSettings
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var solving: SolveOptions
  @OptionGroup var printing: PrintOptions

  func validate() throws {
    if place == "-", plan == nil { throw ValidationError("takt watch - needs --plan.") }
  }

  func run() throws {
    let planPath = plan ?? place + "/plan.json"
    let ledgerPath = ledger ?? (place == "-" ? planPath + ".ledger.jsonl" : place + "/ledger.jsonl")
    var force = PlanInForceOptions()
    (force.plan, force.plantFiles, force.plantOptions) = (planPath, plantFiles, plantSettings)
    let loaded = try force.load(printing)
    let queue = EventQueue()
    let watch = try WatchLoop(
      plan: loaded, planPath: planPath, ledger: Ledgers.opened(ledgerPath), policy: policy,
      solving: solving, language: printing.chosenLanguage)
    if place == "-" {
      queue.readLines(of: FileHandle.standardInput)
    } else {
      try queue.readFiles(in: place + "/events")
    }
    let signals = Signals(closing: queue)
    try watch.run(queue)
    withExtendedLifetime(signals) {}
    Foundation.exit(0)
  }
}
