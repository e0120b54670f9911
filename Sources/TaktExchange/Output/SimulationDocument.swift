import Foundation
package import TaktModel
package import TaktSimulation

/// What `takt simulate` found: policies side by side, and how robust the plan is.
package struct SimulationDocument: Encodable, Sendable {
  package struct PolicyLine: Encodable, Sendable {
    var policy: String
    var onTimeDelivery: PolicyComparison.Figure
    var meanTardinessMinutes: PolicyComparison.Figure
    var weightedTardinessMinutes: PolicyComparison.Figure
    var movedJobOrders: PolicyComparison.Figure
    var plans: PolicyComparison.Figure
    var startDeviationMinutes: PolicyComparison.Figure
    var gainOverFirstMinutes: PolicyComparison.Figure?
  }
  package struct OrderLine: Encodable, Sendable {
    var order: String
    var lateShare: Double
    var meanLatenessMinutes: Double
  }

  package var schemaVersion = "1"
  var seeds: Int
  var firstSeed: UInt64
  var confidence = 0.95
  var policies: [PolicyLine]
  /// Orders that are late on some floors, those most often late first, under the first policy.
  var ordersAtRisk: [OrderLine]
  var formulas = [
    "interval": "mean ± t(0.975, n − 1) · s / √n over the seeds",
    "gain": "mean tardiness of the first policy less this one's, floor by floor",
  ]

  package init(_ comparison: PolicyComparison, seeds: Int, firstSeed: UInt64) {
    self.seeds = seeds
    self.firstSeed = firstSeed
    policies = comparison.rows.map { row in
      PolicyLine(
        policy: row.policy.rawValue, onTimeDelivery: row.onTime.over(1),
        meanTardinessMinutes: row.meanTardiness.over(60),
        weightedTardinessMinutes: row.weightedTardiness.over(60),
        movedJobOrders: row.moved.over(1), plans: row.plans.over(1),
        startDeviationMinutes: row.startDeviation.over(60),
        gainOverFirstMinutes: row.gain?.over(60))
    }
    var late: [String: (count: Int, sum: Int)] = [:]
    for outcome in comparison.rows.first?.outcomes ?? [] {
      for (order, lateness) in outcome.lateness where !order.hasPrefix("RUSH-") {
        let known = late[order] ?? (0, 0)
        late[order] = (known.count + (lateness > 0 ? 1 : 0), known.sum + lateness)
      }
    }
    ordersAtRisk = late.filter { $0.value.count > 0 }.map { order, sum in
      OrderLine(
        order: order, lateShare: (Double(sum.count) / Double(seeds) * 1000).rounded() / 1000,
        meanLatenessMinutes: (Double(sum.sum) / Double(seeds) / 6).rounded() / 10)
    }.sorted { ($0.lateShare, $1.order) > ($1.lateShare, $0.order) }
  }

  package func text(_ language: Language) -> String {
    let pick = { (zh: String, en: String) in language.pick(zh: zh, en: en) }
    var table = MarkdownTable([
      pick("策略", "policy"), pick("准时交付率 %", "on time %"), pick("平均拖期 分钟", "mean late min"),
      pick("加权拖期 小时", "weighted late h"), pick("移动工序", "moved"), pick("计划次数", "plans"),
      pick("比首个策略少拖期 分钟", "gain min"),
    ])
    for p in policies {
      table.row([
        p.policy, p.onTimeDelivery.over(0.01).text, p.meanTardinessMinutes.text,
        p.weightedTardinessMinutes.over(60).text, p.movedJobOrders.text, p.plans.text,
        p.gainOverFirstMinutes?.text ?? "",
      ])
    }
    var lines = [
      pick("\(seeds) 次仿真，均值 ± 95% 置信区间", "\(seeds) floors, mean ± 95% confidence interval"), "",
    ]
    lines += table.lines
    if !ordersAtRisk.isEmpty {
      lines += ["", pick("最可能拖期的订单（首个策略）：", "Orders most often late (first policy):")]
      for order in ordersAtRisk.prefix(10) {
        lines.append(
          "  \(order.order)  \(Int((order.lateShare * 100).rounded()))%  "
            + pick("平均偏差", "mean deviation") + " \(order.meanLatenessMinutes) min")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension PolicyComparison.Figure {
  /// The same in another unit.
  fileprivate func over(_ unit: Double) -> Self {
    var scaled = self
    scaled.mean = (mean / unit * 1000).rounded() / 1000
    scaled.halfWidth = (halfWidth / unit * 1000).rounded() / 1000
    return scaled
  }

  fileprivate var text: String { String(format: "%.1f ± %.1f", mean, halfWidth) }
}
