import Foundation
package import TaktMetrics
package import TaktModel

/// Why an order is late, in the words a planner would use.
package struct DelayText {
  private let index: PlanIndex
  private let language: Language
  private var plant: Plant { index.plant }

  package init(_ index: PlanIndex, _ language: Language) {
    (self.index, self.language) = (index, language)
  }

  func clock(_ instant: Instant) -> String { plant.zone.wall(instant).minuteText }

  /// Hours, as people say them; minutes under an hour.
  func duration(_ seconds: Int) -> String {
    seconds < 3600
      ? language.pick(zh: "\((seconds + 59) / 60) 分钟", en: "\((seconds + 59) / 60) min")
      : String(format: "%.1f", Double(seconds) / 3600) + language.pick(zh: " 小时", en: " h")
  }

  /// One or two sentences: how late, why, and what would be without the cause.
  package func sentence(_ explanation: DelayExplanation) -> String {
    let order = plant.orders[explanation.order]
    let late = explanation.completion - order.due
    return language.pick(
      zh: "订单 \(order.id) 拖期 \(duration(late))：\(reason(explanation))。\(remedy(explanation))",
      en: "\(order.id) is \(duration(late)) late: \(reason(explanation)). \(remedy(explanation))")
  }

  // MARK: Reasons

  private func reason(_ explanation: DelayExplanation) -> String {
    let (cause, way) = (explanation.cause, explanation.way)
    let order = plant.orders[explanation.order]
    let total = explanation.delays.first { $0.cause == cause }?.seconds ?? 0
    switch cause.kind {
    case .machine, .secondary: return waits(cause, way, total)
    case .changeover:
      let steps = way.filter { $0.changeover > 0 && index.plan[$0.line].equipment == cause.id }
      let operations = steps.map { index.plan[$0.line].operation }.joined(separator: "、")
      return language.pick(
        zh: "设备 \(cause.id) 为工序 \(operations) 换型，耽误 \(duration(total))",
        en:
          "\(cause.id) changes over before operation \(operations), which takes \(duration(total))")
    case .calendar: return rests(cause, way)
    case .material:
      let steps = way.filter { if case .material = $0.binding.kind { true } else { false } }
      let until = steps.map(\.binding.since).max().map(clock) ?? ""
      let names = steps.map { index.plan[$0.line].operation }.joined(separator: ", ")
      return language.pick(
        zh: "工序 \(names) 等待物料 \(cause.id)，\(until) 才到货",
        en: "operation \(names) waits for material \(cause.id), which comes at \(until)")
    case .release:
      return language.pick(
        zh: "\(clock(order.release)) 才下达", en: "it is released only at \(clock(order.release))")
    case .dueDate:
      let work = way.reduce(0) { $0 + $1.work }
      let soonest = explanation.alone > order.due
      return language.pick(
        zh: "自身加工需 \(duration(work))"
          + (soonest ? "，即使不等待任何订单也要到 \(clock(explanation.alone)) 才完成" : ""),
        en: "its own work takes \(duration(work))"
          + (soonest
            ? ", and even alone it would not be complete before \(clock(explanation.alone))" : ""))
    case .power:
      let steps = way.filter(\.waitsForPower)
      let total = steps.reduce(0) { $0 + $1.waiting }
      let names = names(steps)
      return language.pick(
        zh: "受功率上限限制，工序 \(names) 等待 \(duration(total))",
        en: "operation \(names) waits \(duration(total)) for power, which others draw")
    case .room:
      let steps = way.filter { $0.missesRoom.map { plant.workCentres[$0].id } == cause.id }
      let total = steps.reduce(0) { $0 + $1.waiting }
      let names = names(steps)
      return language.pick(
        zh: "\(cause.id) 前的缓冲区已满，前一订单留在设备上，工序 \(names) 等待 \(duration(total))",
        en:
          "operation \(names) waits \(duration(total)) for an order that stands on its resource, as there is no room in front of "
          + cause.id)
    case .idle:
      return language.pick(
        zh: "设备 \(cause.id) 有空闲而未安排该订单",
        en: "the plan leaves \(cause.id) idle though it could go on")
    }
  }

  private func waits(_ cause: OrderFigures.Cause, _ way: [OperationWait], _ total: Int) -> String {
    let waiting = way.filter { waits($0, for: cause) }
    guard let longest = waiting.max(by: { ($0.waiting, $0.line) < ($1.waiting, $1.line) }) else {
      return language.pick(zh: "等待 \(cause.id)", en: "it waits for \(cause.id)")
    }
    let (holder, names) = (holder(longest), names(waiting))
    return language.pick(
      zh: "工序 \(names) 等待 \(cause.id) \(duration(total))\(holder)",
      en: "operation \(names) \(waiting.count == 1 ? "waits" : "wait") \(duration(total)) for "
        + "\(cause.id)\(holder)")
  }

  /// Operations one after the other.
  private func names(_ waits: [OperationWait]) -> String {
    waits.map { index.plan[$0.line].operation }
      .joined(separator: language.pick(zh: "、", en: " and "))
  }

  /// Whether an operation waits for a cause.
  private func waits(_ wait: OperationWait, for cause: OrderFigures.Cause) -> Bool {
    guard wait.waiting > 0 else { return false }
    if case .secondary(let r) = wait.binding.kind { return plant.secondaries[r].id == cause.id }
    return cause.kind == .machine && index.plan[wait.line].equipment == cause.id
  }

  private func holder(_ wait: OperationWait) -> String {
    guard wait.binding.line >= 0 else { return "" }
    let until = clock(wait.binding.since)
    let id = index.plan[wait.binding.line].id
    if wait.binding.kind == .load {
      return language.pick(
        zh: "（到 \(until) 为止等 \(id) 一起装炉）", en: ", which waits until \(until) for \(id) to go in too"
      )
    }
    return language.pick(zh: "（到 \(until) 为止在加工 \(id)）", en: ", which is at \(id) until \(until)")
  }

  private func rests(_ cause: OrderFigures.Cause, _ way: [OperationWait]) -> String {
    let closed = way.filter { wait in
      let job = index.plan[wait.line]
      return wait.closed > 0 && (job.equipment == cause.id || job.secondary.contains(cause.id))
    }
    let total = closed.reduce(0) { $0 + $1.closed }
    let names = names(closed)
    return language.pick(
      zh: "\(cause.id) 不在班，工序 \(names) 因此停 \(duration(total))",
      en: "\(cause.id) is not at work for \(duration(total)) of operation \(names)")
  }

  // MARK: Remedies

  private func remedy(_ explanation: DelayExplanation) -> String {
    let (cause, order) = (explanation.cause, plant.orders[explanation.order])
    guard let without = explanation.without.first else { return "" }
    let gain = explanation.completion - without.completion
    let rest = without.completion - order.due
    let ending = language.pick(
      zh: "提前 \(duration(gain))完成（\(clock(without.completion))，"
        + (rest <= 0 ? "准时" : "仍拖期 \(duration(rest))") + "）。",
      en: "it would be complete \(duration(gain)) earlier, at \(clock(without.completion)), "
        + (rest <= 0 ? "on time." : "still \(duration(rest)) late."))
    let condition =
      switch cause.kind {
      case .machine: ("再有一台 \(cause.id)，可", "With one more \(cause.id) ")
      case .secondary: ("再有一个 \(cause.id)，可", "With one more \(cause.id) ")
      case .changeover: ("若 \(cause.id) 无需换型，可", "If \(cause.id) need not change over ")
      case .calendar: ("若 \(cause.id) 昼夜工作，可", "If \(cause.id) worked around the clock ")
      case .material: ("若物料 \(cause.id) 已在手，可", "With \(cause.id) at hand ")
      case .release: ("若在计划起点下达，可", "Released at the plan's start ")
      case .dueDate: ("若加工时间减半，可", "With half the work ")
      case .power: ("若没有功率上限，可", "Without the power limit ")
      case .room: ("若 \(cause.id) 前缓冲区不限，可", "With any room in front of \(cause.id) ")
      case .idle: ("重新排产，可", "Planned again ")
      }
    return language.pick(zh: condition.0, en: condition.1) + ending
  }

  /// A cause in a word or two.
  package func name(_ cause: OrderFigures.Cause) -> String {
    switch cause.kind {
    case .machine: language.pick(zh: "再有一台 \(cause.id)", en: "one more \(cause.id)")
    case .secondary: language.pick(zh: "再有一个 \(cause.id)", en: "one more \(cause.id)")
    case .changeover: language.pick(zh: "\(cause.id) 无换型", en: "no changeovers of \(cause.id)")
    case .calendar: language.pick(zh: "\(cause.id) 昼夜工作", en: "\(cause.id) around the clock")
    case .material: language.pick(zh: "\(cause.id) 在手", en: "\(cause.id) at hand")
    case .release: language.pick(zh: "计划起点下达", en: "released at once")
    case .dueDate: language.pick(zh: "加工时间减半", en: "half its own work")
    case .power: language.pick(zh: "没有功率上限", en: "no power limit")
    case .room: language.pick(zh: "\(cause.id) 前缓冲区不限", en: "any room in front of \(cause.id)")
    case .idle: language.pick(zh: "重新排产", en: "planned again")
    }
  }

  // MARK: The way

  /// The way as a table: an operation a row.
  package func table(_ explanation: DelayExplanation) -> [String] {
    var table = MarkdownTable(
      language == .zh
        ? ["工序", "设备", "就绪", "开始", "结束", "等待", "等谁", "换型", "停班", "加工", "余量"]
        : [
          "operation", "resource", "ready", "start", "end", "waits", "for", "changeover", "rests",
          "work", "slack",
        ])
    for wait in explanation.way {
      let job = index.plan[wait.line]
      table.row([
        job.operation, job.equipment, clock(wait.ready), clock(job.setupStart), clock(job.end),
        hours(wait.waiting + wait.idle), wait.waiting > 0 ? target(wait) : "",
        hours(wait.changeover),
        hours(wait.closed), hours(wait.work), hours(wait.slack),
      ])
    }
    return table.lines
  }

  private func hours(_ seconds: Int) -> String {
    seconds == 0 ? "" : String(format: "%.1f h", Double(seconds) / 3600)
  }

  private func target(_ wait: OperationWait) -> String {
    let holder = wait.binding.line < 0 ? "" : " (\(index.plan[wait.binding.line].id))"
    if case .secondary(let r) = wait.binding.kind { return plant.secondaries[r].id + holder }
    if case .material(let m) = wait.binding.kind { return plant.materials[m].id }
    return index.plan[wait.line].equipment + holder
  }
}

extension WallTime {
  /// The time to the minute begun, as people say it.
  var minuteText: String { WallTime(date: date, second: second / 60 * 60).text }
}
