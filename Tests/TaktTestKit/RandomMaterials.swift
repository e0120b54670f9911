package import TaktModel

/// Random draws of scarce materials, kits among them, and random arcs between jobs.
package enum RandomMaterials {
  /// Two materials; most operations draw some, and jobs with several first operations now and then draw a kit.
  package static func materials(_ problem: Problem, _ random: inout TestRandom)
    -> ShopFloor.Materials
  {
    var result = ShopFloor.Materials()
    var total = [0, 0]
    var draws = (0..<problem.operationCount).map { _ in
      (0..<2).compactMap { material -> (Int32, Int32)? in
        let amount = Int32.random(in: -1...3, using: &random)
        return amount <= 0 ? nil : (Int32(material), amount)
      }
    }
    var kits = Array(repeating: Int32(-1), count: problem.operationCount)
    for job in 0..<problem.jobCount {
      let first = problem.operations(ofJob: job).filter { problem.isFirst($0) }
      guard first.count > 1, Int.random(in: 0..<3, using: &random) > 0,
        !draws[first[0]].isEmpty
      else { continue }
      for o in first { (draws[o], kits[o]) = (draws[first[0]], Int32(result.kitCount)) }
      result.kitCount += 1
    }
    var counted: Set<Int32> = []
    for (o, list) in draws.enumerated() where kits[o] < 0 || counted.insert(kits[o]).inserted {
      for (material, amount) in list { total[Int(material)] += Int(amount) }
    }
    if result.kitCount > 0 { result.kitOf = kits }
    result.drawStart = [0]
    for list in draws {
      result.drawMaterial += list.map(\.0)
      result.drawAmount += list.map(\.1)
      result.drawStart.append(Int32(result.drawMaterial.count))
    }
    for material in 0..<2 { add(Int32(total[material]), to: &result, &random) }
    return result
  }

  /// A stock of a part of the total, and the rest in receipts one after the other.
  private static func add(
    _ total: Int32, to result: inout ShopFloor.Materials, _ random: inout TestRandom
  ) {
    var (there, tick) = (Int32.random(in: 0...total, using: &random), Int32(0))
    result.supplyTick.append(0)
    result.supplyTotal.append(there)
    while there < total {
      tick += Int32.random(in: 1...9, using: &random)
      there += Int32.random(in: 1...4, using: &random)
      result.supplyTick.append(tick)
      result.supplyTotal.append(there)
    }
    result.supplyStart.append(Int32(result.supplyTick.count))
  }

  /// Arcs from the last operations of some jobs to an operation of a later job.
  package static func links(_ problem: Problem, _ random: inout TestRandom) -> [PrecedenceArc] {
    (1..<max(1, problem.jobCount)).flatMap { parent -> [PrecedenceArc] in
      let child = Int.random(in: 0..<parent, using: &random)
      guard Int.random(in: 0..<4, using: &random) > 0,
        let to = problem.operations(ofJob: parent).randomElement(using: &random)
      else { return [] }
      return problem.operations(ofJob: child).filter { problem.isLast($0) }.map {
        PrecedenceArc(
          from: Int32($0), to: Int32(to), lag: Int32.random(in: 0...2, using: &random))
      }
    }
  }
}
