import Synchronization
import TaktModel

/// A population of good plans that stay apart from each other, shared by the threads of a search.
///
/// A newcomer close to a member may only replace that member; after many failures in a row the population has nothing left to
/// give and is begun anew. Without both, small shops collapse to copies of one plan in seconds (measured).
final class PlanPool: Sendable {
  fileprivate struct State {
    var plans: [SequencePlan] = []
    var failures = 0
    var generation = 0
  }

  private let problem: Problem
  private let capacity: Int
  private let state = Mutex(State())

  init(_ problem: Problem, capacity: Int) {
    self.problem = problem
    self.capacity = capacity
  }

  /// Whether the population is still being filled.
  var isFilling: Bool { state.withLock { $0.plans.count < capacity } }

  /// The member that costs least; nil while there is none.
  func best() -> SequencePlan? {
    state.withLock { $0.plans.min { $0.cost < $1.cost } }
  }

  /// Two different members at random; nil while there are fewer.
  func parents(_ random: inout SplitMix64) -> (SequencePlan, SequencePlan)? {
    let (a, b) = (random.next(), random.next())
    return state.withLock { state in
      let count = state.plans.count
      guard count >= 2 else { return nil }
      let i = Int(a % UInt64(count))
      var j = Int(b % UInt64(count - 1))
      if j >= i { j += 1 }
      return (state.plans[i], state.plans[j])
    }
  }

  /// Adds a plan if the population is the better for it.
  func add(_ plan: SequencePlan, _ random: inout SplitMix64) {
    let members = state.withLock { ($0.plans, $0.generation) }
    let ruler = PlanDistance(problem, from: plan)
    let distances = members.0.map { ruler.distance(to: $0) }
    let keepsBest = random.next() & 1 == 0
    state.withLock { state in
      // Another thread has changed the population meanwhile: measure against what is there now.
      let distances =
        state.generation == members.1 ? distances : state.plans.map { ruler.distance(to: $0) }
      state.insert(plan, distances, near: problem.operationCount / 5, capacity)
      if state.failures > capacity, state.plans.count == capacity { state.restart(keepsBest) }
    }
  }
}

extension PlanPool.State {
  fileprivate mutating func insert(
    _ plan: SequencePlan, _ distances: [Int], near: Int, _ capacity: Int
  ) {
    let nearest = distances.indices.min { distances[$0] < distances[$1] }
    if let nearest, distances[nearest] < near {
      guard plan.cost < plans[nearest].cost else {
        failures += 1
        return
      }
      plans[nearest] = plan
    } else if plans.count < capacity {
      plans.append(plan)
    } else if let worst = plans.indices.max(by: { plans[$0].cost < plans[$1].cost }),
      plan.cost < plans[worst].cost
    {
      plans[worst] = plan
    } else {
      failures += 1
      return
    }
    failures = 0
    generation += 1
  }

  fileprivate mutating func restart(_ keepsBest: Bool) {
    let best = plans.min { $0.cost < $1.cost }
    plans = keepsBest ? [best].compactMap { $0 } : []
    failures = 0
    generation += 1
  }
}

/// How far plans are from one plan: pairs in another order on a machine, and operations on another machine.
struct PlanDistance {
  private let problem: Problem
  private let position: [Int32]
  private let mode: [Int32]

  init(_ problem: Problem, from plan: SequencePlan) {
    self.problem = problem
    var position = [Int32](repeating: 0, count: plan.order.count)
    for (i, o) in plan.order.enumerated() { position[Int(o)] = Int32(i) }
    self.position = position
    mode = plan.mode
  }

  /// - Complexity: O(Σ over machines of its operations squared)
  func distance(to other: SequencePlan) -> Int {
    var sequences = Array(repeating: [Int32](), count: problem.machineCount)
    var different = 0
    for o in other.order.map(Int.init) {
      if other.mode[o] == mode[o] {
        sequences[Int(problem.machine[Int(mode[o])])].append(position[o])
      } else {
        different += 1
      }
    }
    for sequence in sequences {
      for i in sequence.indices {
        for j in 0..<i where sequence[j] > sequence[i] { different += 1 }
      }
    }
    return different
  }
}
