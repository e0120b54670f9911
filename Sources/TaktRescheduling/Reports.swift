import TaktModel

/// When operations were at work on each machine, as reported: what nobody has reported cannot have been there meanwhile.
///
/// A machine does one at a time: one that has not been reported finished when the next began there was stopped by it.
struct Reports {
  /// A stretch of reported work; without an end while it goes on.
  struct Stretch {
    var from: Instant
    var to: Instant?
    var key: StepKey
  }

  /// Stretches of each machine, by when they began.
  private(set) var ofMachine: [[Stretch]]
  /// When those were stopped that another took the machine from.
  private(set) var stopped: [StepKey: Instant] = [:]

  /// - Parameter machineOf: where an operation is, and for how many seconds, as planned
  init(
    _ facts: FloorFacts, machines: Int, asOf: Instant,
    planned: (StepKey) -> (machine: Int, seconds: Int)
  ) {
    ofMachine = Array(repeating: [], count: machines)
    for (key, fact) in facts.operations {
      guard fact.started != nil || fact.finished != nil else { continue }
      let plan = planned(key)
      let end = fact.finished.flatMap { $0 <= asOf ? $0 : nil } ?? fact.paused
      guard let from = fact.started ?? end.map({ $0 - plan.seconds }), from <= asOf else {
        continue
      }
      ofMachine[fact.resource ?? plan.machine].append(
        Stretch(from: min(from, end ?? from), to: end, key: key))
    }
    for machine in ofMachine.indices {
      ofMachine[machine].sort {
        ($0.from, $0.key.order, $0.key.step) < ($1.from, $1.key.order, $1.key.step)
      }
      for i in ofMachine[machine].indices.dropLast() where ofMachine[machine][i].to == nil {
        let next = ofMachine[machine][i + 1].from
        ofMachine[machine][i].to = next
        stopped[ofMachine[machine][i].key] = next
      }
    }
  }

  /// When work nobody has reported, of so many seconds, can have begun on a machine, no earlier than a moment; nil where what is
  /// reported leaves it no room.
  func room(on machine: Int, from: Instant, seconds: Int) -> Instant? {
    var begin = from
    for stretch in ofMachine[machine] {
      guard let end = stretch.to else {
        return stretch.from >= begin + seconds ? begin : nil
      }
      if end <= begin || stretch.from >= begin + seconds { continue }
      guard stretch.from <= begin else { return nil }
      begin = end
    }
    return begin
  }
}
