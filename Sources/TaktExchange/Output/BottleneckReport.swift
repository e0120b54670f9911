import Foundation
package import TaktMetrics
package import TaktModel

/// Bottlenecks as a document and as tables: what holds the plan up, and what one more of it would bring.
package struct BottleneckReport {
  private struct Row: Encodable {
    var id: String
    /// `machine` or `secondary`.
    var kind: String
    var load: Double
    var busyHours: Double
    var plannedHours: Double
    var waitingHours: Double
    var waitingOperations: Int
    var lateChainHours: Double
    var lateChainShare: Double
    var lateOrders: Int
  }
  private struct Trial: Encodable {
    /// `machine`, `secondary` or `shift`.
    var add: String
    var id: String
    var figures: TrialFigures
    /// Against the baseline; negative is better.
    var weightedTardinessChangeHours: Double
    var lateOrdersChange: Int
  }
  private struct Document: Encodable {
    var schemaVersion = "1"
    var plan: String
    var resources: [Row]
    var planInForce: TrialFigures
    var baseline: TrialFigures
    var trials: [Trial]
  }

  private let plan: String
  private let burdens: [Burden]
  private let inForce: TrialFigures
  private let baseline: TrialFigures
  private let trials: [CapacityTrial]
  private let language: Language

  package init(
    plan: String, burdens: [Burden], inForce: TrialFigures, baseline: TrialFigures,
    trials: [CapacityTrial], language: Language
  ) {
    self.plan = plan
    self.burdens = burdens
    self.inForce = inForce
    self.baseline = baseline
    self.trials = trials
    self.language = language
  }

  package func json() throws -> [UInt8] {
    let hours = { (seconds: Int) in (Double(seconds) / 36).rounded() / 100 }
    let share = { (x: Double) in (x * 1e4).rounded() / 1e4 }
    return try JSONText.encode(
      Document(
        plan: plan,
        resources: burdens.map { b in
          Row(
            id: b.id, kind: kind(b), load: share(b.load), busyHours: hours(b.busy),
            plannedHours: hours(b.planned), waitingHours: hours(b.waiting),
            waitingOperations: b.waitingCount, lateChainHours: hours(b.lateWaiting),
            lateChainShare: share(b.chainShare), lateOrders: b.lateOrders)
        }, planInForce: inForce, baseline: baseline,
        trials: trials.map { t in
          Trial(
            add: t.kind.rawValue, id: t.id, figures: t.figures,
            weightedTardinessChangeHours: change(t),
            lateOrdersChange: t.figures.lateOrders - baseline.lateOrders)
        }))
  }

  private func kind(_ burden: Burden) -> String {
    if case .resource = burden.target { "machine" } else { "secondary" }
  }

  private func change(_ trial: CapacityTrial) -> Double {
    let change = trial.figures.weightedTardinessHours - baseline.weightedTardinessHours
    return (change * 100).rounded() / 100
  }

  /// For the terminal: the worst, then the trials.
  package func text(most: Int) -> String {
    var lines = [
      word(
        "瓶颈（按造成拖期的等待、全部等待、负荷排序）",
        "Bottlenecks, by the waiting that makes orders late, all waiting, and load"), "",
    ]
    var table = MarkdownTable(
      language == .zh
        ? ["资源", "负荷", "全部等待 (h)", "等待工序", "拖期链等待 (h)", "占拖期链", "致拖期订单"]
        : [
          "resource", "load", "waiting (h)", "operations", "on late chains (h)", "share of chains",
          "late orders",
        ])
    for b in burdens.prefix(most) {
      table.row([
        b.id, percent(b.load), hours(b.waiting), String(b.waitingCount), hours(b.lateWaiting),
        percent(b.chainShare), String(b.lateOrders),
      ])
    }
    lines += table.lines
    guard !trials.isEmpty else { return lines.joined(separator: "\n") + "\n" }
    lines += [
      "",
      word(
        "增加一个会怎样（重新排产，与同样搜索时间的现状比较）：",
        "What one more would bring (planned again, against the plant as it is searched as long):"),
      "",
    ]
    var trialTable = MarkdownTable(
      [word("方案", "plan")] + TrialFigures.rows(language).map(\.name))
    trialTable.row([word("现行计划", "plan in force")] + cells(inForce))
    trialTable.row([word("现状重排", "as it is, planned again")] + cells(baseline))
    for trial in trials { trialTable.row([name(trial)] + cells(trial.figures)) }
    lines += trialTable.lines
    lines += ["", sentence]
    return lines.joined(separator: "\n") + "\n"
  }

  private func cells(_ figures: TrialFigures) -> [String] {
    TrialFigures.rows(language).map { $0.value(figures) }
  }

  private func name(_ trial: CapacityTrial) -> String {
    switch trial.kind {
    case .machine: word("加一台 \(trial.id)", "one more \(trial.id)")
    case .secondary: word("加一个 \(trial.id)", "one more \(trial.id)")
    case .shift: word("\(trial.id) 加一班", "one more shift of \(trial.id)")
    }
  }

  /// The best of the trials, in a sentence.
  private var sentence: String {
    guard
      let best = trials.min(by: {
        ($0.figures.weightedTardinessHours, $0.figures.lateOrders)
          < ($1.figures.weightedTardinessHours, $1.figures.lateOrders)
      }), change(best) < 0
    else { return word("都没有帮助。", "None of them helps.") }
    let base = baseline.weightedTardinessHours
    let cut = percent(base == 0 ? 0 : -change(best) / base)
    return word(
      "\(name(best)) 最有效：加权拖期由 \(base) h 降到 \(best.figures.weightedTardinessHours) h（\(cut)），"
        + "拖期订单由 \(baseline.lateOrders) 降到 \(best.figures.lateOrders)。",
      "Most comes of \(name(best)): weighted tardiness falls from \(base) h to "
        + "\(best.figures.weightedTardinessHours) h (by \(cut)), late orders from "
        + "\(baseline.lateOrders) to \(best.figures.lateOrders).")
  }

  private func word(_ zh: String, _ en: String) -> String { language.pick(zh: zh, en: en) }
  private func percent(_ share: Double) -> String { String(format: "%.1f%%", share * 100) }
  private func hours(_ seconds: Int) -> String { String(format: "%.1f", Double(seconds) / 3600) }
}
