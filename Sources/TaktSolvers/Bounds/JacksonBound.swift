/// The length of Jackson's preemptive schedule of one machine: a lower bound on every schedule of it (Carlier 1982).
///
/// At every moment the available operation with the longest tail runs.
enum JacksonBound {
  struct Item {
    var head: Int32
    var work: Int32
    var tail: Int32
  }

  /// - Complexity: O(n log n) to sort, O(n²) in the worst case for the queue; machines hold few operations at once.
  static func value(_ items: [Item]) -> Int32 {
    let byHead = items.sorted { ($0.head, $1.tail) < ($1.head, $0.tail) }
    // A heap of (tail, work left), longest tail on top.
    var queue: [(tail: Int32, left: Int32)] = []
    var (now, bound, next) = (Int32(0), Int32(0), 0)
    while next < byHead.count || !queue.isEmpty {
      if queue.isEmpty { now = max(now, byHead[next].head) }
      while next < byHead.count, byHead[next].head <= now {
        push(&queue, (byHead[next].tail, byHead[next].work))
        next += 1
      }
      let until = next < byHead.count ? byHead[next].head : Int32.max
      let run = min(queue[0].left, until - now)
      now += run
      queue[0].left -= run
      if queue[0].left == 0 {
        bound = max(bound, now + queue[0].tail)
        pop(&queue)
      }
    }
    return bound
  }

  private static func push(
    _ heap: inout [(tail: Int32, left: Int32)], _ item: (tail: Int32, left: Int32)
  ) {
    heap.append(item)
    var i = heap.count - 1
    while i > 0, heap[(i - 1) / 2].tail < heap[i].tail {
      heap.swapAt(i, (i - 1) / 2)
      i = (i - 1) / 2
    }
  }

  private static func pop(_ heap: inout [(tail: Int32, left: Int32)]) {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var i = 0
    while true {
      var largest = i
      for child in [2 * i + 1, 2 * i + 2]
      where child < heap.count && heap[child].tail > heap[largest].tail { largest = child }
      if largest == i { return }
      heap.swapAt(i, largest)
      i = largest
    }
  }
}
