import Foundation
package import TaktModel

/// The answer to events in a screenful, for the terminal.
package struct RescheduleSummary {
  private let document: RescheduleDocument
  private let language: Language

  /// More changes than this are counted, not listed.
  private static let most = 20

  package init(_ document: RescheduleDocument, language: Language) {
    self.document = document
    self.language = language
  }

  package var text: String {
    let d = document
    let pick = { (zh: String, en: String) in language.pick(zh: zh, en: en) }
    var lines = [
      d.changed
        ? pick(
          "新计划 v\(d.planVersion)（基于 v\(d.basedOn)），方法 \(d.method ?? "")，\(d.asOf)",
          "New plan v\(d.planVersion) (based on v\(d.basedOn)), by \(d.method ?? ""), as of \(d.asOf)"
        )
        : pick("计划不变（v\(d.planVersion)）", "The plan stays as it is (v\(d.planVersion))")
    ]
    lines.append(
      pick(
        "  事件：\(d.applied) 个生效，\(d.withoutEffect) 个无影响，\(d.duplicateCount) 个重复，\(d.refusedCount) 个被拒绝",
        "  Events: \(d.applied) with effect, \(d.withoutEffect) without, \(d.duplicateCount) repeated, "
          + "\(d.refusedCount) refused"))
    for r in d.refused.prefix(Self.most) {
      let place = [r.row.map { "\($0)" }, r.id, r.field, r.value].compactMap { $0 }
      lines.append("    " + (place + [r.problem]).joined(separator: " · "))
    }
    if d.changed { lines += figures(pick) + changes(pick) }
    lines += strategies(pick)
    lines += d.warnings.map { "  ! " + $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  private func figures(_ pick: (String, String) -> String) -> [String] {
    let d = document
    let minutes = { (key: String) in number(d.objective[key] ?? 0) }
    var lines = [
      pick(
        "  加权拖期：\(minutes("weightedTardinessMinutes")) 分钟；仅右移 \(minutes("previousPlanRightShifted"))，原计划 \(minutes("previousPlan"))",
        "  Weighted tardiness: \(minutes("weightedTardinessMinutes")) min; right-shifted "
          + "\(minutes("previousPlanRightShifted")), plan before \(minutes("previousPlan"))"),
      pick(
        "  稳定性：\(d.stability.operationsCompared) 道工序中移动 \(d.stability.operationsMoved) 道，平均偏移 "
          + "\(number(d.stability.meanAbsoluteStartDeviationMinutes)) 分钟，换设备 \(d.stability.machineChanges)，"
          + "顺序颠倒 \(d.stability.sequenceInversions)",
        "  Stability: \(d.stability.operationsMoved) of \(d.stability.operationsCompared) job orders moved, "
          + "mean shift \(number(d.stability.meanAbsoluteStartDeviationMinutes)) min, "
          + "\(d.stability.machineChanges) on another machine, \(d.stability.sequenceInversions) pairs turned round"
      ),
      pick("  拖期订单：\(d.late.count)", "  Late orders: \(d.late.count)"),
    ]
    let shown = d.deviations.sorted {
      (($1.deviationMinutesAfter ?? 0), $0.order) < (($0.deviationMinutesAfter ?? 0), $1.order)
    }.prefix(Self.most)
    for line in shown {
      let words = [line.deviationMinutesBefore, line.deviationMinutesAfter].map {
        $0.map { number($0) } ?? "–"
      }
      lines.append(
        pick(
          "    \(line.order)：交期偏差 \(words[0]) → \(words[1]) 分钟",
          "    \(line.order): deviation \(words[0]) → \(words[1]) min"))
    }
    return lines
  }

  private func changes(_ pick: (String, String) -> String) -> [String] {
    var lines = [pick("  变动：\(document.changes.count)", "  Changes: \(document.changes.count)")]
    for change in document.changes.prefix(Self.most) {
      let places = [change.from, change.to].map { $0.map { "\($0.equipment) \($0.start)" } ?? "–" }
      lines.append("    \(change.jobOrder): \(places[0]) → \(places[1])  (\(change.reason))")
    }
    if document.changes.count > Self.most { lines.append("    …") }
    return lines
  }

  /// The methods side by side.
  private func strategies(_ pick: (String, String) -> String) -> [String] {
    guard let strategies = document.strategies else { return [] }
    let widths = [22, 14, 8, 8, 12, 12, 10]
    let row = { (cells: [String]) in
      "  "
        + zip(cells, widths).map { PlanSummary.padded($0, $1) }.joined()
    }
    let head = [
      pick("方法", "method"), pick("目标值", "objective"), pick("拖期", "late"), pick("移动", "moved"),
      pick("平均偏移", "mean shift"), pick("换设备", "machines"), "ms",
    ]
    return [row(head)]
      + strategies.map {
        row([
          $0.method, number($0.objectiveValue), String($0.late),
          String($0.stability.operationsMoved),
          number($0.stability.meanAbsoluteStartDeviationMinutes),
          String($0.stability.machineChanges), number($0.milliseconds),
        ])
      }
  }

  private func number(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(format: "%.1f", value)
  }
}
