import TaktModel

/// When operations were at work on each machine, as reported: what nobody has reported cannot have been there meanwhile.
///
/// A machine does one at a time: what had not stopped there when the next was reported to begin was stopped by it.
struct Reports {
  /// A stretch of reported work; without an end while it goes on.
  struct Stretch {
    var from: Instant
    var to: Instant?
    var key: StepKey
  }

  /// Stretches of each machine that does one at a time, by when they began.
  private(set) var ofMachine: [[Stretch]]
  /// Stretches of each operation, by when they began.
  private(set) var ofStep: [StepKey: [OperationFact.Stretch]] = [:]

  /// - Parameter plan: where an operation is, and when it begins there, as planned; nil where no plan has it
  /// - Complexity: O(n log n), n = reports
  init(
    _ operations: [StepKey: OperationFact], _ plant: Plant,
    plan: (StepKey) -> (machine: Int, begin: Instant)?
  ) {
    ofMachine = Array(repeating: [], count: plant.resources.count)
    var planned: [StepKey: Instant] = [:]
    for (key, fact) in operations {
      let plan = plan(key)
      let order = plant.orders[key.order]
      let machine =
        fact.resource ?? plan?.machine
        ?? plant.routings[order.routing].operations[key.step].alternatives[0].resource
      let work = Self.work(fact, plannedBegin: plan?.begin).filter { $0.from <= plant.asOf }
      guard !work.isEmpty else { continue }
      // A word of progress says when it was there at the latest, and begun it was by its plan.
      if let begin = plan?.begin, fact.work.isEmpty, fact.finished == nil {
        planned[key] = min(begin, work[0].from)
      }
      if !plant.resources[machine].doesOneAtATime {
        ofStep[key] = work
      } else {
        ofMachine[machine] += work.map { Stretch(from: $0.from, to: $0.to, key: key) }
      }
    }
    for machine in ofMachine.indices where !ofMachine[machine].isEmpty { cut(machine) }
    for (key, begin) in planned { ofStep[key]?[0].from = begin }
  }

  /// The stretches an operation was on its machine; of one that is done and of whose begin there is no word, from its planned one on.
  private static func work(_ fact: OperationFact, plannedBegin: Instant?)
    -> [OperationFact.Stretch]
  {
    guard fact.work.isEmpty else { return fact.work }
    if let finished = fact.finished {
      let words = [fact.sign, finished, plannedBegin].compactMap { $0 }
      return words.min().map { [.init(from: $0, to: finished)] } ?? []
    }
    return fact.sign.map { [.init(from: min($0, fact.paused ?? $0), to: fact.paused)] } ?? []
  }

  private mutating func cut(_ machine: Int) {
    ofMachine[machine].sort { ($0.from, $0.key) < ($1.from, $1.key) }
    for i in ofMachine[machine].indices {
      if i + 1 < ofMachine[machine].count {
        let next = ofMachine[machine][i + 1].from
        if ofMachine[machine][i].to.map({ $0 > next }) ?? true { ofMachine[machine][i].to = next }
      }
      let stretch = ofMachine[machine][i]
      ofStep[stretch.key, default: []].append(.init(from: stretch.from, to: stretch.to))
    }
    // What was over at once left the machine to others.
    ofMachine[machine].removeAll { $0.to == $0.from }
  }

  /// When work nobody has reported, of so many seconds, can have begun on a machine, no earlier than a moment; nil where what is
  /// reported leaves it no room.
  func room(on machine: Int, from: Instant, seconds: Int) -> Instant? {
    var begin = from
    for stretch in ofMachine[machine] where stretch.from < begin + seconds {
      guard let end = stretch.to else { return nil }
      begin = max(begin, end)
    }
    return begin
  }

  /// When what began on a machine at a moment was stopped by the next that was reported there; nil where it was not.
  func next(on machine: Int, after begin: Instant) -> Instant? {
    ofMachine[machine].first { $0.from > begin }?.from
  }
}
