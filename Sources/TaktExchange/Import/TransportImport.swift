import TaktModel

/// Reads transport times: a row says what it takes from one work centre or site to another, and back unless another row does.
struct TransportImport {
  private let settings: ImportSettings
  private let workCentres: [String: Int]
  private let sites: Set<String>
  private(set) var rows: [Transport] = []
  private var lineOf: [[Transport.Place]: Int] = [:]

  init(_ settings: ImportSettings, _ resources: ResourceImport) {
    self.settings = settings
    workCentres = resources.shop.workCentres
    sites = Set(resources.workCentres.map(\.site)).subtracting([""])
  }

  mutating func read(_ table: Table, _ log: inout ImportLog) {
    for index in table.rows.indices { read(Row(table: table, index: index), &log) }
  }

  private mutating func read(_ row: Row, _ log: inout ImportLog) {
    let from = place(row, .fromPlace, &log)
    let to = place(row, .toPlace, &log)
    if row[.transport] == nil { row.complainOfEmpty(.transport, &log) }
    guard let time = row.milliseconds(.transport, settings, &log), let from, let to else { return }
    if let first = lineOf[[from, to]] {
      log.add(
        row.issue(
          .toPlace,
          Bilingual(
            zh: "同样的路程在第 \(first) 行已有", en: "the same way is already in row \(first)"),
          Bilingual(zh: "请删除其中一行", en: "remove one of them")))
      return
    }
    lineOf[[from, to]] = row.line
    rows.append(Transport(from: from, to: to, time: (time + 999) / 1000))
  }

  /// The work centre or site a cell names.
  private func place(_ row: Row, _ field: Field, _ log: inout ImportLog) -> Transport.Place? {
    guard let name = row.id(field, &log) else { return nil }
    if let centre = workCentres[name] { return .workCentre(centre) }
    if sites.contains(name) { return .site(name) }
    log.add(
      row.issue(
        field,
        Bilingual(
          zh: "没有工作中心或车间叫“\(name)”", en: "no work centre and no site is called \"\(name)\""),
        Bilingual(
          zh: "请填设备表中的工作中心或车间",
          en: "give a work centre or a site of the resources table")))
    return nil
  }
}
