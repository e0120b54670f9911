import ArgumentParser
import Foundation
import TaktExchange
import TaktModel
import TaktPlanning

/// `takt explain`: why orders are late, and what would help.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says why orders of a plan are late: the chain that makes them so, and its cause.")

  @OptionGroup var arguments: PlanArguments

  @Option(name: .customLong("order"), help: "An order; may be given again (default: late orders).")
  var orders: [String] = []

  @Option(help: "Most late orders to explain, the latest first.")
  var most = 10

  @Flag(help: "Also propose what would bring each order in on time, planned again and verified.")
  var relief = false

  @OptionGroup var printing: PrintOptions

  func validate() throws {
    guard most > 0 else { throw ValidationError("--most takes a number from 1, not \(most).") }
  }

  func run() throws {
    let loaded = try arguments.loadValid(printing)
    let language = printing.chosenLanguage
    var explaining = ExplainDelay(loaded.plant, loaded.jobOrders)
    let relieving = ProposeRelief(loaded.plant, loaded.jobOrders)
    let text = DelayText(explaining.index, language)
    var document = DelayDocument(
      plan: arguments.plan, lateOrders: explaining.late.count, explaining.index, language)
    var lines: [String] = []
    for order in try chosen(explaining, loaded.plant) {
      guard let explanation = try Faults.reported({ try explaining.explain(order) }) else {
        lines += [onTime(loaded.plant.orders[order].id), ""]
        continue
      }
      let proposals =
        relief
        ? try Faults.reported { try relieving.propose(explanation, explaining.index) } : nil
      document.add(explanation, relief: proposals)
      lines += [text.sentence(explanation), ""] + text.table(explanation) + [""]
      if let proposals {
        lines.append(language.pick(zh: "可行的措施：", en: "What would help:"))
        lines += proposals.prefix(5).map {
          "  - " + ReliefDocument.sentence($0, loaded.plant, language)
        }
        if proposals.isEmpty {
          lines.append(language.pick(zh: "  没有找到", en: "  nothing was found"))
        }
        lines.append("")
      }
    }
    if lines.isEmpty { lines = [language.pick(zh: "没有拖期订单。", en: "No order is late.")] }
    try Files.write(
      printing.format == .json
        ? JSONText.encode(document)
        : Array((lines.joined(separator: "\n") + "\n").utf8), to: "-")
  }

  private func chosen(_ explaining: ExplainDelay, _ plant: Plant) throws -> [Int] {
    guard !orders.isEmpty else { return Array(explaining.late.prefix(most)) }
    return try orders.map { id in
      guard let order = plant.orders.firstIndex(where: { $0.id == id }) else {
        throw Failure(
          .badData,
          "takt: "
            + printing.chosenLanguage.pick(
              zh: "工厂数据中没有订单 \(id)", en: "the plant has no order \(id)"))
      }
      return order
    }
  }

  private func onTime(_ id: String) -> String {
    printing.chosenLanguage.pick(zh: "订单 \(id) 准时。", en: "\(id) is on time.")
  }
}
