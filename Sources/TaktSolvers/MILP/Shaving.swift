/// Tries both orders of every open pair and keeps what the trial proves (Martin and Shmoys 1996; Carlier and Pinson 1994):
/// where one order leads to a contradiction, the other one holds.
struct Shaving {
  /// Tightens the windows round after round while that fixes something.
  /// - Returns: false for a contradiction: no schedule meets the target.
  static func run(_ windows: inout Windows, stop: () -> Bool) -> Bool {
    guard windows.propagate(stop: stop) else { return false }
    var fixedSome = true
    while fixedSome, !stop() {
      fixedSome = false
      for (a, b) in openPairs(windows) {
        if stop() { return true }
        if windows.isBefore(a, b) || windows.isBefore(b, a) { continue }
        for (first, second) in [(a, b), (b, a)] {
          var trial = windows
          trial.assume(first, before: second)
          if trial.propagate(stop: stop) { continue }
          windows.assume(second, before: first)
          guard windows.propagate(stop: stop) else { return false }
          fixedSome = true
          break
        }
      }
    }
    return true
  }

  /// Pairs on one machine whose order is open, tightest first.
  static func openPairs(_ windows: Windows) -> [(Int, Int)] {
    var pairs: [(a: Int, b: Int, room: Int32)] = []
    for m in windows.candidates.indices {
      let here = windows.candidates[m].map(\.operation).filter {
        windows.machine[$0] == Int32(m)
      }
      for (i, a) in here.enumerated() {
        for b in here.dropFirst(i + 1)
        where !windows.isBefore(a, b) && !windows.isBefore(b, a) {
          let room =
            min(
              windows.latest[b] - windows.earliest[a], windows.latest[a] - windows.earliest[b])
            - windows.work[a] - windows.work[b]
          pairs.append((a, b, room))
        }
      }
    }
    return pairs.sorted { ($0.room, $0.a, $0.b) < ($1.room, $1.a, $1.b) }.map { ($0.a, $0.b) }
  }
}
