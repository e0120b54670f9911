import TaktExchange
import TaktModel

/// A small plant as text, one string a table, to be changed and read.
struct PlantText {
  var settings = "setting,value\nplan-start,2026-01-05 08:00\n"
  var calendars = "calendar,day,start,end\nday,Mon-Sun,08:00,20:00\n"
  var resources = "resource,work centre,calendar\nM1,Mill,day\nM2,Mill,day\nS1,Saw,day\n"
  var routings = "item,operation,work centre,setup (min),run (min)\nA,10,Saw,5,2\nA,20,Mill,10,3\n"
  var orders = "order,item,quantity,due\nMO-1,A,10,2026-01-08 17:00\n"
  var changeovers = ""
  var operators = ""
  var needs = ""
  var materials = ""
  var receipts = ""
  var bom = ""
  var tariff = ""
  var transports = ""
  var overrides: [(key: String, value: String)] = []

  var files: [(name: String, bytes: [UInt8])] {
    [
      ("settings.csv", settings), ("calendars.csv", calendars), ("resources.csv", resources),
      ("routings.csv", routings), ("orders.csv", orders), ("changeovers.csv", changeovers),
      ("operators.csv", operators), ("needs.csv", needs),
      ("materials.csv", materials), ("receipts.csv", receipts), ("bom.csv", bom),
      ("tariff.csv", tariff),
      ("transports.csv", transports),
    ].filter { !$0.1.isEmpty }.map { ($0.0, Array($0.1.utf8)) }
  }

  func imported() throws -> ImportedPlant { try Reading.imported(files, overrides) }

  func plant() throws -> Plant { try imported().plant }

  /// Every mistake; empty where there is none.
  func issues() -> [DataIssue] { Reading.issues(files, overrides) }
}

/// Imports as tests make them: at a fixed moment.
enum Reading {
  static let now = Instant(seconds: 1_767_571_200)  // 2026-01-05T08:00:00+08:00

  static func imported(
    _ files: [(name: String, bytes: [UInt8])], _ overrides: [(key: String, value: String)] = []
  ) throws -> ImportedPlant {
    try PlantImporter.read(files, overrides: overrides, now: now)
  }

  static func issues(
    _ files: [(name: String, bytes: [UInt8])], _ overrides: [(key: String, value: String)] = []
  ) -> [DataIssue] {
    do {
      _ = try imported(files, overrides)
      return []
    } catch {
      return (error as? DataError)?.issues ?? []
    }
  }

  /// A moment on the clocks of Shanghai, as `2026-01-05 08:00`.
  static func clock(_ text: String) -> Instant? {
    guard case .wall(let wall)? = DateText.read(text, year: 2026) else { return nil }
    return PlantZone.shanghai.instant(wall)
  }
}

/// What a plant holds, as text that can be compared as a whole.
extension Plant {
  var contents: String {
    """
    \(name) \(zone.identifier) \(asOf)
    \(workCentres)
    \(resources)
    \(calendars.map { "\($0.id) \($0.week) \($0.exceptions.sorted { $0.key < $1.key })" })
    \(routings)
    \(orders)
    \(setupFamilies) \(changeovers) \(secondaries) \(transports)
    \(materials)
    \(tariff.map { "\($0)" } ?? "")
    """
  }
}
