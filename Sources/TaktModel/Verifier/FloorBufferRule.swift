/// Judges whether the jobs that wait in front of machines have room there.
struct FloorBufferRule {
  let problem: Problem
  let schedule: Schedule

  /// The first moment at which some room is overfull, as a sentence; nil for none.
  var fault: String? {
    let buffers = problem.floor.buffers
    guard !buffers.isEmpty else { return nil }
    var stays = Array(repeating: [Stay](), count: buffers.capacity.count)
    let lines = lines
    for o in 0..<problem.operationCount {
      if let stay = stay(of: o, lines) { stays[Int(buffers.ahead[o])].append(stay) }
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
  private func stay(of o: Int, _ lines: [[Int]]) -> Stay? {
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
    let next = lines[machine].first { $0 != before && schedule.setupStart[$0] >= done }
    guard let next, schedule.setupStart[next] < taken else { return nil }
    return Stay(span: schedule.setupStart[next]..<taken, isSettled: false)
  }

  /// What works on each machine, by when it comes there.
  private var lines: [[Int]] {
    var lines = Array(repeating: [Int](), count: problem.machineCount)
    for o in 0..<problem.operationCount {
      let mode = Int(schedule.mode[o])
      if problem.duration[mode] > 0 { lines[Int(problem.machine[mode])].append(o) }
    }
    return lines.map { line in
      line.sorted { (schedule.setupStart[$0], $0) < (schedule.setupStart[$1], $1) }
    }
  }
}
