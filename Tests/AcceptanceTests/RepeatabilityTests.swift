import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// The same inputs, seed and iterations give the same bytes, and the same plant the same plan.
  @Suite struct RepeatabilityTests {
    private static let plant = "Instances/precision-shop"

    @Test func `a plan repeats to the byte, whatever the number of runs`() throws {
      let folder = try WorkFolder()
      for run in ["a", "b"] {
        let outcome = try TaktBinary.run(
          "plan", Self.plant, "--iterations", "60", "--seed", "3", "--output", folder.path(run))
        #expect(outcome.code == 0)
      }
      let (a, b) = (
        try WorkFolder.contents(of: folder.path("a")), try WorkFolder.contents(of: folder.path("b"))
      )
      #expect(a.count > 5)
      #expect(a == b)
    }

    @Test(arguments: ["auto", "milp", "random"])
    func `a solved instance repeats to the byte`(_ engine: String) throws {
      let arguments = [
        "solve", "Instances/classics/ft10.txt", "--engine", engine, "--iterations", "40", "--seed",
        "5", "--threads", "2", "--format", "json",
      ]
      let first = try TaktBinary.run(arguments)
      #expect(first.code == 0)
      #expect(try TaktBinary.run(arguments).stdout == first.stdout)
    }

    @Test func `another seed is another search`() throws {
      let plans = try [1, 2].map { seed in
        try TaktBinary.run(
          "solve", "Instances/classics/ft10.txt", "--engine", "random", "--iterations", "1",
          "--seed", String(seed), "--format", "json"
        ).stdout.split(separator: "\"operations\":").last
      }
      #expect(plans[0] != plans[1])
    }

    @Test func `GB18030, UTF-8 and JSON give the same plan`() throws {
      let folder = try WorkFolder()
      let tables = try ShippedPlant.tables()
      for (name, text) in tables { try folder.write("utf8/\(name).csv", text) }
      let json = try JSONSerialization.data(withJSONObject: ShippedPlant.document(tables))
      try folder.write("plant.json", String(decoding: json, as: UTF8.self))
      let sources = [Self.plant, folder.path("utf8"), folder.path("plant.json")]
      let plans = try sources.map { source in
        let outcome = try TaktBinary.run(
          "plan", source, "--iterations", "20", "--format", "json")
        #expect(outcome.code == 0, "\(source): \(outcome.stderr)")
        return try PlanResult.decoded(outcome.stdout)
      }
      #expect(plans[0].jobOrders.count == 1025)
      #expect(plans[1] == plans[0])
      #expect(plans[2] == plans[0])
    }
  }
}

/// The shipped plant's tables in UTF-8, one of which is shipped in GB18030.
enum ShippedPlant {
  static func tables() throws -> [String: String] {
    var tables: [String: String] = [:]
    for (file, data) in try WorkFolder.contents(of: Checkout.path("Instances/precision-shop")) {
      let name = file.replacing(".csv", with: "")
      tables[name] = String(data: data, encoding: .utf8) ?? ""
      guard tables[name] == "" else { continue }
      let converted = try RunningProcess(
        "/usr/bin/iconv",
        ["-f", "GB18030", "-t", "UTF-8", Checkout.path("Instances/precision-shop/" + file)]
      ).outcome()
      tables[name] = converted.stdout
    }
    return tables
  }

  /// The same content as one JSON document: a list of objects for every table.
  static func document(_ tables: [String: String]) -> [String: [[String: String]]] {
    tables.mapValues { text in
      let rows = text.replacing("\u{FEFF}", with: "").split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      return rows.dropFirst().map { row in
        Dictionary(zip(rows[0], row).filter { !$0.1.isEmpty }) { first, _ in first }
      }
    }
  }
}
