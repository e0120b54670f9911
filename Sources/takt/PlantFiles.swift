import ArgumentParser
import Foundation
import TaktExchange

/// A plant's files as they were read, with what identifies them.
struct PlantFiles {
  var files: [(name: String, bytes: [UInt8])]
  var hashes: [PlanDocument.Input] {
    files.map { .init(file: $0.name, sha256: SHA256.hex($0.bytes)) }
  }

  /// Reads files and the tables in folders.
  static func load(_ paths: [String]) throws -> PlantFiles {
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
    return PlantFiles(files: files)
  }
}

/// Settings that win over those in a plant's files.
struct PlantSettings: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: "A setting as key=value, for example time-unit=minutes; may be given again.")
  var settings: [String] = []

  func validate() throws { try Self.check(settings) }

  var overrides: [(key: String, value: String)] { Self.pairs(settings) }

  static func check(_ settings: [String]) throws {
    for setting in settings where !setting.contains("=") {
      throw ValidationError("--set takes key=value, not \(setting).")
    }
  }

  static func pairs(_ settings: [String]) -> [(key: String, value: String)] {
    settings.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), String(parts[1]))
    }
  }
}
