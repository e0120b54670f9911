package import TaktModel

/// A promised date: the document, the words, and the order as a row for the plant's orders.
package struct PromiseDocument: Encodable {
  var schemaVersion = "1"
  var plan: String
  var order: String
  var item: String
  var quantity: Int
  var release: String
  /// The earliest date that moves nothing agreed.
  var promised: String
  var requested: String?
  /// Whether the requested date can be kept.
  var onTime: Bool?
  /// Agreed job orders, all of them where they were.
  var unmovedJobOrders: Int
  var reserved: Bool
  var jobOrders: [PlanDocument.JobOrderLine]

  private let lines: [JobOrder]
  private let plant: Plant
  private let completion: Instant

  private enum CodingKeys: String, CodingKey {
    case schemaVersion, plan, order, item, quantity, release, promised, requested, onTime
    case unmovedJobOrders, reserved, jobOrders
  }

  /// - Parameters:
  ///   - plant: the plant with the promised order as its last
  ///   - requested: the date asked for, if one was
  package init(
    plan: String, plant: Plant, lines: [JobOrder], completion: Instant, requested: Instant?,
    unmoved: Int, reserved: Bool
  ) {
    let order = plant.orders[plant.orders.count - 1]
    let iso = plant.zone.iso
    (self.plan, self.lines, self.plant, self.completion) = (plan, lines, plant, completion)
    self.order = order.id
    item = plant.routings[order.routing].item
    quantity = order.quantity
    release = iso(order.release)
    promised = iso(completion)
    self.requested = requested.map(iso)
    onTime = requested.map { completion <= $0 }
    unmovedJobOrders = unmoved
    self.reserved = reserved
    jobOrders = PlanDocument.JobOrderLine.lines(lines, of: plant)
  }

  /// For the terminal.
  package func text(_ language: Language, requested: Instant?) -> String {
    let clock = { (instant: Instant) in plant.zone.wall(instant).minuteText }
    let at = clock(completion + 59)
    var lines = [
      language.pick(
        zh: "\(item) \(quantity) 件：最早可承诺 \(at)，已排 \(unmovedJobOrders) 道工序不动。",
        en:
          "\(quantity) of \(item): \(at) at the earliest; none of the \(unmovedJobOrders) agreed job orders moves."
      )
    ]
    if let requested {
      lines.append(
        completion <= requested
          ? language.pick(
            zh: "要求的 \(clock(requested)) 可以满足。", en: "\(clock(requested)) can be kept.")
          : language.pick(
            zh: "要求的 \(clock(requested)) 不能满足，晚 \(hours(completion - requested)) 小时。",
            en:
              "\(clock(requested)) cannot be kept; it would be \(hours(completion - requested)) h late."
          ))
    }
    var table = MarkdownTable(
      language == .zh
        ? ["工序", "设备", "准备开始", "加工开始", "结束", "人员工装"]
        : ["operation", "resource", "setup start", "start", "end", "operators and tools"])
    for job in self.lines {
      table.row([
        job.operation, job.equipment, clock(job.setupStart), clock(job.start), clock(job.end),
        job.secondary.joined(separator: " "),
      ])
    }
    lines += [""] + table.lines
    if reserved {
      lines += [
        "",
        language.pick(zh: "已预留为订单 \(order)。", en: "Reserved as order \(order)."),
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func hours(_ seconds: Int) -> String { PlanTables.number(Double(seconds) / 3600) }

  /// The order as a table of orders, to stand beside the plant's own.
  package func ordersCSV(_ language: Language) -> [UInt8] {
    let order = plant.orders[plant.orders.count - 1]
    var csv = CSVText()
    csv.row(
      language == .zh
        ? ["订单号", "物料编码", "数量", "下达日期", "交期"] : ["order", "item", "quantity", "release", "due"])
    csv.row([
      order.id, item, String(quantity), plant.zone.wall(order.release).text,
      plant.zone.wall(order.due).text,
    ])
    return csv.bytes(mark: true)
  }
}
