import Foundation
import TaktPlanning
import TaktTestKit
import Testing

/// Taillard's generator against the instances everyone uses.
@Suite struct TaillardInstanceTests {
  private static func numbers(_ text: String) -> [Int] {
    text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
      .flatMap { $0.split(whereSeparator: \.isWhitespace).compactMap { Int($0) } }
  }

  @Test(.enabled(if: SharedBenchmarks.folder != nil, Comment(rawValue: SharedBenchmarks.absence)))
  func `all eighty are the published ones`() throws {
    for number in 1...80 {
      let name = "jsp/ta\(number < 10 ? "0" : "")\(number).txt"
      let file = try #require(SharedBenchmarks.instance(name))
      let published = Self.numbers(try String(contentsOf: file, encoding: .utf8))
      #expect(published.count > 2)
      #expect(Self.numbers(TaillardInstance.text(number: number)) == published, "\(name)")
    }
  }

  @Test func `every job visits every machine once, for 1 to 99 ticks`() {
    for number in [1, 11, 21, 31, 41, 51, 61, 71, 80] {
      let rows = TaillardInstance.text(number: number).split(separator: "\n")
        .map { Self.numbers(String($0)) }
      let (jobs, machines) = (rows[0][0], rows[0][1])
      #expect(rows.count == jobs + 1)
      for row in rows.dropFirst() {
        let visits = stride(from: 0, to: row.count, by: 2).map { row[$0] }
        let times = stride(from: 1, to: row.count, by: 2).map { row[$0] }
        #expect(visits.sorted() == Array(0..<machines))
        #expect(times.allSatisfy { (1...99).contains($0) })
      }
    }
  }

  @Test func `there is no ta81`() async {
    await #expect(processExitsWith: .failure) { _ = TaillardInstance.text(number: 81) }
  }
}
