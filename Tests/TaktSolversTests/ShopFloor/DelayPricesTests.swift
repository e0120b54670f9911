import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Prices of delays on plans small enough to work out by hand.
@Suite struct DelayPricesTests {
  /// Jobs of one operation each on one machine, in that order: work, due, weight.
  private func prices(_ jobs: [(work: Int32, due: Int32, weight: Int32)]) throws -> [(Int32) -> Int]
  {
    let problem = try Problem(
      jobs: jobs.map {
        JobSpec(
          chain: [[.init(machine: 0, duration: $0.work)]], due: $0.due, weight: $0.weight)
      }, machineCount: 1)
    var sequence = FloorSequence(problem, objective: .weightedTardiness)
    var plan = FloorPlan(sequence)
    plan.order = jobs.indices.map(Int32.init)
    plan.mode = plan.order
    sequence.load(plan)
    let box = PriceBox(DelayPrices(sequence, meanWork: 4))
    return jobs.indices.map { o in { delay in Int(box.prices.cost(Int32(o), delay: delay)) } }
  }

  @Test func `a delay costs its own job and those behind it, less the room there is`() throws {
    let cost = try prices([(4, 4, 1), (3, 10, 2)])
    // The second ends at 7 and is due at 10.
    #expect(cost[1](2) == 0)
    #expect(cost[1](8) == 2 * 5)
    #expect(cost[0](2) == 2)
    #expect(cost[0](8) == 8 + 2 * 5)
  }

  @Test func `an advance saves what is late behind it, and nothing where nothing is`() throws {
    let late = try prices([(4, 9, 1), (3, 1, 2)])
    #expect(late[0](-2) == -2 * 2)
    #expect(late[1](-2) == -2 * 2)
    let inTime = try prices([(4, 9, 1), (3, 9, 2)])
    #expect(inTime[0](-2) == 0)
  }

  @Test func `a price between two of the delays looked at lies between theirs`() throws {
    let cost = try prices([(4, 4, 1), (3, 10, 2), (5, 11, 3)])
    for delay in Int32(1)..<60 {
      #expect(cost[0](delay) <= cost[0](delay + 1), "\(delay)")
    }
  }
}

private final class PriceBox {
  let prices: DelayPrices
  init(_ prices: consuming DelayPrices) { self.prices = prices }
}
