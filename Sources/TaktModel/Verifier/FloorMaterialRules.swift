/// Judges by time whether a schedule ever draws more of a material than there is.
struct FloorMaterialRules {
  let problem: Problem
  let schedule: Schedule

  private struct Draw {
    var tick: Int32
    var material: Int
    var amount: Int
    var operation: Int
  }

  /// The first lack, as a sentence; nil where there is none.
  var fault: String? {
    let materials = problem.floor.materials
    guard !materials.isEmpty else { return nil }
    let byMaterial = Dictionary(grouping: draws, by: \.material)
    for material in byMaterial.keys.sorted() {
      let sorted = (byMaterial[material] ?? []).sorted {
        ($0.tick, $0.operation) < ($1.tick, $1.operation)
      }
      var drawn = 0
      for draw in sorted {
        drawn += draw.amount
        let there =
          materials.supplies(of: material)
          .last { materials.supplyTick[$0] <= draw.tick }
          .map { Int(materials.supplyTotal[$0]) } ?? 0
        guard drawn > there else { continue }
        return "operation \(draw.operation) draws material \(material) at \(draw.tick), "
          + "when \(drawn) are drawn and \(there) are there"
      }
    }
    return nil
  }

  /// What is drawn when; a kit once, by the operation of it that runs first.
  private var draws: [Draw] {
    let materials = problem.floor.materials
    var first: [Int: Int] = [:]
    for o in 0..<problem.operationCount {
      guard let kit = materials.kit(of: o) else { continue }
      if first[kit].map({ schedule.runStart[o] < schedule.runStart[$0] }) ?? true { first[kit] = o }
    }
    return (0..<problem.operationCount).flatMap { o -> [Draw] in
      if let kit = materials.kit(of: o), first[kit] != o { return [] }
      return materials.draws(of: o).map {
        Draw(
          tick: schedule.runStart[o], material: Int(materials.drawMaterial[$0]),
          amount: Int(materials.drawAmount[$0]), operation: o)
      }
    }
  }
}
