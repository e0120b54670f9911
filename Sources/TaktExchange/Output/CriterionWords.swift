import Foundation
package import TaktModel

/// Criteria of a plant's plan in words: names, values with their unit, and keys of the plan document.
extension Criterion {
  package func name(_ language: Language) -> String {
    switch self {
    case .makespan: language.pick(zh: "总工期", en: "Makespan")
    case .weightedTardiness: language.pick(zh: "加权拖期", en: "Weighted tardiness")
    case .totalTardiness: language.pick(zh: "总拖期", en: "Total tardiness")
    case .maximumTardiness: language.pick(zh: "最大拖期", en: "Maximum tardiness")
    case .numberLate: language.pick(zh: "拖期订单数", en: "Number of late orders")
    case .weightedNumberLate: language.pick(zh: "加权拖期订单数", en: "Weighted number late")
    case .totalFlowTime: language.pick(zh: "总流程时间", en: "Total flow time")
    case .weightedFlowTime: language.pick(zh: "加权流程时间", en: "Weighted flow time")
    case .energyCost: language.pick(zh: "电费", en: "Energy cost")
    }
  }

  /// A value, given in seconds, weighted seconds or orders; times as hours.
  package func text(_ value: Int, _ language: Language, unit: Bool = true) -> String {
    if countsJobs { return String(value) }
    if self == .energyCost { return PlanTables.number(Double(value) / 100) }
    let hours = String(format: "%.1f", Double(value) / 3600)
    return unit ? hours + " " + self.unit(language) : hours
  }

  private func unit(_ language: Language) -> String {
    switch self {
    case .weightedTardiness, .weightedFlowTime: language.pick(zh: "加权小时", en: "weighted h")
    default: "h"
    }
  }

  /// Its key in the plan document's `objective`.
  package var documentKey: String {
    let words = rawValue.split(separator: "-")
    let name = String(words[0]) + words.dropFirst().map(\.capitalized).joined()
    return countsJobs || self == .energyCost ? name : name + "Minutes"
  }

  /// Its value as the plan document gives it: minutes, or orders.
  package func documentValue(_ value: Int) -> Double {
    if self == .energyCost { return Double(value) / 100 }
    return countsJobs ? Double(value) : PlanDocument.minutes(value)
  }
}
