import TaktMetrics
import TaktModel

@testable import TaktExchange

/// Reads an entry of the corpus as the program would.
enum Reader {
  enum Outcome { case accepted, refused }

  /// What must not happen to any input: an error without a message, or a plant that does not survive writing.
  struct Fault: Error, CustomStringConvertible { var description: String }

  static func read(_ entry: Corpus.Entry) throws -> Outcome {
    switch entry.form {
    case .plants: try outcome { try check(try Reading.imported(entry.files).plant) }
    case .plans:
      try outcome {
        for file in entry.files { _ = try PlanDocument.read(file.name, file.bytes) }
      }
    case .shops:
      try outcome {
        for file in entry.files {
          _ = try ShopFile(
            name: file.name, file: file.name, bytes: file.bytes,
            isFlexible: file.name.hasSuffix(".fjs"), dueDateFactor: 1.5)
        }
      }
    case .bounds:
      try outcome {
        for file in entry.files {
          _ = try BoundsFile.read(file.name, file.bytes, objective: .makespan)
        }
      }
    case .runs:
      try outcome {
        for file in entry.files {
          // Whatever is read as a run can be measured.
          let runs = try BenchLines(file.name, file.bytes).lines.map(\.run)
          let reference = BenchReference(KnownBounds(), runs: runs)
          _ = BenchDuel(ours: runs, theirs: runs, reference: reference, checkpoints: [1])
        }
      }
    }
  }

  private static func outcome(_ body: () throws -> Void) throws -> Outcome {
    do {
      try body()
      return .accepted
    } catch let error as DataError {
      guard let issue = error.issues.first, !issue.problem.zh.isEmpty, !issue.remedy.en.isEmpty
      else { throw Fault(description: "refused without a reason") }
      return .refused
    }
  }

  /// A plant that was read is written and read again, and is the same.
  private static func check(_ plant: Plant) throws {
    for language in Language.allCases {
      let writer = PlantWriter(plant, language: language)
      let tables = writer.tables().map { ($0.name + ".csv", $0.text.bytes(mark: true)) }
      try expectSame(plant, tables)
      try expectSame(plant, [("plant.json", try writer.json())])
    }
  }

  private static func expectSame(_ plant: Plant, _ files: [(name: String, bytes: [UInt8])]) throws {
    do {
      let again = try Reading.imported(files).plant
      guard again.contents == plant.contents else {
        throw Fault(description: "read again as\n\(again.contents)\nnot\n\(plant.contents)")
      }
    } catch let error as DataError {
      throw Fault(description: "what was written is refused: \(error.issues[0])")
    }
  }
}
