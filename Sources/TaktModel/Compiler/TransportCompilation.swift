extension ShopFloor.Transport {
  /// The transport times of a plant between the work centres of its machines.
  /// - Throws: ``ProblemError`` where there are too many work centres for a table.
  /// - Complexity: O(work centres² × rows)
  init(_ plant: Plant) throws {
    guard plant.transports.contains(where: { $0.time > 0 }) else { return }
    let count = plant.workCentres.count
    guard count <= Self.mostPlaces else {
      throw ProblemError("transport times between \(count) work centres need too much room")
    }
    placeCount = count
    placeOf = plant.resources.map { Int32($0.workCentre) }
    for from in 0..<count {
      for to in 0..<count {
        time.append(Int32(clamping: plant.transportTime(fromCentre: from, toCentre: to)))
      }
    }
  }

  /// 4 bytes a pair.
  private static let mostPlaces = 4096
}
