/// What a plan of the shop floor costs, the first difference deciding: the objective, then setups, then lead time.
struct FloorCost: Comparable, Sendable {
  /// The objective's value; `Int.max` for a plan that does not fit the calendars.
  var value = Int.max
  /// Ticks of all setups and changeovers.
  var setup = 0
  /// Cost of all changeovers.
  var money = 0
  /// Sum over the jobs of completion less first start.
  var lead = 0

  static func < (a: FloorCost, b: FloorCost) -> Bool {
    (a.value, a.setup, a.money, a.lead) < (b.value, b.setup, b.money, b.lead)
  }

  /// What decides between plans of equal value, most important first.
  var tieBreak: [Int] { [setup, money, lead] }

  /// The tie-break as one number, for annealing: an hour of setup weighs as much as two days of lead time.
  var minor: Double { Double(setup) + Double(money) + Double(lead) / 48 }
}
