import Foundation
package import TaktMetrics
package import TaktModel

/// KPIs by bucket as a document, as tables and as CSV, with their formulas.
package struct KPIReport {
  /// What a row of the table stands for.
  package enum Grain: String, CaseIterable, Sendable {
    case plant
    case workCentre = "work-centre"
    case resource
  }

  private struct Machine: Encodable {
    var id: String
    var plannedBusyMinutes: Double
    var productionMinutes: Double
    var setupMinutes: Double
    var finishedOperations: Int
    var allocationEfficiency: Double?
    var availability: Double?
    var utilizationEfficiency: Double?
    var setupRatio: Double?

    init(_ id: String, _ t: KPITable.Times) {
      self.id = id
      plannedBusyMinutes = PlanDocument.minutes(t.planned)
      productionMinutes = PlanDocument.minutes(t.run)
      setupMinutes = PlanDocument.minutes(t.setup)
      finishedOperations = t.finished
      allocationEfficiency = t.allocationEfficiency.map(KPIReport.rounded)
      availability = t.availability.map(KPIReport.rounded)
      utilizationEfficiency = t.utilizationEfficiency.map(KPIReport.rounded)
      setupRatio = t.setupRatio.map(KPIReport.rounded)
    }
  }
  private struct Orders: Encodable {
    var due: Int
    var onTime: Int
    var deliveryPerformance: Double?
    var originalDue: Int
    var originalOnTime: Int
    var deliveryPerformanceToOriginalDue: Double?
    var completed: Int
    var pieces: Int
    var meanTardinessMinutes: Double?
    var meanLeadTimeMinutes: Double?
    var orderFulfilmentCycleTimeMinutes: Double?
    var allocationRatio: Double?
    var productionProcessRatio: Double?
    var throughputRatePiecesAnHour: Double?

    init(_ d: KPITable.Delivery) {
      (due, onTime, originalDue, originalOnTime) = (
        d.due, d.onTime, d.originalDue, d.originalOnTime
      )
      (completed, pieces) = (d.completed, d.pieces)
      let minutes = { (seconds: Double) in KPIReport.rounded(seconds / 60) }
      deliveryPerformance = d.onTimeRate.map(KPIReport.rounded)
      deliveryPerformanceToOriginalDue = d.originalOnTimeRate.map(KPIReport.rounded)
      meanTardinessMinutes = d.meanTardiness.map(minutes)
      meanLeadTimeMinutes = d.meanLeadTime.map(minutes)
      orderFulfilmentCycleTimeMinutes = d.meanFulfilment.map(minutes)
      allocationRatio = d.allocationRatio.map(KPIReport.rounded)
      productionProcessRatio = d.productionProcessRatio.map(KPIReport.rounded)
      throughputRatePiecesAnHour = d.throughputRate.map(KPIReport.rounded)
    }
  }
  private struct Bucket: Encodable {
    var label: String
    var from: String
    var to: String
    var plant: Machine
    var workCentres: [Machine]
    var resources: [Machine]
    var orders: Orders
  }
  private struct Document: Encodable {
    var schemaVersion = "1"
    var plan: String
    var bucket: String
    var formulas: [String: String]
    var buckets: [Bucket]
  }

  private let plan: String
  private let kind: TimeBucket.Kind
  private let plant: Plant
  private let table: KPITable
  private let language: Language

  package init(
    plan: String, _ index: PlanIndex, _ kind: TimeBucket.Kind, language: Language
  ) {
    (self.plan, self.kind, self.language, plant) = (plan, kind, language, index.plant)
    table = KPITable(index, kind)
  }

  private static func rounded(_ x: Double) -> Double { (x * 1e6).rounded() / 1e6 }

  package func json() throws -> [UInt8] {
    let buckets = table.buckets.enumerated().map { b, bucket in
      Bucket(
        label: bucket.label, from: plant.zone.iso(bucket.from), to: plant.zone.iso(bucket.to),
        plant: Machine("", table.times(b) { _ in true }), workCentres: machines(b, .workCentre),
        resources: machines(b, .resource), orders: Orders(table.delivery[b]))
    }
    return try JSONText.encode(
      Document(
        plan: plan, bucket: kind.rawValue,
        formulas: Dictionary(
          formulas.map { ($0.key, $0.formula) }, uniquingKeysWith: { a, _ in a }),
        buckets: buckets))
  }

  private func machines(_ b: Int, _ grain: Grain) -> [Machine] {
    groups(grain).map { id, members in Machine(id, table.times(b, where: members.contains)) }
  }

  /// Names and resources of the rows of a bucket.
  private func groups(_ grain: Grain) -> [(String, Set<Int>)] {
    switch grain {
    case .plant: [(language.pick(zh: "全厂", en: "plant"), Set(plant.resources.indices))]
    case .workCentre:
      plant.workCentres.enumerated().map { c, centre in
        (centre.id, Set(plant.resources.indices.filter { plant.resources[$0].workCentre == c }))
      }
    case .resource: plant.resources.enumerated().map { ($1.id, [$0]) }
    }
  }

  // MARK: Tables

  /// For the terminal: resources, then orders, then the formulas.
  package func text(_ grain: Grain) -> String {
    var machines = MarkdownTable(machineHeader)
    for row in machineRows(grain) { machines.row(row) }
    var orders = MarkdownTable(orderHeader)
    for row in orderRows { orders.row(row) }
    let rules = formulas.map { "  \(PlanSummary.padded($0.name, 46))\($0.formula)" }
    return
      (machines.lines + [""] + orders.lines + [""]
      + [language.pick(zh: "公式（计划值代替实际值）：", en: "Formulas (planned times stand for actual ones):")]
      + rules)
      .joined(separator: "\n") + "\n"
  }

  /// One row a bucket and resource, work centre or plant.
  package func csv(_ grain: Grain) -> [UInt8] {
    var csv = CSVText()
    csv.row(machineHeader)
    for row in machineRows(grain) { csv.row(row) }
    return csv.bytes(mark: true)
  }

  private var machineHeader: [String] {
    language == .zh
      ? ["时段", "资源", "PBT (h)", "APT (h)", "AUST (h)", "分配效率", "可用率", "利用效率", "准备率", "完成工序"]
      : [
        "bucket", "resource", "PBT (h)", "APT (h)", "AUST (h)", "allocation eff.", "availability",
        "utilization eff.", "setup ratio", "finished",
      ]
  }

  private func machineRows(_ grain: Grain) -> [[String]] {
    table.buckets.indices.flatMap { b in
      groups(grain).compactMap { id, members -> [String]? in
        let t = table.times(b, where: members.contains)
        guard t.planned > 0 || t.busy > 0 else { return nil }
        return [
          table.buckets[b].label, id, hours(t.planned), hours(t.run), hours(t.setup),
          percent(t.allocationEfficiency), percent(t.availability),
          percent(t.utilizationEfficiency), percent(t.setupRatio), String(t.finished),
        ]
      }
    }
  }

  private var orderHeader: [String] {
    language == .zh
      ? [
        "时段", "到期", "准时", "准时率", "原交期准时率", "完成", "件数", "平均拖期 (h)", "生产周期 (h)", "履约周期 (h)", "分配率",
        "生产过程率",
      ]
      : [
        "bucket", "due", "on time", "delivery perf.", "to original due", "completed", "pieces",
        "mean late (h)", "lead time (h)", "fulfilment (h)", "allocation ratio", "process ratio",
      ]
  }

  private var orderRows: [[String]] {
    zip(table.buckets, table.delivery).compactMap { bucket, d in
      guard d.due + d.originalDue + d.completed > 0 else { return nil }
      let hours = { (seconds: Double?) in
        seconds.map { String(format: "%.1f", $0 / 3600) } ?? "–"
      }
      return [
        bucket.label, String(d.due), String(d.onTime), percent(d.onTimeRate),
        percent(d.originalOnTimeRate), String(d.completed), String(d.pieces),
        hours(d.meanTardiness), hours(d.meanLeadTime), hours(d.meanFulfilment),
        percent(d.allocationRatio), percent(d.productionProcessRatio),
      ]
    }
  }

  private func hours(_ seconds: Int) -> String { String(format: "%.1f", Double(seconds) / 3600) }
  private func percent(_ share: Double?) -> String {
    share.map { String(format: "%.1f%%", $0 * 100) } ?? "–"
  }

  // MARK: Formulas

  private var formulas: [(key: String, name: String, formula: String)] {
    let pick = { (zh: String, en: String) in language.pick(zh: zh, en: en) }
    return [
      (
        "allocationEfficiency", pick("分配效率 (ISO 22400-2)", "allocation efficiency (ISO 22400-2)"),
        pick("AUBT / PBT：加工与准备时间 / 计划工作时间", "AUBT / PBT: run and setup / planned busy time")
      ),
      (
        "availability", pick("可用率 (ISO 22400-2)，时间稼动率", "availability (ISO 22400-2)"),
        pick("APT / PBT：加工时间 / 计划工作时间", "APT / PBT: run / planned busy time")
      ),
      (
        "utilizationEfficiency", pick("利用效率 (ISO 22400-2)", "utilization efficiency (ISO 22400-2)"),
        pick("APT / AUBT：加工时间 / 占用时间", "APT / AUBT: run / busy time")
      ),
      (
        "setupRatio", pick("准备率 (ISO 22400-2)", "setup ratio (ISO 22400-2)"),
        pick("AUST / AUPT：准备时间 / (加工 + 准备) 时间", "AUST / AUPT: setup / (run + setup)")
      ),
      (
        "deliveryPerformance", pick("准时率 (SCOR RL.2.2)", "delivery performance (SCOR RL.2.2)"),
        pick(
          "到期订单中按现交期（或原交期）完成的份额",
          "orders complete by their current (or original) due date / orders due")
      ),
      (
        "meanLeadTimeMinutes", pick("生产周期", "lead time"),
        pick(
          "完成订单的 完成 − 首道开始 (AOET) 的平均",
          "mean of completion − first start (AOET) of completed orders")
      ),
      (
        "orderFulfilmentCycleTimeMinutes",
        pick("履约周期 (SCOR RS.1.1)", "order fulfilment cycle time (SCOR RS.1.1)"),
        pick("完成 − 下达 的平均", "mean of completion − release")
      ),
      (
        "allocationRatio", pick("分配率 (ISO 22400-2)", "allocation ratio (ISO 22400-2)"),
        pick("Σ AUBT / Σ AOET", "Σ AUBT / Σ AOET")
      ),
      (
        "productionProcessRatio",
        pick("生产过程率 (ISO 22400-2)", "production process ratio (ISO 22400-2)"),
        pick("Σ APT / Σ AOET", "Σ APT / Σ AOET")
      ),
      (
        "throughputRatePiecesAnHour", pick("产出率 (ISO 22400-2)", "throughput rate (ISO 22400-2)"),
        pick("Σ PQ / Σ AOET，件/小时", "Σ PQ / Σ AOET, pieces an hour")
      ),
    ]
  }
}
