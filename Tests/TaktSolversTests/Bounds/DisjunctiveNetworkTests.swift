import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// The trail and the rules as a whole.
@Suite struct DisjunctiveNetworkTests {
  private func network(seed: Int, target: Int, alternatives: Int = 1) throws -> DisjunctiveNetwork {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.alternatives) = (5, 3, alternatives)
    let problem = try RandomProblems.problem(seed: seed, shape)
    var network = DisjunctiveNetwork(problem)
    let heads = Heads(problem)
    network.begin(
      heads: heads.start,
      deadlines: Deadlines.of(problem, .makespan, target: target, heads: heads))
    return network
  }

  private func state(_ network: borrowing DisjunctiveNetwork) -> [Int] {
    var result: [Int] = []
    for o in 0..<Int32(network.operationCount) {
      result += [Int(network.head(o)), Int(network.end(o)), Int(network.work(o))]
      result.append(Int(network.mode(o)))
    }
    for k in 0..<network.problem.modeCount { result.append(network.allows(mode: k) ? 1 : 0) }
    for literal in 0..<Int32(network.literals.count) { result.append(Int(network.value(literal))) }
    return result
  }

  @Test(arguments: [1, 2])
  func `backtracking restores every cell`(_ alternatives: Int) throws {
    var contradictions = 0
    for seed in 0..<60 {
      var network = try network(seed: seed, target: 40, alternatives: alternatives)
      guard network.propagate() else { continue }
      var random = TestRandom(seed: seed)
      var states = [state(network)]
      for _ in 0..<30 {
        let open = (0..<Int32(network.literals.count)).filter { network.isOpen($0) }
        if let literal = open.randomElement(using: &random), states.count < 6 {
          network.push()
          network.assume(literal)
          if network.propagate() {
            states.append(state(network))
            continue
          }
          contradictions += 1
        } else if states.count > 1 {
          states.removeLast()
        } else {
          break
        }
        network.backtrack()
        #expect(state(network) == states.last, "seed \(seed)")
      }
    }
    #expect(contradictions > 20)
  }

  /// Whatever order machines are visited in, the rules end at the same windows: propagating again changes nothing.
  @Test func `a second propagation moves nothing`() throws {
    for seed in 0..<60 {
      var network = try network(seed: seed, target: 34)
      guard network.propagate() else { continue }
      let before = state(network)
      var heads: [Int32] = []
      var ends: [Int32] = []
      for o in 0..<Int32(network.operationCount) {
        heads.append(network.head(o))
        ends.append(network.end(o))
      }
      network.begin(heads: heads, deadlines: ends)
      let holds = network.propagate()
      #expect(holds)
      #expect(state(network) == before, "seed \(seed)")
    }
  }

  @Test func `a clause makes its last open literal true`() throws {
    var network = try network(seed: 3, target: 100)
    let holds = network.propagate()
    #expect(holds)
    let open = (0..<Int32(network.literals.count)).filter {
      network.isOpen($0) && $0 < network.literals.opposite[$0]
    }
    var store = NogoodStore(literalCount: network.literals.count)
    let clause = [open[0], open[3], open[6]]
    store.add(clause)
    for (step, literal) in [clause[1], clause[0]].enumerated() {
      network.assume(network.literals.opposite[literal])
      while let news = network.nextNews() {
        store.conclude(false: network.literals.opposite[news], in: &network)
      }
      #expect(network.value(clause[2]) == (step == 1 ? 1 : 0))
    }
  }
}
