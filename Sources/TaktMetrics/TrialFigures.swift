package import TaktModel

/// The few figures that plans of the same orders are compared by.
package struct TrialFigures: Sendable, Equatable, Encodable {
  package var weightedTardinessHours: Double
  package var lateOrders: Int
  package var maximumTardinessHours: Double
  package var meanLeadTimeHours: Double
  package var makespanHours: Double
  package var setupHours: Double

  package init(_ figures: PlanFigures) {
    let hours = { (seconds: Double) in (seconds / 36).rounded() / 100 }
    weightedTardinessHours = hours(Double(figures.weightedTardiness))
    lateOrders = figures.lateCount
    maximumTardinessHours = hours(Double(figures.maximumTardiness))
    meanLeadTimeHours = hours(figures.meanLeadTime)
    makespanHours = hours(Double(figures.makespan))
    setupHours = hours(Double(figures.setup))
  }

  /// A figure in both languages and its value, for tables.
  package static func rows(_ language: Language) -> [(
    name: String, value: (TrialFigures) -> String
  )] {
    let number = { (x: Double) in x == x.rounded() ? String(Int(x)) : String(x) }
    return [
      (
        language.pick(zh: "加权拖期 (h)", en: "weighted tardiness (h)"),
        { number($0.weightedTardinessHours) }
      ),
      (language.pick(zh: "拖期订单", en: "late orders"), { String($0.lateOrders) }),
      (
        language.pick(zh: "最大拖期 (h)", en: "maximum tardiness (h)"),
        { number($0.maximumTardinessHours) }
      ),
      (language.pick(zh: "平均生产周期 (h)", en: "mean lead time (h)"), { number($0.meanLeadTimeHours) }),
      (language.pick(zh: "总工期 (h)", en: "makespan (h)"), { number($0.makespanHours) }),
      (language.pick(zh: "准备时间 (h)", en: "setup (h)"), { number($0.setupHours) }),
    ]
  }
}

/// What one more machine, shift or operator brings.
package struct CapacityTrial: Sendable {
  /// What is added.
  package enum Kind: String, Sendable {
    case machine
    case secondary
    case shift
  }
  package var kind: Kind
  package var id: String
  package var figures: TrialFigures

  package init(kind: Kind, id: String, figures: TrialFigures) {
    (self.kind, self.id, self.figures) = (kind, id, figures)
  }
}
