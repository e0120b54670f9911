import TaktModel

/// The setup families a plant's tables name, in the order they do.
struct SetupFamilies {
  private(set) var names: [String] = []
  private(set) var index: [String: Int] = [:]

  init() {}

  /// The families in the order the routings' operations have them, whatever order the rows came in.
  ///
  /// A plant that is written and read again then numbers them alike.
  init(_ named: SetupFamilies, numberedBy routings: inout [Routing]) {
    for r in routings.indices {
      for k in routings[r].operations.indices {
        guard let old = routings[r].operations[k].family else { continue }
        routings[r].operations[k].family = add(named.names[old])
      }
    }
  }

  private mutating func add(_ name: String) -> Int {
    if let known = index[name] { return known }
    index[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// Whether a cell means any family.
  static func isAny(_ cell: String) -> Bool {
    ["*", "任意", "全部", "any", "all"].contains(cell.lowercased())
  }

  /// The family a cell names, added where it is new; nil for an empty cell and for one that can be no name.
  mutating func named(_ row: Row, _ field: Field, _ log: inout ImportLog) -> Int? {
    guard let name = row[field], row.isID(name, field, &log) else { return nil }
    guard !Self.isAny(name) else {
      log.add(
        row.issue(
          field, Bilingual(zh: "不是换型族的名称", en: "is not the name of a setup family"),
          Bilingual(
            zh: "请填一个换型族，不分族则留空", en: "name one family, or leave the cell empty for none")))
      return nil
    }
    return add(name)
  }
}
