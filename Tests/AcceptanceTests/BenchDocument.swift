/// The document of `takt bench`, as far as tests look into it.
struct BenchDocument: Decodable {
  struct Mean: Decodable, Equatable {
    var value: Double?
    var count: Int
    var missing: Int
  }
  struct Checkpoint: Decodable {
    var second: Double
    var ub: Mean
  }
  struct Row: Decodable {
    var family: String
    var instances: Int
    var runs: Int
    var ub: Mean
    var lb: Mean
    var proven: Int
    var none: Int
    var primalIntegral: Double?
    var checkpoints: [Checkpoint]
  }
  struct Duel: Decodable {
    struct Row: Decodable {
      var family: String
      var wins: Int
      var ties: Int
      var losses: Int
      var theirs: BenchDocument.Row
    }
    var families: [Row]
    var total: Row
  }
  struct Against: Decodable {
    var name: String
    var duel: Duel
  }
  struct NewBest: Decodable, Equatable {
    var instance: String
    var ub: Int
    var knownUB: Int
  }
  struct Published: Decodable {
    struct Figure: Decodable {
      var column: String
      var ratio: Mean
    }
    struct Row: Decodable { var figures: [Figure] }
    var total: Row
  }
  var schemaVersion: String
  var families: [Row]
  var total: Row
  var against: [Against]
  var published: Published?
  var newBest: [NewBest]
  var runs: [BenchLine]
}

/// One line of the file of results.
struct BenchLine: Decodable, Equatable {
  var instance: String
  var family: String?
  var engine: String
  var seed: Int
  var objective: String
  var status: String
  var ub: Int
  var lb: Int
  var seconds: Double?
  var limit: Double?
  var threads: Int
  var trace: [[Double]]
  var interrupted: Bool?
  var taktVersion: String

  static func lines(_ text: String) throws -> [BenchLine] {
    try text.split(separator: "\n").map { try BenchLine.decoded(String($0)) }
  }
}
