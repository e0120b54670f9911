import ArgumentParser
import Foundation
import TaktExchange
import TaktModel

/// How commands are told about a plant: its files, and settings that win over those in the files.
struct PlantOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: "A setting as key=value, for example time-unit=minutes; may be given again.")
  var settings: [String] = []

  @Option(
    help:
      "The plan's start, for example 2026-01-05T08:00 (default: the settings' plan-start, or now).")
  var asOf: String?

  func validate() throws {
    try PlantSettings.check(settings)
  }

  /// Settings from the command line.
  private var overrides: [(key: String, value: String)] {
    PlantSettings.pairs(settings)
      + (asOf.map { [("plan-start", $0.replacing("T", with: " "))] } ?? [])
  }

  typealias Input = PlantFiles

  /// Reads files and the tables in folders.
  func load(_ paths: [String]) throws -> Input { try PlantFiles.load(paths) }

  /// Reads a plant, or reports everything that is wrong with it.
  func plant(_ input: Input, _ printing: PrintOptions) throws -> ImportedPlant {
    let now = Instant(seconds: Int(Date().timeIntervalSince1970) / 60 * 60)
    return try BadData.reported(printing) {
      try PlantImporter.read(input.files, overrides: overrides, now: now)
    }
  }
}
