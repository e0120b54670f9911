import Foundation
package import TaktMetrics
package import TaktModel

/// The tables a plan is handed out in: a dispatch list a resource, and the delivery deviations.
package struct PlanTables {
  package let plant: Plant
  package let plan: [JobOrder]
  package let figures: PlanFigures
  package let language: Language
  /// Lines of each resource in the order they run; by index of the resource.
  package let byResource: [[JobOrder]]
  private let orderIndex: [String: Int]

  package init(plant: Plant, plan: [JobOrder], figures: PlanFigures, language: Language) {
    self.plant = plant
    self.plan = plan
    self.figures = figures
    self.language = language
    byResource = Self.byResource(plant, plan)
    orderIndex = Dictionary(
      zip(plant.orders.map(\.id), plant.orders.indices), uniquingKeysWith: { a, _ in a })
  }

  package func clock(_ instant: Instant) -> String { plant.zone.wall(instant).text }

  private static func byResource(_ plant: Plant, _ plan: [JobOrder]) -> [[JobOrder]] {
    let index = Dictionary(
      zip(plant.resources.map(\.id), plant.resources.indices), uniquingKeysWith: { a, _ in a })
    var lists = Array(repeating: [JobOrder](), count: plant.resources.count)
    for job in plan { if let r = index[job.equipment] { lists[r].append(job) } }
    return lists.map { list in
      list.enumerated().sorted {
        ($0.element.setupStart, $0.element.end, $0.offset)
          < ($1.element.setupStart, $1.element.end, $1.offset)
      }.map(\.element)
    }
  }

  // MARK: Dispatch lists

  package var dispatchHeader: [String] {
    plainHeader + (holdsOthers ? [language.pick(zh: "人员工装", en: "operators and tools")] : [])
  }

  /// Whether lines name operators and tools.
  private var holdsOthers: Bool { !plant.secondaries.isEmpty }

  private var plainHeader: [String] {
    language == .zh
      ? ["顺序", "设备编号", "订单号", "物料编码", "数量", "工序号", "工序名称", "准备开始", "加工开始", "结束", "订单交期", "状态"]
      : [
        "sequence", "resource", "order", "item", "quantity", "operation", "operation name",
        "setup start", "start", "end", "order due", "status",
      ]
  }

  package func dispatchRows(_ list: [JobOrder]) -> [[String]] {
    list.enumerated().compactMap { i, job in
      guard let o = orderIndex[job.order] else { return nil }
      let order = plant.orders[o]
      let routing = plant.routings[order.routing]
      let operation = routing.operations.first { $0.id == job.operation }
      let pieces = operation?.pieces(ofOrder: order.quantity) ?? order.quantity
      return [
        String(i + 1), job.equipment, job.order, routing.item, String(pieces),
        job.operation, operation?.name ?? "", clock(job.setupStart), clock(job.start),
        clock(job.end),
        clock(order.due), language.pick(zh: "计划", en: "proposed"),
      ] + (holdsOthers ? [job.secondary.joined(separator: "; ")] : [])
    }
  }

  /// All dispatch lists in one file, resource by resource.
  package func dispatchCSV() -> [UInt8] {
    var csv = CSVText()
    csv.row(dispatchHeader)
    for list in byResource { for row in dispatchRows(list) { csv.row(row) } }
    return csv.bytes(mark: true)
  }

  /// The dispatch list of each resource that has one: a file name and its bytes.
  package func dispatchFiles() -> [(name: String, bytes: [UInt8])] {
    zip(plant.resources, byResource).enumerated().compactMap { i, pair in
      guard !pair.1.isEmpty else { return nil }
      var csv = CSVText()
      csv.row(dispatchHeader)
      for row in dispatchRows(pair.1) { csv.row(row) }
      return ("dispatch/\(Self.fileName(pair.0.id, i)).csv", csv.bytes(mark: true))
    }
  }

  /// An id as a file name: what a file system may not take is left out and a number put behind, after a `~` that no other
  /// name holds.
  private static func fileName(_ id: String, _ index: Int) -> String {
    let bad = "/\\:*?\"<>|~".unicodeScalars
    let kept = id.unicodeScalars.filter { !bad.contains($0) && $0.value >= 32 }
    let isPlain = kept.count == id.unicodeScalars.count
    guard !isPlain || id.hasPrefix(".") || id.utf8.count > 120 else { return id }
    return String(String.UnicodeScalarView(kept.filter { $0 != "." }.prefix(30))) + "~\(index + 1)"
  }

  // MARK: Delivery deviations

  package var deviationHeader: [String] {
    language == .zh
      ? ["订单号", "物料编码", "数量", "客户", "原交期", "现交期", "计划完成", "偏差(分钟)", "是否准时", "原因"]
      : [
        "order", "item", "quantity", "customer", "original due", "due", "planned completion",
        "deviation (min)", "on time", "cause",
      ]
  }

  package func deviationRow(_ f: OrderFigures) -> [String] {
    let order = plant.orders[f.order]
    return [
      order.id, plant.routings[order.routing].item, String(order.quantity), order.customer,
      clock(order.originalDue), clock(order.due), clock(f.completion),
      Self.number(Double(f.deviation) / 60),
      f.tardiness == 0 ? language.pick(zh: "是", en: "yes") : language.pick(zh: "否", en: "no"),
      f.cause.map(cause) ?? "",
    ]
  }

  package func deviationCSV() -> [UInt8] {
    var csv = CSVText()
    csv.row(deviationHeader)
    for f in figures.orders { csv.row(deviationRow(f)) }
    return csv.bytes(mark: true)
  }

  package func cause(_ cause: OrderFigures.Cause) -> String {
    switch cause.kind {
    case .machine: language.pick(zh: "等待设备 \(cause.id)", en: "waits for \(cause.id)")
    case .secondary:
      language.pick(zh: "等待人员或工装 \(cause.id)", en: "waits for \(cause.id)")
    case .changeover:
      language.pick(zh: "等待 \(cause.id) 换型", en: "waits for \(cause.id) to change over")
    case .calendar:
      language.pick(zh: "\(cause.id) 不在工作时间", en: "\(cause.id) is not at work")
    case .material:
      language.pick(zh: "等待物料 \(cause.id)", en: "waits for material \(cause.id)")
    case .release: language.pick(zh: "下达太晚", en: "released too late")
    case .idle:
      language.pick(zh: "\(cause.id) 有空闲，重排即可提前", en: "\(cause.id) stands idle: plan again")
    case .power: language.pick(zh: "受功率上限限制", en: "waits for power")
    case .room: language.pick(zh: "\(cause.id) 前缓冲区已满", en: "no room in front of \(cause.id)")
    case .dueDate: language.pick(zh: "交期短于加工周期", en: "due sooner than it can be made")
    }
  }

  /// At most two decimals, none where they are zero.
  package static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
