/// What a plan of the shop floor costs, the first difference deciding: the objective, then setups, then lead time.
struct FloorCost: Comparable, Sendable {
  /// The objective's value; `Int.max` for a plan that does not fit the calendars.
  var value = Int.max
  /// What leaving a plan in force costs, in the objective's unit.
  var disruption = 0
  /// Ticks of all setups and changeovers.
  var setup = 0
  /// Cost of all changeovers.
  var money = 0
  /// Sum over the jobs of completion less first start.
  var lead = 0

  /// The objective with what the change costs.
  var total: Int { value == .max ? .max : value &+ disruption }

  static func < (a: FloorCost, b: FloorCost) -> Bool {
    (a.total, a.setup, a.money, a.lead) < (b.total, b.setup, b.money, b.lead)
  }

  /// What decides between plans of equal value, most important first.
  var tieBreak: [Int] { [setup, money, lead] }

  /// The tie-break as one number, for annealing: an hour of setup weighs as much as two days of lead time.
  var minor: Double { Double(setup) + Double(money) + Double(lead) / 48 }
}
