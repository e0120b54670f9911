/// Room in front of work centres (缓冲区), and what fills it.
///
/// A work centre may say how many orders may wait in front of it (``WorkCentre/bufferCapacity``). An order whose operation is done
/// stays on its resource until it is moved: into the room in front of its next work centre when its resource is needed for another
/// job order and there is a place, or onto the next resource when that begins to be set up for it. Until then its resource is blocked,
/// though it has ended. With no room at all every order goes from resource to resource. What comes from a supplier, and an order's
/// first operation, wait elsewhere.
extension Plant {
  /// The work centre with limited room that an operation's orders wait in front of; nil where any number may wait.
  package func limitedWorkCentre(of operation: RoutingOperation) -> Int? {
    guard let first = operation.alternatives.first else { return nil }
    let centre = resources[first.resource].workCentre
    return workCentres[centre].bufferCapacity == nil ? nil : centre
  }

  /// The step an operation's orders come from, where they may have to wait there for room; nil where nothing is limited.
  package func stepBefore(_ operation: RoutingOperation) -> Int? {
    guard limitedWorkCentre(of: operation) != nil else { return nil }
    return operation.finishStarts.first?.from
  }

  /// Why an operation cannot stand in front of limited room, or behind it.
  package enum BufferMisfit: Sendable {
    /// Its alternatives are in several work centres, one of them with limited room.
    case severalWorkCentres
    /// It waits for several operations, or for lots that come together.
    case severalBefore
    /// The one before it is followed by several, or is split into lots.
    case severalBehind
    /// The one before it may be done in a batch machine, which would have to wait for each of its load.
    case batchMachineBefore
    /// The one before it passes on transfer batches.
    case transferBatch
    /// Operations of its item must follow each other soon: what stands in their way could not make room in time.
    case longestWait
  }

  /// Operations of routings whose orders' way through limited room would not be clear, each with the first reason.
  /// - Complexity: O(operations of the routings)
  package func bufferMisfits() -> [(routing: Int, step: Int, reason: BufferMisfit)] {
    guard workCentres.contains(where: { $0.bufferCapacity != nil }) else { return [] }
    return routings.enumerated().flatMap { r, routing in
      routing.operations.indices.compactMap { step in
        misfit(step, routing.operations).map { (r, step, $0) }
      }
    }
  }

  private func misfit(_ step: Int, _ operations: [RoutingOperation]) -> BufferMisfit? {
    let operation = operations[step]
    let centres = Set(operation.alternatives.map { resources[$0.resource].workCentre })
    guard centres.contains(where: { workCentres[$0].bufferCapacity != nil }) else { return nil }
    if centres.count > 1 { return .severalWorkCentres }
    let before = operation.finishStarts
    if before.count > 1 { return .severalBefore }
    guard let from = before.first?.from else { return nil }
    if operations.contains(where: { $0.longestWait != nil }) { return .longestWait }
    let behind = operations.indices.filter { k in
      operations[k].finishStarts.contains { $0.from == from }
    }
    if behind.count > 1 { return .severalBehind }
    if operations[from].transferBatch != nil { return .transferBatch }
    let isBatch = operations[from].alternatives.contains {
      resources[$0.resource].batchCapacity != nil
    }
    return isBatch ? .batchMachineBefore : nil
  }
}
