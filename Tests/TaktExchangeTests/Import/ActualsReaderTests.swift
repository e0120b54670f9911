import TaktMetrics
import TaktModel
import TaktTestKit
import Testing

@testable import TaktExchange

/// Reports of job orders from tables.
@Suite struct ActualsReaderTests {
  private func read(_ text: String) throws -> [BenefitFigures.Actual] {
    try ActualsReader.read(
      "report.csv", Array(text.utf8), plan: SmallPlant.plan, zone: .shanghai)
  }

  private func issues(_ text: String) -> [DataIssue] {
    do {
      _ = try read(text)
      return []
    } catch { return (error as? DataError)?.issues ?? [] }
  }

  @Test(arguments: [
    "order,operation,start,end\nMO-1,10,2026-01-05 08:30,2026-01-05T09:10:00+08:00\n",
    "订单号;工序号;实际开工时间;实际完工时间;备注\nMO-1;10;2026/1/5 8:30;2026-01-05 9:10;无\n",
  ])
  func `one row, in the forms of two exports`(_ text: String) throws {
    let expected = BenefitFigures.Actual(
      order: "MO-1", operation: "10", start: SmallPlant.at(5, 8, 30), end: SmallPlant.at(5, 9, 10))
    #expect(try read(text) == [expected])
  }

  @Test func `everything that is wrong is said at once`() {
    let found = issues(
      """
      order,operation,actual start,actual end
      MO-1,10,2026-01-05,2026-01-05 09:10
      MO-9,10,2026-01-05 08:30,2026-01-05 09:10
      MO-1,20,2026-01-05 08:30,2026-01-05 08:10

      """)
    #expect(found.map(\.row) == [2, 3, 4])
    #expect(found.map(\.value) == ["2026-01-05", "MO-9/10", "2026-01-05 08:10"])
    #expect(found.map(\.column) == ["actual start", "order", "actual end"])
  }

  @Test func `a table without the columns says which it takes`() {
    let found = issues("order,operation\nMO-1,10\n")
    #expect(found.count == 1 && found[0].remedy.en.contains("actual start"))
    #expect(issues("").count == 1)
  }
}
