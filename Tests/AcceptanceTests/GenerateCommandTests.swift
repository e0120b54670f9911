import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt generate`: instances and plants from seeds.
  @Suite struct GenerateCommandTests {
    @Test func `ta01 is the shipped one`() throws {
      let outcome = try TaktBinary.run("generate", "taillard", "1")
      #expect(outcome.code == 0)
      let shipped = try String(
        contentsOfFile: Checkout.path("Instances/classics/ta01.txt"), encoding: .utf8)
      #expect(numbers(outcome.stdout) == numbers(shipped))
    }

    @Test(arguments: ["zh", "en"])
    func `a generated plant is read back, planned and accepted`(_ language: String) throws {
      let folder = try WorkFolder()
      let plant = folder.path("plant")
      let made = try TaktBinary.run(
        "generate", "plant", "--orders", "30", "--resources", "9", "--items", "6", "--seed", "4",
        "--language", language, "--output", plant)
      #expect(made.code == 0)
      #expect(made.stdout.isEmpty)
      let planned = try TaktBinary.run(
        "plan", plant, "--iterations", "20", "--output", folder.path("plan.json"))
      #expect(planned.code == 0, "\(planned.stderr)")
      #expect(planned.stderr.isEmpty)
      let verdict = try TaktBinary.run("evaluate", folder.path("plan.json"), "--plant", plant)
      #expect(verdict.code == 0, "\(verdict.stdout)")
    }

    @Test func `tables and JSON of a recipe are one plant`() throws {
      let folder = try WorkFolder()
      var plans: [PlanResult] = []
      for name in ["plant", "plant.json"] {
        let made = try TaktBinary.run(
          "generate", "plant", "--orders", "20", "--output", folder.path(name))
        #expect(made.code == 0)
        let planned = try TaktBinary.run(
          "plan", folder.path(name), "--engine", "atc", "--iterations", "1", "--format", "json")
        plans.append(try PlanResult.decoded(planned.stdout))
      }
      #expect(plans[0].orders.count == 20)
      #expect(plans[0] == plans[1])
    }

    private func numbers(_ text: String) -> [Int] {
      text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
        .flatMap { $0.split(separator: " ").compactMap { Int($0) } }
    }
  }
}
