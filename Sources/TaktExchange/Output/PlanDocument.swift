import Foundation
package import TaktMetrics
package import TaktModel

/// The plan document of the contract: a work schedule of job orders, in ISA-95 part 4's words.
package struct PlanDocument: Codable, Sendable {
  package struct Input: Codable, Sendable, Equatable {
    package var file: String
    package var sha256: String
    package init(file: String, sha256: String) {
      self.file = file
      self.sha256 = sha256
    }
  }
  package struct Provenance: Codable, Sendable {
    package var inputs: [Input]
    package var engine: String
    package var foundBy: String
    package var notes: [String]
    package var seed: UInt64
    package var taktVersion: String
    package var settings: [String: String]
    package init(
      inputs: [Input], engine: String, foundBy: String, notes: [String], seed: UInt64,
      taktVersion: String, settings: [String: String]
    ) {
      self.inputs = inputs
      self.engine = engine
      self.foundBy = foundBy
      self.notes = notes
      self.seed = seed
      self.taktVersion = taktVersion
      self.settings = settings
    }
  }
  package struct Cause: Codable, Sendable {
    var kind: String
    var id: String
  }
  package struct OrderLine: Codable, Sendable {
    package var id: String
    var item: String
    var quantity: Int
    var release: String
    var originalDue: String
    var due: String
    var weight: Int
    var start: String
    package var completion: String
    package var deviationMinutes: Double
    package var late: Bool
    var cause: Cause?
    /// How far the order has come: proposed, approved, released or running.
    var status: String?
  }
  package struct JobOrderLine: Codable, Sendable {
    package var id: String?
    package var order: String
    package var operation: String
    /// Pieces, of a lot of an order that is split.
    package var quantity: Int?
    package var equipment: String
    package var setupStart: String?
    package var start: String
    package var end: String
    /// When the run first began, of a job order that has been stopped since.
    package var firstStart: String?
    package var status: String?
    package var pinned: Bool?
    package var secondary: [String]?

    /// A line of a plan.
    package init(_ job: JobOrder, _ zone: PlantZone) {
      (id, order, operation, equipment) = (job.id, job.order, job.operation, job.equipment)
      (setupStart, start, end) = (zone.iso(job.setupStart), zone.iso(job.start), zone.iso(job.end))
      firstStart = job.firstStart.map(zone.iso)
      (status, pinned, secondary) = (job.status.rawValue, job.isPinned, job.secondary)
    }

    /// The lines of a plan, those of lots with their pieces.
    package static func lines(_ plan: [JobOrder], of plant: Plant) -> [JobOrderLine] {
      var lines = plan.map { JobOrderLine($0, plant.zone) }
      guard plant.routings.contains(where: \.hasLots) else { return lines }
      let orders = Dictionary(
        zip(plant.orders.map(\.id), plant.orders.indices), uniquingKeysWith: { first, _ in first })
      for i in lines.indices {
        guard let order = orders[lines[i].order].map({ plant.orders[$0] }) else { continue }
        let operations = plant.routings[order.routing].operations
        let operation = operations.first { $0.id == lines[i].operation }
        guard let operation, operation.lot != nil else { continue }
        lines[i].quantity = operation.pieces(ofOrder: order.quantity)
      }
      return lines
    }
  }

  package var schemaVersion = "1"
  package var planId: String
  package var version: Int
  package var basedOn: Int?
  package var createdAt: String
  package var asOf: String
  package var status: String
  package var provenance: Provenance?
  package var objective: [String: Double]
  package var lowerBound: Double?
  package var orders: [OrderLine]
  package var jobOrders: [JobOrderLine]
  package var metrics: [String: Double]
  /// Orders that are out of the plan until they are resumed.
  package var heldOrders: [String]?
  /// The plant as it was first planned, in the form an import reads: what a rescheduler goes on from.
  package var plant: [String: [[String: String]]]?
  /// What has happened since, as far as the plan knows.
  package var events: [EventLine]?
  /// When each resource that sends word of itself was last heard of.
  package var lastHeard: [String: String]?

  package init(
    plant: Plant, plan: [JobOrder], figures: PlanFigures, planId: String, version: Int = 1,
    createdAt: Instant, status: String, provenance: Provenance, objective: [String: Double],
    lowerBound: Double?
  ) {
    let iso = plant.zone.iso
    self.planId = planId
    self.version = version
    self.createdAt = iso(createdAt)
    asOf = iso(plant.asOf)
    self.status = status
    self.provenance = provenance
    self.objective = objective
    self.lowerBound = lowerBound
    orders = figures.orders.map { f in
      let order = plant.orders[f.order]
      return OrderLine(
        id: order.id, item: plant.routings[order.routing].item, quantity: order.quantity,
        release: iso(order.release), originalDue: iso(order.originalDue), due: iso(order.due),
        weight: order.weight, start: iso(f.start), completion: iso(f.completion),
        deviationMinutes: Self.minutes(f.deviation), late: f.tardiness > 0,
        cause: f.cause.map { Cause(kind: $0.kind.rawValue, id: $0.id) },
        status: order.status.rawValue)
    }
    jobOrders = JobOrderLine.lines(plan, of: plant)
    metrics = Self.metrics(figures)
  }

  /// The next version of this plan: its own lines as they are, with more behind them.
  package func extended(
    by lines: [JobOrder], plant: Plant, figures: PlanFigures, createdAt: Instant
  ) -> PlanDocument {
    var next = PlanDocument(
      plant: plant, plan: [], figures: figures, planId: planId, createdAt: createdAt,
      status: "feasible",
      provenance: provenance
        ?? .init(
          inputs: [], engine: "", foundBy: "", notes: [], seed: 0, taktVersion: "", settings: [:]),
      objective: objective, lowerBound: nil)
    (next.version, next.basedOn, next.asOf) = (version + 1, version, asOf)
    next.jobOrders = jobOrders + JobOrderLine.lines(lines, of: plant)
    (next.heldOrders, next.events, next.lastHeard) = (heldOrders, events, lastHeard)
    next.plant = self.plant
    // The plant it carries gets the new order, too.
    if let row = PlantWriter(plant, language: .en).document()["orders"]?.last {
      next.plant?["orders"]?.append(row)
    }
    if objective["weightedTardinessMinutes"] != nil {
      next.objective["weightedTardinessMinutes"] = Self.minutes(figures.weightedTardiness)
    }
    return next
  }

  package static func minutes(_ seconds: Int) -> Double {
    (Double(seconds) / 60 * 1000).rounded() / 1000
  }

  /// The metrics by name; times in minutes.
  package static func metrics(_ f: PlanFigures) -> [String: Double] {
    let rounded = { (x: Double) in (x * 1e6).rounded() / 1e6 }
    let busy = f.run + f.setup
    var metrics = [
      "onTimeDelivery": rounded(f.onTimeRate),
      "onTimeDeliveryToOriginalDue": rounded(f.originalOnTimeRate),
      "earlyDeliveryRate": rounded(f.earlyRate),
      "earlyDeliveryDegree": rounded(f.meanEarliness),
      "lateOrders": Double(f.lateCount),
      "weightedTardinessMinutes": minutes(f.weightedTardiness),
      "meanTardinessMinutes": rounded(f.meanTardiness / 60),
      "maximumTardinessMinutes": minutes(f.maximumTardiness),
      "meanLeadTimeMinutes": rounded(f.meanLeadTime / 60),
      "workInProcess": rounded(f.workInProcess),
      "makespanMinutes": minutes(f.makespan),
      "allocationEfficiency": rounded(Double(busy) / Double(max(1, f.planned))),
      "utilizationEfficiency": rounded(Double(f.run) / Double(max(1, busy))),
      "setupRatio": rounded(Double(f.setup) / Double(max(1, busy))),
      "setupMinutes": minutes(f.setup),
    ]
    if let energy = f.energy {
      metrics["energyKWh"] = rounded(
        Double(energy.total) / Double(EnergyFigures.kilowattHour))
      metrics["energyCost"] = Double(energy.cost) / 100
      metrics["peakKW"] = Double(energy.peak) / 1000
    }
    if f.changeovers > 0 {
      metrics["changeovers"] = Double(f.changeovers)
      metrics["changeoverCost"] = Double(f.changeoverCost) / 100
    }
    return metrics
  }

  /// Figures the document claims that its own job orders do not bear out.
  package func falseClaims(_ figures: PlanFigures, _ plant: Plant) -> [Violation] {
    let claims = Dictionary(orders.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    return figures.orders.compactMap { f in
      let order = plant.orders[f.order]
      guard let claim = claims[order.id] else { return nil }
      let completion = plant.zone.iso(f.completion)
      guard claim.completion != completion || claim.late != (f.tardiness > 0) else { return nil }
      return Violation(
        .figure, order: order.id,
        zh: "订单 \(order.id) 声称完成于 \(claim.completion)，实际为 \(completion)",
        en: "order \(order.id) claims to be complete at \(claim.completion), it is at \(completion)"
      )
    }
  }

  /// When resources were last heard of.
  package var heard: [String: Instant] {
    (lastHeard ?? [:]).compactMapValues {
      guard case .instant(let instant)? = DateText.read($0, year: nil) else { return nil }
      return instant
    }
  }

  // MARK: Reading

  /// Reads a plan, also one edited by hand or made elsewhere.
  /// - Throws: ``DataError`` naming every line that cannot be read.
  package static func read(_ file: String, _ bytes: [UInt8]) throws -> (
    document: PlanDocument, jobOrders: [JobOrder]
  ) {
    let document: PlanDocument
    do {
      document = try JSONDecoder().decode(PlanDocument.self, from: Data(bytes))
    } catch {
      throw DataError([
        DataIssue(
          file: file, value: describe(error),
          problem: Bilingual(zh: "不是有效的计划文件", en: "is no plan document"),
          remedy: Bilingual(
            zh: "请使用 takt plan 输出的 plan.json 格式", en: "give a document in the form takt plan writes"
          ))
      ])
    }
    let parts = inHalves(document.jobOrders.indices, ifMoreThan: 2000) {
      document.lines($0, file)
    }
    let issues = parts.flatMap(\.issues)
    guard issues.isEmpty else { throw DataError(issues) }
    return (document, parts.flatMap(\.lines))
  }

  /// Some of the lines, and what is wrong with them.
  private func lines(_ part: Range<Int>, _ file: String) -> (
    lines: [JobOrder], issues: [DataIssue]
  ) {
    var issues: [DataIssue] = []
    let lines = part.compactMap { Self.jobOrder(jobOrders[$0], $0 + 1, file, &issues) }
    return (lines, issues)
  }

  private static func describe(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    let context: DecodingError.Context
    switch error {
    case .keyNotFound(let key, let c):
      return (c.codingPath + [key]).map(\.stringValue).joined(separator: ".")
    case .typeMismatch(_, let c), .valueNotFound(_, let c), .dataCorrupted(let c): context = c
    @unknown default: return "\(error)"
    }
    let path = context.codingPath.map(\.stringValue).joined(separator: ".")
    return path.isEmpty ? context.debugDescription : path
  }

  private static func jobOrder(
    _ line: JobOrderLine, _ row: Int, _ file: String, _ issues: inout [DataIssue]
  ) -> JobOrder? {
    func read(_ key: String, _ text: String) -> Instant? {
      if case .instant(let instant)? = DateText.read(text, year: nil) { return instant }
      issues.append(
        DataIssue(
          file: file, row: row, column: "jobOrders.\(key)", value: text,
          problem: Bilingual(zh: "不是带时区的时间", en: "is no time with a zone"),
          remedy: Bilingual(
            zh: "请写成 2026-01-05T08:00:00+08:00", en: "write 2026-01-05T08:00:00+08:00")))
      return nil
    }
    guard let start = read("start", line.start), let end = read("end", line.end),
      let setupStart = line.setupStart.map({ read("setupStart", $0) }) ?? start
    else { return nil }
    var job = JobOrder(
      order: line.order, operation: line.operation, equipment: line.equipment,
      setupStart: setupStart, start: start, end: end, secondary: line.secondary ?? [])
    job.status = line.status.flatMap(JobOrder.Status.init) ?? .proposed
    job.isPinned = line.pinned ?? false
    job.firstStart = line.firstStart.flatMap { read("firstStart", $0) }
    return job
  }
}
