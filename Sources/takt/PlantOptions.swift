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
    for setting in settings where !setting.contains("=") {
      throw ValidationError("--set takes key=value, not \(setting).")
    }
  }

  /// Settings from the command line.
  private var overrides: [(key: String, value: String)] {
    settings.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), String(parts[1]))
    } + (asOf.map { [("plan-start", $0.replacing("T", with: " "))] } ?? [])
  }

  /// Files as they were read, with what identifies them.
  struct Input {
    var files: [(name: String, bytes: [UInt8])]
    var hashes: [PlanDocument.Input] {
      files.map { .init(file: $0.name, sha256: SHA256.hex($0.bytes)) }
    }
  }

  /// Reads files and the tables in folders.
  func load(_ paths: [String]) throws -> Input {
    var files: [(name: String, bytes: [UInt8])] = []
    for path in paths {
      var isFolder: ObjCBool = false
      let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      guard exists, isFolder.boolValue else {
        files.append((URL(fileURLWithPath: path).lastPathComponent, try Files.read(path)))
        continue
      }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
      let tables = names.filter { name in
        !name.hasPrefix(".") && !name.hasPrefix("~")
          && ["csv", "tsv", "txt", "json"].contains(
            URL(fileURLWithPath: name).pathExtension.lowercased())
      }
      guard !tables.isEmpty else {
        throw Failure(
          .inputMissing, "takt: the folder \(path) holds no .csv, .tsv, .txt or .json file")
      }
      for name in tables { files.append((name, try Files.read(path + "/" + name))) }
    }
    return Input(files: files)
  }

  /// Reads a plant, or reports everything that is wrong with it.
  func plant(_ input: Input, _ printing: PrintOptions) throws -> ImportedPlant {
    let now = Instant(seconds: Int(Date().timeIntervalSince1970) / 60 * 60)
    return try BadData.reported(printing) {
      try PlantImporter.read(input.files, overrides: overrides, now: now)
    }
  }
}
