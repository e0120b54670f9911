import TaktModel

/// The readings of a row that is done outside the plant (委外, 外协).
extension Row {
  /// Whether the operation is done outside; nil for an empty cell, and for one that does not say.
  ///
  /// Kingdee's 加工类型 names the kind of processing, Yonyou's 委外工序 asks yes or no.
  func isOutside(_ log: inout ImportLog) -> Bool? {
    guard let text = self[.outside] else { return nil }
    switch CellText.folded(text).lowercased() {
    case "委外", "外协", "外发", "是", "√", "outside", "outsourced", "subcontracted", "yes", "y", "true",
      "1":
      return true
    case "厂内", "内协", "自制", "否", "×", "inside", "in house", "in-house", "own", "no", "n", "false",
      "0":
      return false
    default:
      log.add(
        issue(
          .outside,
          Bilingual(
            zh: "没有说明是厂内还是委外", en: "does not say whether the operation is done outside"),
          Bilingual(zh: "请填 厂内 或 委外（是 / 否）", en: "give yes or no")))
      return nil
    }
  }

  /// Who does it: the resources or the work centre the row names, or a supplier called 委外 (outside).
  var suppliers: [String] {
    if let names = self[.resource].map({ CellText.list($0) }), !names.isEmpty { return names }
    if let name = self[.workCentre] { return [name] }
    let isChinese = table.header(of: .outside).utf8.contains { $0 >= 0x80 }
    return [isChinese ? "委外" : "outside"]
  }
}
