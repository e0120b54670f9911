import Foundation
package import TaktModel

/// The document `takt solve` prints.
public struct SolveDocument: Encodable, Sendable {
  package struct Operation: Encodable, Sendable {
    var job: Int
    var operation: Int
    var machine: Int32
    var start: Int32
    var end: Int32
  }
  package struct Note: Encodable, Sendable {
    package var engine: String
    package var note: String
    var binaries: Int?
    var rows: Int?
    var nodes: Int?
    var bound: Int?
    var seconds: Double?
    package init(
      engine: String, note: String, binaries: Int? = nil, rows: Int? = nil, nodes: Int? = nil,
      bound: Int? = nil, seconds: Double? = nil
    ) {
      (self.engine, self.note) = (engine, note)
      (self.binaries, self.rows, self.nodes) = (binaries, rows, nodes)
      (self.bound, self.seconds) = (bound, seconds)
    }
  }
  var schemaVersion = "1"
  package var instance: String
  package var objective: String
  package var engine: String
  /// The engine the best schedule came from.
  package var foundBy: String
  package var status: String
  /// Of several criteria, the most important one's value and bound; the trace is of it too.
  package var objectiveValue: Int?
  package var lowerBound: Int?
  /// Every criterion's value by name, where there are several.
  package var objectiveValues: [String: Int]?
  package var boundSource: String?
  /// Left out of a run limited by iterations, which repeats to the byte.
  package var seconds: Double?
  package var threads: Int
  package var seed: UInt64
  package var notes: [Note]
  package var trace: [[Double]]
  package var operations: [Operation]
  /// The criteria's values in order of importance, for a reader.
  package private(set) var valuesText = "–"

  private enum CodingKeys: String, CodingKey {
    case schemaVersion, instance, objective, engine, foundBy, status, objectiveValue, lowerBound
    case objectiveValues, boundSource, seconds, threads, seed, notes, trace, operations
  }

  package init(
    instance: String, objective: Objective, engine: String, foundBy: String, status: String,
    objectiveValue: Int?, lowerBound: Int?, boundSource: String?, seconds: Double?, threads: Int,
    seed: UInt64, notes: [Note], trace: [[Double]], problem: Problem, schedule: Schedule?
  ) {
    self.instance = instance
    self.objective = objective.rawValue
    self.engine = engine
    self.foundBy = foundBy
    self.status = status
    self.objectiveValue = objectiveValue
    self.lowerBound = lowerBound
    self.boundSource = boundSource
    self.seconds = seconds
    self.threads = threads
    self.seed = seed
    self.notes = notes
    self.trace = trace
    operations = []
    guard let schedule else { return }
    let values = objective.values(of: schedule, in: problem)
    if values.count > 1 {
      objectiveValues = Dictionary(values.map { ($0.0.rawValue, $0.1) }) { first, _ in first }
    }
    valuesText = values.map { String($0.1) }.joined(separator: ", ")
    for job in 0..<problem.jobCount {
      for (k, o) in problem.operations(ofJob: job).enumerated() {
        operations.append(
          Operation(
            job: job, operation: k, machine: problem.machine[Int(schedule.mode[o])],
            start: schedule.start[o], end: schedule.end[o]))
      }
    }
  }
}

/// JSON as all our documents are written: UTF-8 without a mark, keys in order, a newline at the end.
package enum JSONText {
  package static func encode(_ document: some Encodable, pretty: Bool = false) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return try [UInt8](encoder.encode(document)) + [10]
  }
}
