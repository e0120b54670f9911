/// Judges whether the jobs that wait in front of machines have room there.
struct FloorBufferRule {
  let problem: Problem
  let schedule: Schedule

  /// The first moment at which some room is overfull, as a sentence; nil for none.
  var fault: String? {
    let buffers = problem.floor.buffers
    guard !buffers.isEmpty else { return nil }
    var stays = Array(repeating: [Stay](), count: buffers.capacity.count)
    for o in 0..<problem.operationCount {
      if let stay = stay(of: o) { stays[Int(buffers.ahead[o])].append(stay) }
    }
    for (buffer, list) in stays.enumerated() {
      var inside: [Stay] = []
      for next in list.sorted(by: { $0.span.lowerBound < $1.span.lowerBound }) {
        let moment = next.span.lowerBound
        inside.removeAll { $0.span.upperBound <= moment }
        inside.append(next)
        // What is there when planning begins may be too much by itself; nothing else may add to it.
        if inside.count > Int(buffers.capacity[buffer]), inside.contains(where: { !$0.isSettled }) {
          return
            "\(inside.count) jobs wait in buffer \(buffer) at \(moment), and there is room for "
            + "\(buffers.capacity[buffer])"
        }
      }
    }
    return nil
  }

  private struct Stay {
    var span: Range<Int32>
    var isSettled: Bool
  }

  /// When a job must be in the room in front of an operation: from when the next one comes onto the machine it was on; nil where it
  /// can wait on that machine.
  private func stay(of o: Int) -> Stay? {
    let buffers = problem.floor.buffers
    guard buffers.from[o] >= 0 else { return nil }
    let taken = schedule.setupStart[o]
    var (machine, done) = (Int(buffers.standsOn[o]), Int32(0))
    if buffers.standsOn[o] == ShopFloor.Buffers.inBuffer {
      return taken > 0 ? Stay(span: 0..<taken, isSettled: true) : nil
    }
    let before = Int(buffers.from[o])
    if machine < 0 {
      (machine, done) = (Int(problem.machine[Int(schedule.mode[before])]), schedule.end[before])
    }
    if problem.floor.isUnlimited(machine) { return nil }
    let next = (0..<problem.operationCount).filter {
      let mode = Int(schedule.mode[$0])
      return $0 != before && Int(problem.machine[mode]) == machine && problem.duration[mode] > 0
        && schedule.setupStart[$0] >= done
    }.map { schedule.setupStart[$0] }.min()
    guard let next, next < taken else { return nil }
    return Stay(span: next..<taken, isSettled: false)
  }
}
