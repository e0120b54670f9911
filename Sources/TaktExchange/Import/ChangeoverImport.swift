import TaktModel

/// Reads the setup matrix: a row says what changing from one family to another takes, on a resource, in a work centre or
/// everywhere; `*` or an empty cell stands for any family.
struct ChangeoverImport {
  private struct Key: Hashable {
    var place: Changeover.Place
    var from: Int?
    var to: Int?
  }

  private let settings: ImportSettings
  private let shop: RoutingImport.Shop
  private let families: SetupFamilies
  /// Whether all files could be read: a family that a lost table would have named is not unknown.
  private let isComplete: Bool
  private(set) var rows: [Changeover] = []
  private var lineOf: [Key: Int] = [:]

  init(
    _ settings: ImportSettings, _ shop: RoutingImport.Shop, _ families: SetupFamilies,
    isComplete: Bool
  ) {
    self.settings = settings
    self.shop = shop
    self.families = families
    self.isComplete = isComplete
  }

  mutating func read(_ table: Table, _ log: inout ImportLog) {
    for index in table.rows.indices { read(Row(table: table, index: index), &log) }
  }

  private mutating func read(_ row: Row, _ log: inout ImportLog) {
    let before = log.count
    let place = place(row, &log)
    let from = family(row, .fromFamily, &log)
    let to = family(row, .toFamily, &log)
    let time = row.milliseconds(.changeover, settings, &log)
    if row[.changeover] == nil { row.complainOfEmpty(.changeover, &log) }
    let cost = row.money(.changeoverCost, &log) ?? 0
    let inBreaks = row.answer(.inBreaks, &log) ?? false
    guard log.count == before, let place, let time else { return }
    let key = Key(place: place, from: from, to: to)
    if let first = lineOf[key] {
      log.add(
        row.issue(
          .toFamily,
          Bilingual(
            zh: "同样的换型在第 \(first) 行已有", en: "the same changeover is already in row \(first)"),
          Bilingual(zh: "请删除其中一行", en: "remove one of them")))
      return
    }
    lineOf[key] = row.line
    rows.append(
      Changeover(
        place: place, from: from, to: to, time: (time + 999) / 1000, cost: cost,
        runsInBreaks: inBreaks))
  }

  /// The family a cell names; nil for any, and for one that nothing else names.
  private func family(_ row: Row, _ field: Field, _ log: inout ImportLog) -> Int? {
    guard let name = row[field], !SetupFamilies.isAny(name) else { return nil }
    if let known = families.index[name] { return known }
    guard isComplete else { return nil }
    log.add(
      row.issue(
        field,
        Bilingual(
          zh: "没有工序或设备属于换型族“\(name)”",
          en: "no operation and no resource has the setup family \"\(name)\""),
        Bilingual(
          zh: "请改正名称，或删除此行；任意族请填 *",
          en: "correct the name or remove the row; * stands for any family")))
    return nil
  }

  private func place(_ row: Row, _ log: inout ImportLog) -> Changeover.Place? {
    var centre: (name: String, resources: [Int])?
    if let name = row[.workCentre] {
      guard let resources = shop.byWorkCentre[name] else {
        log.add(
          row.issue(
            .workCentre,
            Bilingual(zh: "没有工作中心“\(name)”", en: "there is no work centre \"\(name)\""),
            Bilingual(
              zh: "请改正名称，或留空表示全部", en: "correct the name, or leave it empty for all of them")))
        return nil
      }
      centre = (name, resources)
    }
    guard let name = row[.resource] else {
      return centre.map { .workCentre(shop.workCentres[$0.name] ?? 0) } ?? .everywhere
    }
    guard let resource = shop.resources[name] else {
      log.add(
        row.issue(
          .resource, Bilingual(zh: "没有设备“\(name)”", en: "there is no resource \"\(name)\""),
          Bilingual(
            zh: "请先在设备表中登记，或改正编号", en: "add it to the resources table, or correct the id")))
      return nil
    }
    if let centre, !centre.resources.contains(resource) {
      log.add(
        row.issue(
          .resource,
          Bilingual(
            zh: "此设备不在工作中心 \(centre.name) 中",
            en: "the resource is not in work centre \(centre.name)"),
          Bilingual(zh: "请改正其中一个，或只填一个", en: "correct one of them, or give only one")))
      return nil
    }
    return .resource(resource)
  }
}
