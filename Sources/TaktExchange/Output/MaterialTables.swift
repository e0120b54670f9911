import TaktModel

/// Stock, receipts and bills of material as the tables an import reads back; none where a plant has no materials.
struct MaterialTables {
  private let plant: Plant
  private let language: Language

  init(_ plant: Plant, language: Language) {
    self.plant = plant
    self.language = language
  }

  /// Each table's name and rows, the header first.
  var rows: [(name: String, rows: [[String]])] {
    guard !plant.materials.isEmpty else { return [] }
    return [(word("库存", "materials"), stock)]
      + (receipts.count == 1 ? [] : [(word("到料计划", "receipts"), receipts)])
      + (bills.count == 1 ? [] : [(word("物料清单", "bom"), bills)])
  }

  private func word(_ zh: String, _ en: String) -> String { language.pick(zh: zh, en: en) }

  private var stock: [[String]] {
    [[word("物料编码", "material"), word("物料名称", "material name"), word("库存数量", "stock")]]
      + plant.materials.map { [$0.id, $0.name, Row.amountText($0.stock)] }
  }

  private var receipts: [[String]] {
    [[word("物料编码", "material"), word("到料日期", "arrival"), word("到料数量", "quantity")]]
      + plant.materials.flatMap { material in
        material.receipts.map {
          [material.id, plant.zone.wall($0.at).text, Row.amountText($0.quantity)]
        }
      }
  }

  private var bills: [[String]] {
    var rows = [
      [
        word("物料编码", "item"), word("工序号", "operation"), word("子项物料编码", "component"),
        word("单位用量", "usage"),
      ]
    ]
    for routing in plant.routings where !routing.hasLots {
      for operation in routing.operations {
        for c in operation.components {
          rows.append([
            routing.item, operation.id, plant.materials[c.material].id, Row.amountText(c.quantity),
          ])
        }
      }
    }
    return rows
  }
}
