import ArgumentParser
import Foundation
import TaktExchange
import TaktModel

/// `takt events`: what a ledger tells of the events in it.
struct EventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Figures of an event ledger, and acknowledgements to it.",
    subcommands: [Stats.self, Acknowledge.self])

  /// `takt events stats`.
  struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Response times, closed-loop rate, data age and coverage of a ledger.")

    @Argument(help: "The ledger.")
    var ledger: String

    @Option(help: "The moment ages are counted to, with its zone (default: the latest word).")
    var asOf: String?

    @OptionGroup var printing: PrintOptions

    func run() throws {
      var now: Instant?
      if let asOf {
        guard case .instant(let instant)? = DateText.read(asOf, year: nil) else {
          throw Failure(
            .usage, "takt: --as-of takes a time such as 2026-01-05T10:12:00+08:00, not \(asOf)")
        }
        now = instant
      }
      let statistics = EventStatistics(
        Ledger.read(try Files.read(ledger)), zone: .shanghai, now: now)
      let text =
        printing.format == .json
        ? try JSONText.encode(statistics) : Array(statistics.text(printing.chosenLanguage).utf8)
      try Files.write(text, to: "-")
    }
  }

  /// `takt events acknowledge`.
  struct Acknowledge: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "acknowledge",
      abstract: "Records that a plan has reached those who carry it out.",
      aliases: ["ack"])

    @Argument(help: "The ledger.")
    var ledger: String

    @Option(help: "The plan's version.")
    var version: Int

    @Option(help: "Who has it.")
    var by: String?

    func run() throws {
      let ledger = try Ledgers.opened(ledger)
      var line = LedgerLine(.acknowledged, at: Ledger.now)
      line.planVersion = version
      line.note = by
      try Ledgers.append([line], to: ledger)
      try EventClosing.close(ledger)
    }
  }
}
