import TaktModel

/// Whether breaks may interrupt an operation, and operations that then fit nowhere.
extension Row {
  /// Seconds of the longest break an operation may have within it; nil for any.
  func longestBreak(_ settings: ImportSettings, _ log: inout ImportLog) -> Int? {
    let limit = milliseconds(.longestBreak, settings, &log).map { $0 / 1000 }
    guard let may = answer(.interruptible, &log), !may else { return limit }
    if let limit, limit > 0 {
      log.add(
        issue(
          .longestBreak,
          Bilingual(zh: "不可中断的工序不能有最长中断时间", en: "breaks may not interrupt it at all"),
          Bilingual(
            zh: "请删除最长中断，或把可中断填为 是",
            en: "remove the longest break, or set interruptible to yes")))
    }
    return 0
  }
}

extension RoutingImport {
  /// Complains about operations that no stretch of work is long enough for.
  func complain(ofMisfitsIn plant: Plant, _ log: inout ImportLog) {
    for misfit in plant.misfits() {
      let order = plant.orders[misfit.order]
      let routing = plant.routings[order.routing]
      let step = routing.operations[misfit.step]
      guard let row = row(of: step, in: routing) else { continue }
      let minutes = { (seconds: Int) in PlanTables.number(Double(seconds) / 60) }
      let (work, stretch) = (minutes(misfit.work), minutes(misfit.longestStretch))
      let field = row[.longestBreak] == nil ? Field.interruptible : .longestBreak
      log.add(
        row.issue(
          field,
          Bilingual(
            zh: "订单 \(order.id) 的此工序要 \(work) 分钟，中断又不能更长，而设备最多连续工作 \(stretch) 分钟，永远排不下",
            en: "takes \(work) min for order \(order.id) without a longer break, and its resources "
              + "work \(stretch) min at most between such breaks: it never fits"),
          Bilingual(
            zh: "请放宽中断限制、给出工作时间更长的设备，或填分批数量",
            en: "allow a longer break, give a resource with longer shifts, or a lot size")))
    }
  }
}
