import TaktMetrics
import TaktModel
import TaktSolvers
import TaktTestKit
import Testing

@testable import TaktPlanning

/// The worst resource of a plan, and what one more of it brings.
@Suite struct FindBottlenecksTests {
  /// The crew with a due date that the setter cannot keep at both presses.
  private var plant: Plant {
    var plant = SmallCrew.plant
    plant.orders[0].due = SmallPlant.at(5, 21)
    plant.orders[1].due = SmallPlant.at(5, 10, 20)
    plant.routings[0].operations[1].needs = []
    plant.orders[0].due = SmallPlant.at(5, 10, 30)
    return plant
  }

  private var plan: [JobOrder] {
    typealias P = SmallPlant
    return [
      SmallCrew.plan[0], SmallCrew.plan[2],
      SmallCrew.line("L-1", "20", "BENCH", P.at(5, 9, 30), P.at(5, 9, 30), P.at(5, 10, 30), []),
    ]
  }

  @Test func `a second setter lets both be on time`() throws {
    #expect(PlanVerifier(plant).violations(of: plan).isEmpty)
    let result = try FindBottlenecks(plant, plan).run(worst: 1, objective: .weightedTardiness) {
      _ in Budget(iterations: 100, threads: 1)
    }
    #expect(result.burdens[0].id == "SETTER")
    #expect(result.inForce.lateOrders == 1 && result.baseline.lateOrders == 1)
    #expect(result.trials.map(\.kind) == [.secondary, .shift])
    #expect(result.trials[0].figures.lateOrders == 0)
    // Another shift of the same setter comes after both orders.
    #expect(result.trials[1].figures.lateOrders == 1)
  }

  @Test func `searches get what is left of the time`() throws {
    var asked: [Int] = []
    _ = try FindBottlenecks(plant, plan).run(worst: 2, objective: .weightedTardiness) {
      asked.append($0)
      return Budget(iterations: 10, threads: 1)
    }
    // Each of two with one more and a shift more, after two of the plant as it is.
    #expect(asked == [6, 5, 4, 3, 2, 1])
  }

  @Test func `what if the base were due earlier and the lid cancelled`() throws {
    let result = try WhatIf(plant, plan).run(
      [.due(order: 1, at: SmallPlant.at(5, 10)), .cancel(order: 0)], objective: .weightedTardiness
    ) { _ in Budget(iterations: 100, threads: 1) }
    #expect(result.delta.removed == ["L-1"])
    #expect(result.after.plant.orders.map(\.id) == ["B-1"])
    // With the setter to itself the base is complete at 10:20, twenty minutes late now.
    #expect(result.after.figures.maximumTardiness == 1200)
    #expect(result.after.plan[0].setupStart == SmallPlant.at(5, 8))
    #expect(result.before.plan.count == 3)
  }
}
