import TaktModel

/// How much work a line of the plan in force stands for, and who does it.
extension FloorFollower {
  /// What was known of an operation when the plan in force was made.
  func told(_ key: StepKey) -> OperationFact {
    guard !told.operations.isEmpty, let order = told.index.orders[plant.orders[key.order].id] else {
      return OperationFact()
    }
    return told.operations[StepKey(order: order, step: key.step)] ?? OperationFact()
  }

  func operation(_ entry: Known) -> RoutingOperation {
    plant.routings[plant.orders[entry.key.order].routing].operations[entry.key.step]
  }

  /// The resource an entry is on: as reported, or as planned.
  func machine(_ entry: Known) -> Int { operations[entry.key]?.resource ?? entry.machine }

  /// Pieces of its order, or of its lot.
  private func pieces(_ entry: Known) -> Int {
    operation(entry).pieces(ofOrder: plant.orders[entry.key.order].quantity)
  }

  private func alternative(_ entry: Known) -> RoutingOperation.Alternative {
    let (operation, machine) = (operation(entry), machine(entry))
    return operation.alternatives.first { $0.resource == machine } ?? operation.alternatives[0]
  }

  func runTime(_ entry: Known, pieces: Int) -> Int {
    pieces > 0 ? alternative(entry).run(quantity: pieces) : 0
  }

  func ownSetup(_ entry: Known) -> Int { alternative(entry).setup }

  /// Who works on an entry in its setup or in its run.
  func crew(_ entry: Known, on machine: Int, inRun: Bool) -> OpenTime.Crew {
    OpenTime.crew(
      operation(entry), on: machine,
      holding: entry.line.secondary.map { facts.index.secondaries[$0] }, inRun: inRun)
  }

  /// Pieces to be worked again that the plan in force does not know of.
  func newRework(_ entry: Known, _ fact: OperationFact?) -> Int {
    guard let fact, fact.rework > 0 else { return 0 }
    let known = told(entry.key)
    return fact.endBefore == known.endBefore ? max(0, fact.rework - known.rework) : fact.rework
  }

  /// Seconds that an order's change since the plan in force adds to an entry's run, or takes from it.
  func grown(_ entry: Known) -> Int {
    let order = plant.orders[entry.key.order]
    // Most orders have not changed, and stand where they stood.
    let place = entry.key.order
    let was =
      place < before.orders.count && before.orders[place].id == order.id
      ? place : told.index.orders[order.id]
    guard let was else { return 0 }
    let old = before.orders[was]
    if old.quantity == order.quantity, old.routing == order.routing { return 0 }
    let alternatives = before.routings[old.routing].operations[entry.key.step].alternatives
    let then = alternatives.first { $0.resource == machine(entry) }
    let earlier = before.routings[old.routing].operations[entry.key.step]
    return runTime(entry, pieces: pieces(entry))
      - (then.map { earlier.work($0, ofOrder: old.quantity).run } ?? 0)
  }

  /// An entry's work as it was when it began, to be followed from a moment on.
  func workInHand(_ entry: Known, _ fact: OperationFact?, from begin: Instant?) -> WorkInHand {
    let (line, machine) = (entry.line, machine(entry))
    var left = WorkLeft(
      setup: crew(entry, on: machine, inRun: false), run: crew(entry, on: machine, inRun: true),
      at: begin ?? asOf)
    let known = told(entry.key)
    let rework = fact?.rework ?? 0
    var more = newRework(entry, fact)
    let isAgain = fact?.endBefore != known.endBefore
    if entry.isUnplanned || isAgain || machine != entry.machine {
      let pieces = fact?.endBefore == nil ? pieces(entry) : 0
      left.setupLeft = ownSetup(entry)
      left.runLeft = runTime(entry, pieces: pieces) + runTime(entry, pieces: rework)
      more = 0
    } else {
      left.setupLeft = old.work(left.setup, from: line.setupStart, to: line.start)
      left.runLeft = max(0, old.work(left.run, from: line.start, to: line.end) + grown(entry))
      if line.status == .running, line.start <= before.asOf, begin == line.setupStart {
        // Its setup is history.
        left.setupLeft = 0
        left.at = line.start
        left.runBegan = line.start
      }
    }
    let at = fact?.reworkAt ?? asOf
    // What came to it before it began is part of it from the start.
    if more > 0, begin.map({ at <= $0 }) ?? true {
      left.runLeft += runTime(entry, pieces: more)
      more = 0
    }
    let whole = fact?.endBefore == nil ? pieces(entry) : 0
    return WorkInHand(
      left, ownSetup: ownSetup(entry),
      wholeRun: runTime(entry, pieces: whole) + runTime(entry, pieces: rework - more),
      losses: facts.stops[machine].list.filter(\.losesWork).map(\.from),
      told: remaining(entry, fact, known, without: more),
      more: more > 0 ? (at, runTime(entry, pieces: more)) : nil)
  }

  /// The run that was left at the latest word of it; nil where the plan in force has it in its line.
  private func remaining(
    _ entry: Known, _ fact: OperationFact?, _ known: OperationFact, without more: Int
  ) -> (at: Instant, run: Int)? {
    guard let fact, let left = fact.left, left.at <= asOf,
      entry.line.status != .interrupted || left != known.left
    else { return nil }
    let quantity = fact.endBefore == nil ? pieces(entry) : 0
    let run = left.seconds ?? runTime(entry, pieces: quantity - left.pieces)
    let again = fact.rework - left.rework - (fact.reworkAt.map { $0 > left.at } == true ? more : 0)
    return (left.at, run + runTime(entry, pieces: again))
  }
}
