/// What is to happen, soonest first; what falls together in the order it was put in.
struct Timetable<Entry> {
  private var heap: [(at: Int, number: Int, entry: Entry)] = []
  private var next = 0

  var isEmpty: Bool { heap.isEmpty }

  /// - Complexity: O(log n)
  mutating func put(_ entry: Entry, at time: Int) {
    heap.append((time, next, entry))
    next += 1
    var i = heap.count - 1
    while i > 0, precedes(i, (i - 1) / 2) {
      heap.swapAt(i, (i - 1) / 2)
      i = (i - 1) / 2
    }
  }

  /// - Complexity: O(log n)
  mutating func take() -> (at: Int, entry: Entry)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      var i = 0
      while true {
        var least = i
        for child in [2 * i + 1, 2 * i + 2] where child < heap.count && precedes(child, least) {
          least = child
        }
        if least == i { break }
        heap.swapAt(i, least)
        i = least
      }
    }
    return (first.at, first.entry)
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    (heap[a].at, heap[a].number) < (heap[b].at, heap[b].number)
  }
}
