import TaktMetrics
import TaktModel

/// Materials under a plan: every movement with what is left (物料供需推移), and a line a material for the report.
package struct StockTables {
  private let tables: PlanTables
  private let ledger: MaterialLedger
  private var plant: Plant { tables.plant }

  package init(_ tables: PlanTables) {
    self.tables = tables
    ledger = MaterialLedger(tables.plant, tables.plan)
  }

  private func word(_ zh: String, _ en: String) -> String { tables.language.pick(zh: zh, en: en) }

  // MARK: Movements

  /// Every movement of every material.
  package func csv() -> [UInt8] {
    var csv = CSVText()
    csv.row([
      word("物料编码", "material"), word("物料名称", "material name"), word("时间", "time"),
      word("类型", "kind"), word("单据", "document"), word("数量", "quantity"), word("结存", "balance"),
    ])
    for entry in ledger.entries {
      let material = plant.materials[entry.material]
      let (kind, document) = words(entry.source)
      csv.row([
        material.id, material.name, tables.clock(entry.at), kind, document,
        Self.amount(entry.quantity), Self.amount(entry.balance),
      ])
    }
    return csv.bytes(mark: true)
  }

  private func words(_ source: MaterialLedger.Source) -> (kind: String, document: String) {
    switch source {
    case .stock: (word("库存", "stock"), "")
    case .receipt: (word("到料", "receipt"), "")
    case .made(let order): (word("完工入库", "made"), plant.orders[order].id)
    case .taken(let line): (word("领料", "taken"), tables.plan[line].id)
    }
  }

  private static func amount(_ thousandths: Int) -> String {
    (thousandths < 0 ? "-" : "") + Row.amountText(abs(thousandths))
  }

  // MARK: A line a material

  var summaryHeader: [String] {
    tables.language == .zh
      ? ["物料编码", "物料名称", "期初库存", "到料", "完工入库", "需求", "最低结存", "最低结存时间"]
      : [
        "material", "name", "stock", "receipts", "made", "needed", "least balance", "at",
      ]
  }

  var summaryRows: [[String]] {
    let byMaterial = Dictionary(grouping: ledger.entries, by: \.material)
    return plant.materials.enumerated().map { m, material in
      let entries = byMaterial[m] ?? []
      var sums = [0, 0, 0]
      for entry in entries {
        switch entry.source {
        case .stock: break
        case .receipt: sums[0] += entry.quantity
        case .made: sums[1] += entry.quantity
        case .taken: sums[2] -= entry.quantity
        }
      }
      let least = entries.min { ($0.balance, $0.at) < ($1.balance, $1.at) }
      return [material.id, material.name, Self.amount(material.stock)] + sums.map(Self.amount)
        + [Self.amount(least?.balance ?? 0), least.map { tables.clock($0.at) } ?? ""]
    }
  }
}
