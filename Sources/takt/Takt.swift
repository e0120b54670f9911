import ArgumentParser
import Foundation

/// The command line: parse, call, print.
@main
struct Takt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "takt",
    abstract: "Plans production orders on shops with calendars, and proves how good the plan is.",
    version: TaktVersion.current,
    subcommands: [
      PlanCommand.self, SolveCommand.self, EvaluateCommand.self, ExplainCommand.self,
      PromiseCommand.self, BottleneckCommand.self, WhatIfCommand.self, KPICommand.self,
      BenefitCommand.self, CompareCommand.self, BenchCommand.self, GenerateCommand.self,
      RescheduleCommand.self, WatchCommand.self, EventsCommand.self, SimulateCommand.self,
    ])

  /// When the process began, from which `--time-limit` counts.
  static let started = ContinuousClock.now

  static func main() {
    _ = started
    Signals.ignoreBrokenPipe()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      failure.report()
      Foundation.exit(failure.code.rawValue)
    } catch {
      exit(withError: error)
    }
  }
}

/// The version of this build.
enum TaktVersion {
  static let current = "0.1.0"
}
