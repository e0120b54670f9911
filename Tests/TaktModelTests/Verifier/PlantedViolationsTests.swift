import TaktModel
import Testing

/// The violations that the suites beside this one plant in valid plans, all in one list: how many kinds there are, and that no rule is without.
@Suite struct PlantedViolationsTests {
  /// One way to make a valid plan wrong, and the rules the verifier must say it breaks.
  struct Kind {
    let group: String
    let name: String
    let rules: [Violation.Rule]
  }

  static let kinds: [Kind] =
    PlanMutation.all.map {
      Kind(
        group: "orders, machines and times", name: "\($0.testDescription): \($0.words)",
        rules: [$0.rule])
    }
    + planted("setups", SetupVerifierTests.mutations)
    + planted("operators and tools", SecondaryRulesTests.mutations)
    + planted("materials", MaterialRulesTests.mutations)
    + planted("what is settled", CommitmentRulesTests.mutations)
    + TimeRuleMutations.groups.flatMap { planted($0.testDescription, $0.mutations) }

  private static func planted(_ group: String, _ mutations: [FloorMutation]) -> [Kind] {
    mutations.map { Kind(group: group, name: $0.testDescription, rules: $0.rules) }
  }

  @Test func `sixty-three kinds of violations are planted`() {
    let byGroup = Dictionary(grouping: Self.kinds, by: \.group).mapValues(\.count)
    #expect(
      byGroup == [
        "orders, machines and times": 16, "setups": 6, "operators and tools": 8, "materials": 4,
        "what is settled": 7, "outside processing": 4, "breaks within operations": 3,
        "transport": 3, "links and transfer batches": 4, "maximum lags": 3, "batch machines": 3,
        "power limit": 2, "limited room": 2,
      ])
    #expect(Self.kinds.count == 65)
    #expect(Set(Self.kinds.map { $0.group + $0.name }).count == Self.kinds.count, "none twice")
  }

  @Test func `every rule is broken by one of them`() {
    let broken = Set(Self.kinds.flatMap(\.rules))
    // Claimed figures stand in a document, not in a plan's lines: PlanDocumentTests falsifies them.
    let judged = Set(Violation.Rule.allCases).subtracting([.figure])
    #expect(judged.subtracting(broken) == [], "rules that nothing breaks")
    #expect(broken == judged)
  }
}
