import TaktModel

/// Statuses of orders as ERP and MES exports write them (Kingdee, Yonyou, SAP, frePPLe; `standards.md` section 7).
extension Order.Status {
  /// The words for each, the usual one first.
  var words: [String] {
    switch self {
    case .proposed: ["计划", "建议", "草稿", "新建", "未确认", "proposed", "planned", "draft", "new", "crtd"]
    case .approved: ["计划确认", "确认", "已确认", "审核", "已审核", "approved", "confirmed", "firm"]
    case .released:
      ["下达", "已下达", "已发放", "未开工", "待产", "待生产", "正常", "released", "ready", "waiting", "rel"]
    case .running:
      [
        "开工", "已开工", "生产中", "加工中", "执行中", "在制", "部分完工", "running", "started", "in progress",
        "in process", "pcnf",
      ]
    case .held: ["挂起", "已挂起", "暂停", "已暂停", "held", "hold", "on hold", "suspended"]
    case .completed: ["完工", "已完工", "完成", "已完成", "completed", "complete", "finished", "done", "cnf"]
    case .closed: ["关闭", "已关闭", "结案", "已结案", "closed", "teco", "clsd"]
    case .cancelled: ["取消", "已取消", "作废", "已作废", "cancelled", "canceled", "aborted"]
    }
  }

  /// What a notice calls orders of it that are left out.
  var leftOut: Bilingual {
    switch self {
    case .held: Bilingual(zh: "已挂起", en: "on hold")
    case .closed: Bilingual(zh: "已关闭", en: "closed")
    case .cancelled: Bilingual(zh: "已取消", en: "cancelled")
    default: Bilingual(zh: "已全部完成", en: "complete")
    }
  }

  /// The status a cell names; nil for none that is known.
  init?(word: String) {
    let key = HeaderText.squeezed(CellText.folded(word))
    let match = Self.allCases.first { $0.words.contains { HeaderText.squeezed($0) == key } }
    guard let match else { return nil }
    self = match
  }

  /// What a cell may say.
  static var accepted: Bilingual {
    Bilingual(
      zh: "可填：\(allCases.map { $0.words[0] }.joined(separator: "、"))",
      en: "give \(allCases.map(\.rawValue).joined(separator: ", "))")
  }
}
