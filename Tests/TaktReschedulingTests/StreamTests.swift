import Foundation
import TaktModel
import TaktRescheduling
import TaktTestKit
import Testing

/// Random streams of events on random plants, judged by a slow and obvious model of the floor.
///
/// TAKT_STREAMS says how many (10,000 for the record), TAKT_STREAM_SEED from which seed on; a failure's case in the file that
/// TAKT_STREAM_CASE names is told step by step.
@Suite struct StreamTests {
  private static func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init)
  }

  /// Seeds that once failed.
  private static let kept = [
    13, 46, 55, 56, 154, 224, 267, 313, 332, 368, 541, 550, 555, 576, 654, 721, 723, 766, 781, 802,
    1698, 1712,
    1947, 1982, 2394, 2648, 3051, 3202, 5376, 8267,
  ]

  private static let batches = 8

  @Test(arguments: 0..<batches)
  func `the floor is what a slow model of it says`(_ batch: Int) {
    let count = Self.setting("TAKT_STREAMS") ?? 32
    let first = Self.setting("TAKT_STREAM_SEED") ?? 0
    var failures = 0
    for seed in stride(from: first + batch, to: first + count, by: Self.batches)
    where failures < 3 {
      if !isRight(seed) { failures += 1 }
    }
  }

  @Test(arguments: 0..<24)
  func `with lots the floor is what the slow model says`(_ number: Int) {
    _ = isRight(RandomShops.lotsFrom + number)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["TAKT_STREAM_CASE"] != nil))
  func `a case step by step`() throws {
    let path = ProcessInfo.processInfo.environment["TAKT_STREAM_CASE"] ?? ""
    let test = try #require(StreamCase(try String(contentsOfFile: path, encoding: .utf8)))
    print(test.plant.routings.map { "\($0)" }.joined(separator: "\n"))
    print(StreamTrial.trace(test))
  }

  @Test(arguments: kept)
  func `what once failed is right`(_ seed: Int) { _ = isRight(seed) }

  private func isRight(_ seed: Int) -> Bool {
    let (test, failure) = StreamTrial.random(seed: seed, deliveries: 12)
    guard let failure else { return true }
    print("stream \(seed) failed")
    let small = StreamShrinker { StreamTrial.failure(of: $0) != nil }.shrunk(test)
    let why = StreamTrial.failure(of: small) ?? failure
    Issue.record("stream \(seed): \(failure)\nin short: \(why)\n\(small)")
    return false
  }

  @Test func `a planted fault is found and made small`() throws {
    // Work in hand of a held order loses a minute: found only where such an order runs.
    let fault: StreamTrial.Fault = { answer in
      for i in answer.plant.commitments.indices where answer.plant.commitments[i].kind == .running {
        answer.plant.commitments[i].runLeft -= 60
      }
    }
    let fails = { (test: StreamCase) in StreamTrial.failure(of: test, fault: fault) != nil }
    var test: StreamCase?
    for seed in 0..<20 where test == nil {
      let made = StreamTrial.random(seed: seed, deliveries: 6).0
      if fails(made) { test = made }
    }
    let large = try #require(test)
    let small = StreamShrinker(fails: fails).shrunk(large)
    #expect(fails(small))
    #expect(small.eventCount <= 3 && small.plant.orders.count == 1, "\(small)")
    #expect(StreamTrial.failure(of: small) == nil, "the fault is the planted one")
  }

  @Test func `a case can be written and read`() {
    let (test, _) = StreamTrial.random(seed: 4, deliveries: 12)
    #expect(StreamCase("\(test)") == test)
  }
}
