import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt compare`: tables of engines that one command makes again.
  @Suite struct CompareCommandTests {
    private struct Comparison: Decodable {
      struct Run: Decodable {
        var instance: String
        var engine: String
        var seed: Int
        var value: Int
      }
      struct Row: Decodable {
        var engine: String
        var wins: Int
        var averageRank: Double
      }
      var runs: [Run]
      var engines: [Row]
    }

    @Test func `the same seeds give the same files`() throws {
      let folder = try WorkFolder()
      for run in ["a", "b"] {
        let outcome = try TaktBinary.run(
          "compare", "Instances/classics/ft06.txt", "Instances/classics/mini.fjs", "--engines",
          "rules,local-search", "--seeds", "1,2", "--iterations", "20", "--output",
          folder.path(run))
        #expect(outcome.code == 0)
        #expect(outcome.stderr.isEmpty)
      }
      let a = try WorkFolder.contents(of: folder.path("a"))
      #expect(Set(a.keys) == ["runs.csv", "comparison.json", "comparison.html"])
      #expect(try WorkFolder.contents(of: folder.path("b")) == a)
      let table = String(decoding: try #require(a["runs.csv"]), as: UTF8.self)
      let comparison = try JSONDecoder().decode(
        Comparison.self, from: #require(a["comparison.json"]))
      #expect(comparison.runs.count == 2 * 2 * comparison.engines.count)
      #expect(table.split(whereSeparator: \.isNewline).count == comparison.runs.count + 1)
    }

    @Test func `the winner is the engine with the least values`() throws {
      let outcome = try TaktBinary.run(
        "compare", "Instances/classics/ft06.txt", "Instances/classics/ft10.txt", "--engines",
        "lpt,local-search", "--iterations", "500", "--format", "json")
      #expect(outcome.code == 0)
      let comparison = try Comparison.decoded(outcome.stdout)
      #expect(comparison.engines.map(\.engine) == ["local-search", "lpt"])
      #expect(comparison.engines.map(\.wins) == [2, 0])
      #expect(comparison.engines.map(\.averageRank) == [1, 2])
    }

    @Test func `rules are compared on one plant`() throws {
      let outcome = try TaktBinary.run(
        "compare", "--plant", "Instances/one-sheet", "--engines", "atc,edd,random", "--format",
        "json")
      #expect(outcome.code == 0)
      let comparison = try Comparison.decoded(outcome.stdout)
      #expect(comparison.runs.map(\.engine) == ["atc", "edd", "random"])
      #expect(Set(comparison.runs.map(\.instance)).count == 1)
    }
  }
}
