import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// What `takt bench` refuses, before it runs anything.
  @Suite struct BenchBadDataTests {
    private let instance = "Instances/classics/ft06.txt"

    private func code(_ arguments: String..., says words: String) throws -> Int32 {
      let outcome = try TaktBinary.run(["bench", instance, "--iterations", "1"] + arguments)
      #expect(outcome.stdout.isEmpty)
      #expect(outcome.stderr.contains(words), "\(outcome.stderr)")
      return outcome.code
    }

    @Test func `files of bounds and runs that are something else are refused with the place`()
      throws
    {
      let folder = try WorkFolder()
      let runs = try folder.write("runs.jsonl", "{\"instance\":\"x\"}\nnonsense\n")
      let bounds = try folder.write("bounds.csv", "instance,upper_bound\nft06,many\n")
      #expect(try code("--against", runs, says: "row 2") == 65)
      #expect(try code("--results", runs, says: "runs.jsonl") == 65)
      #expect(try code("--bounds", bounds, says: "row 2, column upper_bound: \"many\"") == 65)
      #expect(try folder.text("runs.jsonl") == "{\"instance\":\"x\"}\nnonsense\n")
    }

    @Test func `the mistakes of all instances come at once`() throws {
      let folder = try WorkFolder()
      try folder.write("a.txt", "2 2\n0 3 1 2\n")
      try folder.write("b.fjs", "1 1\nx\n")
      let outcome = try TaktBinary.run("bench", folder.path)
      #expect(outcome.code == 65)
      #expect(outcome.stderr.contains("a.txt") && outcome.stderr.contains("b.fjs"))
    }

    @Test func `two instances of one name cannot be told apart`() throws {
      let folder = try WorkFolder()
      let other = try folder.write("ft06.fjs", "1 1\n1 1 1 1\n")
      #expect(try code(other, says: "two instances are named ft06") == 64)
    }

    @Test func `results that cannot be written end with 73`() throws {
      #expect(try code("--results", "Instances", says: "cannot write") == 73)
      #expect(try code("--results", "/dev/full", says: "cannot write") == 73)
    }
  }
}
