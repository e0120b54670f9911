import TaktMetrics
import TaktModel
import Testing

@testable import TaktExchange

/// Pages for people: one file, no network, and no text that a browser takes for code.
@Suite struct PagesTests {
  private let planned: PlannedPlant

  init() throws {
    var text = PlantText()
    text.settings += "plant,<b>Shop</b> & Co\n"
    text.resources = text.resources.replacing("M1", with: "M'><i>1")
    text.orders = #"""
      order,item,quantity,due,customer
      <script>alert(1)</script>,A,10,2026-01-08 17:00,"<img src=x onerror=alert(2)>"
      </script><b>,A,500,2026-01-05 12:00,"""&"""

      """#
    planned = try PlannedPlant(try text.plant())
  }

  private func pages(_ language: Language) throws -> [String] {
    let report = try PlanReport(
      summary: planned.summary(language), rules: [("<rule>", 3600), ("atc", 7200)]
    ).html()
    return [report, DispatchPages(planned.tables(language)).html()].map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test(arguments: Language.allCases)
  func `text from files is escaped everywhere`(_ language: Language) throws {
    for page in try pages(language) {
      for hostile in ["<script>alert", "<img", "</script><b>", "<b>Shop", "<i>1", "<rule>"] {
        #expect(!page.contains(hostile), "\(hostile)")
      }
      #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    }
  }

  @Test(arguments: Language.allCases)
  func `a page needs nothing from a network`(_ language: Language) throws {
    for page in try pages(language) {
      for reference in ["http:", "https:", "//cdn", "src=", "href=", "@import", "url("] {
        // An escaped name may hold such a word; a tag or a style may not.
        #expect(!page.replacing("&lt;img src=x", with: "").contains(reference), "\(reference)")
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `the page's own script elements are all there are`(_ language: Language) throws {
    let report = try #require(try pages(language).first)
    #expect(report.ranges(of: "<script").count == 2)
    #expect(report.ranges(of: "</script>").count == 2)
    #expect(report.ranges(of: "\\u003cscript").count == 1)
  }

  @Test func `the language of the page is said and used`() throws {
    let zh = try #require(try pages(.zh).first)
    let en = try #require(try pages(.en).first)
    #expect(zh.contains("<html lang=\"zh-CN\">") && zh.contains("甘特图"))
    #expect(en.contains("<html lang=\"en\">") && en.contains("Gantt chart"))
    #expect(!en.unicodeScalars.contains { $0.properties.isIdeographic })
  }

  @Test func `each machine with work has a sheet to print`() throws {
    let sheets = try #require(try pages(.en).last).ranges(of: "<section class=\"sheet\">").count
    #expect(sheets == Set(planned.plan.map(\.equipment)).count)
  }
}
