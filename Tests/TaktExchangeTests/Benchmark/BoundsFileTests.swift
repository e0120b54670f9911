import TaktMetrics
import TaktModel
import Testing

@testable import TaktExchange

/// Files of best known bounds, good and bad.
@Suite struct BoundsFileTests {
  private func read(
    _ text: String, _ objective: Objective? = .makespan, factor: Double? = nil
  ) throws -> KnownBounds {
    try BoundsFile.read(
      "bounds.csv", Array(text.utf8), objective: objective, dueDateFactor: factor)
  }

  private let shared = """
    instance,kind,family,lower_bound,upper_bound,a_ub_600s,a_lb_600s
    ft06,jsp,ft,55,56,57,54
    mk01,fjsp,mk,40,,,
    ft06-e,fjsp,ft,1,2,,

    """

  @Test func `bounds, families and published figures are read`() throws {
    let known = try read(shared)
    #expect(known.families == ["jsp/ft", "mk", "fjsp/ft"])
    #expect(known.columns == ["a_ub_600s", "a_lb_600s"])
    #expect(
      known.entries["ft06"]
        == KnownBounds.Entry(
          family: "jsp/ft", lower: 55, upper: 56, published: ["a_ub_600s": 57, "a_lb_600s": 54]))
    #expect(known.entries["mk01"]?.upper == nil)
    #expect(known.family(of: "elsewhere") == "other")
  }

  @Test func `bounds of the makespan say nothing of tardiness, unless nobody asks`() throws {
    let known = try read(shared, .weightedTardiness, factor: 1.3)
    #expect(known.entries["ft06"]?.upper == nil && known.family(of: "ft06") == "jsp/ft")
    #expect(try read(shared, nil).entries["ft06"]?.upper == 56)
  }

  @Test func `a file may hold several objectives`() throws {
    let text = """
      instance,upper_bound,objective,due_date_factor
      x,10,,
      x,3,weighted-tardiness,1.3
      x,2,weighted-tardiness,1.5
      """
    #expect(try read(text).entries["x"]?.upper == 10)
    #expect(try read(text, .weightedTardiness, factor: 1.5).entries["x"]?.upper == 2)
    #expect(try read(text).families == ["all"])
  }

  @Test func `a spreadsheet's mark and line ends are no data`() throws {
    let known = try read("\u{FEFF}instance,upper_bound\r\nx,10\r\n")
    #expect(known.entries["x"]?.upper == 10)
  }

  @Test func `every mistake is named`() throws {
    let error = try #require(throws: DataError.self) {
      try read("instance,upper_bound,lower_bound\nx,ten,-1\n,3,\n")
    }
    #expect(error.issues.map(\.row) == [2, 2, 3])
    #expect(error.issues.map(\.column) == ["lower_bound", "upper_bound", "instance"])
    #expect(error.issues.map(\.value) == ["-1", "ten", nil])
  }

  @Test(arguments: ["", "a,b\n1,2\n", "\"instance,upper_bound\n"])
  func `what is no file of bounds is refused`(_ text: String) {
    #expect(throws: DataError.self) { try read(text) }
  }
}
