/// Which job each step of each partial schedule of a beam went on with, as a tree grown from its leaves.
struct BeamTrail {
  private var parent: [Int32] = []
  private var job: [Int32] = []
  private var limit = 1 << 20

  /// Adds a step.
  /// - Returns: its place.
  mutating func append(_ step: Int32, after place: Int32) -> Int32 {
    parent.append(place)
    job.append(step)
    return Int32(parent.count - 1)
  }

  /// Drops what nothing stands on any more, where that has come to be much.
  mutating func prune(
    _ states: borrowing BeamStates, count: Int, _ checkpoints: inout [BeamCheckpoint]
  ) {
    guard parent.count > limit else { return }
    var isAlive = [Bool](repeating: false, count: parent.count)
    for i in 0..<count { mark(states.trail[i], &isAlive) }
    for checkpoint in checkpoints { for place in checkpoint.trail { mark(place, &isAlive) } }
    var moved = [Int32](repeating: -1, count: parent.count)
    var write = 0
    for i in parent.indices where isAlive[i] {
      moved[i] = Int32(write)
      job[write] = job[i]
      parent[write] = parent[i] < 0 ? -1 : moved[Int(parent[i])]
      write += 1
    }
    parent.removeLast(parent.count - write)
    job.removeLast(job.count - write)
    for i in 0..<count where states.trail[i] >= 0 {
      states.trail[i] = moved[Int(states.trail[i])]
    }
    for i in checkpoints.indices { checkpoints[i].renumber(moved) }
    limit = max(1 << 20, 2 * write)
  }

  private func mark(_ place: Int32, _ isAlive: inout [Bool]) {
    var at = place
    while at >= 0, !isAlive[Int(at)] {
      isAlive[Int(at)] = true
      at = parent[Int(at)]
    }
  }

  /// The jobs in the order a partial schedule took them.
  func path(to place: Int32) -> [Int32] {
    var result: [Int32] = []
    var at = place
    while at >= 0 {
      result.append(job[Int(at)])
      at = parent[Int(at)]
    }
    return result.reversed()
  }
}
