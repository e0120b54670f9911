/// How many of something are in use over time: a step function that can be asked and added to.
struct Occupancy {
  /// Where the count changes, and what it is from there on; before the first step it is 0.
  private var times: [Int32] = []
  private var counts: [Int32] = []

  /// Uses given all at once.
  /// - Complexity: O(n log n)
  init(_ uses: [(from: Int32, to: Int32)] = []) {
    var edges = uses.filter { $0.from < $0.to }.flatMap {
      [($0.from, Int32(1)), ($0.to, Int32(-1))]
    }
    edges.sort { $0.0 < $1.0 }
    var count: Int32 = 0
    for (time, change) in edges {
      count += change
      if times.last == time {
        counts[counts.count - 1] = count
      } else {
        times.append(time)
        counts.append(count)
      }
    }
  }

  /// The last step at or before a time, or -1.
  private func step(at time: Int32) -> Int {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  /// The most in use at once over a stretch.
  /// - Complexity: O(log n + steps in it)
  func most(from: Int32, to: Int32) -> Int {
    var i = step(at: from)
    var most = i < 0 ? 0 : counts[i]
    i += 1
    while i < times.count, times[i] < to {
      most = max(most, counts[i])
      i += 1
    }
    return Int(most)
  }

  /// The first time after another at which fewer are in use than before; nil where that never comes.
  func nextRelease(after time: Int32) -> Int32? {
    var i = step(at: time) + 1
    while i < times.count {
      if counts[i] < (i == 0 ? 0 : counts[i - 1]) { return times[i] }
      i += 1
    }
    return nil
  }

  /// One more, or with -1 one fewer, in use over a stretch.
  /// - Complexity: O(n)
  mutating func add(from: Int32, to: Int32, _ change: Int32 = 1) {
    guard from < to else { return }
    let first = split(at: from)
    let last = split(at: to)
    for i in first..<last { counts[i] += change }
  }

  /// Sees that there is a step at a time.
  private mutating func split(at time: Int32) -> Int {
    let i = step(at: time)
    if i >= 0, times[i] == time { return i }
    times.insert(time, at: i + 1)
    counts.insert(i < 0 ? 0 : counts[i], at: i + 1)
    return i + 1
  }
}
