import TaktModel
import TaktTestKit
import Testing

/// The laws of work time, tick by tick.
@Suite struct WorkingTimeTests {
  private static func random(_ seed: Int) -> (time: WorkingTime, open: [Int32]) {
    var random = TestRandom(seed: seed)
    var at: Int32 = Int32.random(in: 0...3, using: &random)
    var intervals: [Range<Int32>] = []
    for _ in 0..<Int.random(in: 0...7, using: &random) {
      let end = at + Int32.random(in: 1...6, using: &random)
      intervals.append(at..<end)
      at = end + Int32.random(in: 1...6, using: &random)
    }
    return (WorkingTime(intervals: intervals), intervals.flatMap(Array.init))
  }

  @Test(arguments: 0..<60)
  func `work before a tick is the open ticks before it`(_ seed: Int) {
    let (time, open) = Self.random(seed)
    #expect(time.total == Int32(open.count))
    for tick in Int32(-2)...((open.last ?? 0) + 3) {
      #expect(time.work(before: tick) == Int32(open.count { $0 < tick }), "tick \(tick)")
    }
  }

  @Test(arguments: 0..<60)
  func `work starts at its own open tick and ends after the one before`(_ seed: Int) {
    let (time, open) = Self.random(seed)
    for (work, tick) in open.enumerated() {
      #expect(time.start(ofWork: Int32(work)) == tick)
      #expect(time.end(ofWork: Int32(work + 1)) == tick + 1)
    }
    #expect(time.end(ofWork: 0) == open.first)
  }

  @Test(arguments: 0..<60)
  func `start and end are inverse to work`(_ seed: Int) throws {
    let (time, _) = Self.random(seed)
    for work in 0..<time.total {
      let (start, end) = try (
        #require(time.start(ofWork: work)), #require(time.end(ofWork: work + 1))
      )
      #expect(time.work(before: start) == work)
      #expect(time.work(before: end) == work + 1)
      #expect(try start >= #require(time.end(ofWork: work)))
    }
  }

  @Test(arguments: 0..<20)
  func `past the end of the calendar there is no time`(_ seed: Int) {
    let (time, _) = Self.random(seed)
    #expect(time.start(ofWork: time.total) == nil)
    #expect(time.end(ofWork: time.total + 1) == nil)
  }

  @Test func `intervals that touch or are empty are refused`() async {
    await #expect(processExitsWith: .failure) { _ = WorkingTime(intervals: [0..<4, 4..<6]) }
    await #expect(processExitsWith: .failure) { _ = WorkingTime(intervals: [3..<3]) }
  }
}
