import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// The broken plant: everything wrong in one report, and nothing touched.
  @Suite struct BadDataTests {
    private struct Report: Decodable {
      struct Issue: Decodable {
        var file: String
        var row: Int?
        var column: String?
        var value: String?
        var problem: String
        var remedy: String
      }
      var errors: [Issue]
    }

    private func refused(_ arguments: String...) throws -> TaktBinary.Outcome {
      let folder = try WorkFolder()
      try folder.write("out/plan.json", "the old plan")
      let outcome = try TaktBinary.run(
        ["plan", "Instances/broken", "--output", folder.path("out")] + arguments)
      #expect(outcome.code == 65)
      #expect(
        try WorkFolder.contents(of: folder.path("out")) == ["plan.json": Data("the old plan".utf8)])
      return outcome
    }

    @Test(arguments: [
      ("zh", "订单.csv", "没有设备“LATHE-09”"), ("en", "订单.csv", "LATHE-09"),
    ])
    func `people read every mistake at once`(_ language: String, _ file: String, _ words: String)
      throws
    {
      let outcome = try refused("--language", language)
      #expect(outcome.stdout.isEmpty)
      #expect(outcome.stderr.contains(file))
      #expect(outcome.stderr.contains(words))
      #expect(outcome.stderr.split(separator: "\n").count { $0.hasPrefix("  ") } >= 25)
    }

    @Test(arguments: ["zh", "en"])
    func `programs read every mistake at once`(_ language: String) throws {
      let outcome = try refused("--language", language, "--format", "json")
      let errors = try Report.decoded(outcome.stdout).errors
      #expect(errors.count >= 25)
      #expect(Set(errors.map(\.file)).count == 8)
      #expect(errors.allSatisfy { !$0.problem.isEmpty && !$0.remedy.isEmpty })
      let machine = try #require(errors.first { $0.value == "LATHE-01、LATHE-09" })
      #expect(machine.file == "工艺路线.csv")
      #expect(machine.row == 6)
      #expect(machine.column == "可选设备")
      #expect(
        machine.problem
          == (language == "zh" ? "没有设备“LATHE-09”" : "there is no resource \"LATHE-09\""))
    }

    @Test func `an instance that is cut off is refused with the place`() throws {
      let folder = try WorkFolder()
      let path = try folder.write("cut.txt", "2 2\n0 3 1 2\n0 1 1\n")
      let outcome = try TaktBinary.run("solve", path, "--format", "json")
      #expect(outcome.code == 65)
      let error = try #require(try Report.decoded(outcome.stdout).errors.first)
      #expect(error.file == "cut.txt")
      #expect(error.row == 3)
    }
  }
}
