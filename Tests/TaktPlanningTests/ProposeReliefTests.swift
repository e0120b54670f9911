import TaktMetrics
import TaktModel
import TaktTestKit
import Testing

@testable import TaktPlanning

/// What would help late orders of plans made by hand.
@Suite struct ProposeReliefTests {
  private typealias P = SmallPlant

  private func proposals(_ plant: Plant, _ plan: [JobOrder], _ order: Int) throws
    -> [ReliefProposal]
  {
    var explaining = ExplainDelay(plant, plan)
    let found = try explaining.explain(order)
    let explanation = try #require(found)
    return try ProposeRelief(plant, plan).propose(explanation, explaining.index)
  }

  @Test func `the lid could wait: the base goes before it at the setter`() throws {
    var plant = SmallCrew.plant
    plant.orders[1].due = P.at(5, 10, 30)
    let found = try proposals(plant, SmallCrew.plan, 1)
    let first = try #require(found.first)
    #expect(first.measure == .overtake(jobOrder: "L-1/10", on: "PRESS-1"))
    #expect(first.isOnTime && first.completion == P.at(5, 10, 20))
    // The lid is still at the inspector before he comes.
    #expect(first.cost == -20 * 60)
    #expect(first.delta.newlyLate.isEmpty && first.delta.newlyOnTime.map(\.id) == ["B-1"])
  }

  @Test func `two hours more of the inspector, as late as is early enough`() throws {
    var plant = SmallCrew.plant
    plant.orders[0].due = P.at(5, 17)
    let found = try proposals(plant, SmallCrew.plan, 0)
    // Nights end at 04:00; a stretch on the free day before would be in the past.
    let hours = found.compactMap { proposal -> String? in
      if case .hours(let id, _) = proposal.measure { id } else { nil }
    }
    #expect(!hours.contains("BENCH"))
    #expect(found.allSatisfy { !$0.isOnTime || $0.completion <= P.at(5, 17) })
  }

  @Test func `the mill works on the weekend, as late as is early enough`() throws {
    var plant = P.plant
    // Friday at four: the run of 80 min is not over before Monday.
    plant.asOf = P.at(9, 13)
    plant.orders = [plant.orders[0]]
    (plant.orders[0].release, plant.orders[0].due) = (P.at(9, 8), P.at(11, 12))
    let plan = [
      P.line("MO-1", "10", "LATHE-01", P.at(9, 13), P.at(9, 13, 30), P.at(9, 14, 10)),
      P.line("MO-1", "20", "MILL-01", P.at(9, 15, 10), P.at(9, 15, 20), P.at(9, 16, 40)),
      P.line("MO-1", "30", "LATHE-01", P.at(9, 14, 10), P.at(9, 14, 10), P.at(9, 14, 30)),
      P.line("MO-1", "40", "MILL-01", P.at(9, 16, 40), P.at(9, 16, 45), P.at(12, 8, 5)),
    ]
    let found = try proposals(plant, plan, 0)
    let first = try #require(found.first { $0.isOnTime })
    #expect(first.measure == .hours(id: "MILL-01", [P.at(11, 8)..<P.at(11, 10)]))
    #expect(first.completion == P.at(11, 8, 5))
    #expect(first.delta.worse.isEmpty)
  }
}
