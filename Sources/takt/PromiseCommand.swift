import ArgumentParser
import Foundation
import TaktExchange
import TaktMetrics
import TaktModel
import TaktPlanning

/// `takt promise`: a delivery date for an enquiry, without moving anything agreed.
struct PromiseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promise",
    abstract: "Promises a delivery date for an enquiry; nothing agreed moves.")

  @OptionGroup var arguments: PlanArguments

  @Option(help: "What is asked for: an item of the plant's routings.")
  var item: String

  @Option(help: "How many.")
  var quantity: Int

  @Option(
    help: "The date asked for, for example 2026-01-20T17:00; without it the earliest is said.")
  var due: String?

  @Flag(help: "Say the earliest date (as without --due).")
  var earliest = false

  @Option(help: "Nothing of it begins before, for example 2026-01-06T08:00.")
  var release: String?

  @Option(help: "The id of the order.")
  var order = "ENQUIRY"

  @Option(help: "Who asks.")
  var customer = ""

  @Flag(help: "Book the order: write the plan with it to --output.")
  var reserve = false

  @Option(
    help: "With --reserve: the new plan, a .json file; the order's row goes beside it, -orders.csv."
  )
  var output: String?

  @OptionGroup var printing: PrintOptions

  func validate() throws {
    guard quantity > 0, quantity <= 10_000_000 else {
      throw ValidationError("--quantity takes a number from 1 to 10000000, not \(quantity).")
    }
    guard reserve == (output != nil) else {
      throw ValidationError("--reserve and --output go together.")
    }
    if let output, !output.lowercased().hasSuffix(".json") {
      throw ValidationError("--output takes a .json file, not \(output).")
    }
  }

  func run() throws {
    let loaded = try arguments.load(printing)
    let (plant, language) = (loaded.plant, printing.chosenLanguage)
    let limits: [(isThere: Bool, zh: String, en: String)] = [
      (plant.powerLimit != nil, "功率上限", "a power limit"),
      (plant.workCentres.contains { $0.bufferCapacity != nil }, "缓冲容量", "a limited buffer"),
    ]
    if let limit = limits.first(where: \.isThere) {
      throw Failure(
        .unavailable,
        "takt: "
          + language.pick(
            zh: "承诺交期不支持\(limit.zh)；可用 what-if 加上订单重排",
            en: "\(limit.en) is not part of promises; plan with the order by what-if"))
    }
    let enquiry = PromiseOrder.Enquiry(
      routing: try routing(plant), quantity: quantity, id: try id(plant),
      release: try PlanTimes.instant(release, "--release", plant), customer: customer)
    let requested = try PlanTimes.instant(due, "--due", plant)
    let promise: PromiseOrder.Promise
    do {
      promise = try PromiseOrder(plant, loaded.jobOrders).promise(enquiry)
    } catch let error as ProblemError {
      throw Failure(.badData, "takt: \(error)")
    } catch let fault as Fault {
      // The plan may have been broken before.
      _ = try arguments.loadValid(printing)
      throw Failure(.fault, "takt: a fault of ours: \(fault)")
    }
    let document = PromiseDocument(
      plan: arguments.plan, plant: promise.plant, lines: promise.lines,
      completion: promise.completion, requested: requested, unmoved: loaded.jobOrders.count,
      reserved: reserve)
    if reserve { try book(promise, loaded, document) }
    try Files.write(
      printing.format == .json
        ? JSONText.encode(document) : Array(document.text(language, requested: requested).utf8),
      to: "-")
  }

  private func book(
    _ promise: PromiseOrder.Promise, _ loaded: PlanArguments.Loaded, _ document: PromiseDocument
  ) throws {
    guard let output else { return }
    let figures = PlanFigures(naming: PlanIndex(promise.plant, promise.plan))
    let plan = loaded.document.extended(
      by: promise.lines, plant: promise.plant, figures: figures,
      createdAt: Instant(seconds: Int(Date().timeIntervalSince1970)))
    let url = URL(fileURLWithPath: output)
    let stem = url.deletingPathExtension().lastPathComponent
    do {
      try AtomicFiles.write(
        [
          (url.lastPathComponent, try JSONText.encode(plan)),
          ("\(stem)-orders.csv", document.ordersCSV(printing.chosenLanguage)),
        ], toFolder: url.deletingLastPathComponent().path)
    } catch let error as AtomicFiles.WriteError {
      throw Failure(.cannotWrite, "takt: \(error)")
    }
  }

  private func routing(_ plant: Plant) throws -> Int {
    if let routing = plant.routings.firstIndex(where: { $0.item == item }) { return routing }
    let known = plant.routings.prefix(5).map(\.item).joined(separator: ", ")
    throw Failure(
      .badData,
      "takt: "
        + printing.chosenLanguage.pick(
          zh: "没有物料 \(item) 的工艺路线；已知的有 \(known) 等",
          en: "there is no routing for \(item); there are some for \(known), …"))
  }

  /// The order's id, with a number behind it where it is taken.
  private func id(_ plant: Plant) throws -> String {
    let taken = Set(plant.orders.map(\.id))
    guard taken.contains(order) else { return order }
    for number in 2... where !taken.contains("\(order)-\(number)") { return "\(order)-\(number)" }
    return order
  }
}
