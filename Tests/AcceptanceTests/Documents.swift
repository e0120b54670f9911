import Foundation

/// The document of `takt solve`, field by field as the contract has it.
struct SolveResult: Decodable, Equatable {
  struct Operation: Decodable, Equatable {
    var job: Int
    var operation: Int
    var machine: Int
    var start: Int
    var end: Int
  }
  struct Note: Decodable, Equatable {
    var engine: String
    var note: String
  }
  var schemaVersion: String
  var instance: String
  var objective: String
  var engine: String
  var status: String
  var objectiveValue: Int
  var lowerBound: Int?
  var seconds: Double
  var threads: Int
  var seed: Int
  var operations: [Operation]
  var trace: [[Double]]
  var notes: [Note]
}

/// The plan document, field by field as the contract has it; what the inputs' bytes decide is left out.
struct PlanResult: Decodable, Equatable {
  struct Cause: Decodable, Equatable {
    var kind: String
    var id: String
  }
  struct Order: Decodable, Equatable {
    var id: String
    var item: String
    var quantity: Int
    var release: String
    var originalDue: String
    var due: String
    var weight: Int
    var start: String
    var completion: String
    var deviationMinutes: Double
    var late: Bool
    var cause: Cause?
  }
  struct JobOrder: Decodable, Equatable {
    var id: String
    var order: String
    var operation: String
    var equipment: String
    var setupStart: String
    var start: String
    var end: String
    var status: String
    var pinned: Bool
    var secondary: [String]
  }
  var schemaVersion: String
  var planId: String
  var version: Int
  var createdAt: String
  var asOf: String
  var status: String
  var objective: [String: Double]
  var lowerBound: Double?
  var orders: [Order]
  var jobOrders: [JobOrder]
  var metrics: [String: Double]
}

/// The document of `takt evaluate`.
struct Evaluation: Decodable {
  struct Violation: Decodable, Equatable {
    var rule: String
    var order: String
    var operation: String
    var resource: String
    var message: String
  }
  var status: String
  var violations: [Violation]
  var metrics: [String: Double]?
}

extension Decodable {
  /// Reads text that holds one document and nothing else.
  static func decoded(_ text: String) throws -> Self {
    try JSONDecoder().decode(Self.self, from: Data(text.utf8))
  }
}
