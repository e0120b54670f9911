extension PlanVerifier {
  /// What a routing asks of one of its steps: an object, as thousands of lines have it, and what each of them asks for apart, as
  /// an operation is copied whole for any part of it.
  final class Step: Sendable {
    let operation: RoutingOperation
    let alternatives: [RoutingOperation.Alternative]
    let lot: RoutingOperation.Lot?
    init(_ operation: RoutingOperation) {
      self.operation = operation
      (alternatives, lot) = (operation.alternatives, operation.lot)
    }
  }

  /// A job order whose names are known.
  ///
  /// An object, as each goes through all the rules: handed on as a struct, its names were counted in and out at every step, half
  /// of all the time.
  final class Entry: @unchecked Sendable {
    let order: Int
    let step: Int
    let resource: Int
    let job: JobOrder
    let asked: Step
    var operation: RoutingOperation { asked.operation }
    /// The changeover it needs behind the one before it on its resource.
    var changeover: Changeover?
    /// Calendars that must all be open for work on its setup, and on its run.
    var setupCalendars: [Int] = []
    var runCalendars: [Int] = []

    init(order: Int, step: Int, resource: Int, job: JobOrder, asked: Step) {
      self.order = order
      self.step = step
      self.resource = resource
      self.job = job
      self.asked = asked
    }
  }
}
