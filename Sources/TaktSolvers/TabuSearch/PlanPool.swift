import Synchronization
import TaktModel

/// A population of good plans that stay apart from each other, shared by the threads of a search.
///
/// A newcomer close to a member may only replace that member; after many failures in a row the population has nothing left to
/// give, and a new one is begun with its best member. Without both, small shops collapse to copies of one plan in seconds.
///
/// Populations grow with the time there is. The first is small and soon spent; how long it took says how many members the next
/// may have to be spent just as the time ends. One large population beats many small ones: on ta41, dmu41, ta15 and swv07, 120
/// s of one thread, 30 members end 0.87% over the best known values however often they start anew, 90 members 0.45%, and growing ones
/// 0.51% without knowing the number beforehand.
final class PlanPool: Sendable {
  fileprivate struct State {
    var plans: [SequencePlan] = []
    /// How many members the present population is to have.
    var capacity: Int
    /// The share of the run that was over when it was begun.
    var begun = 0.0
    var failures = 0
    var generation = 0
  }

  private let problem: Problem
  private let state: Mutex<State>

  init(_ problem: Problem, capacity: Int) {
    self.problem = problem
    state = Mutex(State(capacity: capacity))
  }

  /// How many members the present population is to have.
  var capacity: Int { state.withLock { $0.capacity } }

  /// Whether the population is still being filled.
  var isFilling: Bool { state.withLock { $0.plans.count < $0.capacity } }

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
  ///
  /// - Parameter progress: the share of the run that is over; nil where a run has no end.
  func add(_ plan: SequencePlan, progress: Double?) {
    let members = state.withLock { ($0.plans, $0.generation) }
    let ruler = PlanDistance(problem, from: plan)
    let distances = members.0.map { ruler.distance(to: $0) }
    state.withLock { state in
      // Another thread has changed the population meanwhile: measure against what is there now.
      let distances =
        state.generation == members.1 ? distances : state.plans.map { ruler.distance(to: $0) }
      state.insert(plan, distances, near: problem.operationCount / 5)
      guard state.failures > state.capacity else { return }
      // Small shops have no more plans apart from each other than these.
      if state.plans.count < state.capacity { state.capacity = max(2, state.plans.count) }
      if state.plans.count == state.capacity { state.restart(at: progress) }
    }
  }
}

extension PlanPool.State {
  fileprivate mutating func insert(
    _ plan: SequencePlan, _ distances: [Int], near: Int
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

  /// Begins a population with the best member, as large as the rest of the run has time for.
  fileprivate mutating func restart(at progress: Double?) {
    // Large populations take longer a member, hence four fifths.
    let growth = progress.map { 0.8 * (1 - $0) / max(1e-9, $0 - begun) } ?? 2
    capacity = max(4, Int(Double(capacity) * min(8, growth)))
    begun = progress ?? 0
    plans = plans.min { $0.cost < $1.cost }.map { [$0] } ?? []
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
