import TaktModel
import TaktTestKit
import Testing

@testable import TaktExchange

/// The quick way to read our own times.
@Suite struct ISOTextTests {
  @Test func `it reads what a plan's times are written as`() {
    for seconds in stride(from: -400_000_000, to: 4_000_000_000, by: 12_345_679) {
      let instant = Instant(seconds: seconds)
      for zone in [PlantZone.shanghai, .utc] {
        #expect(ISOText.instant(zone.iso(instant)) == instant)
      }
    }
    #expect(ISOText.instant("2026-01-05T00:00:00-05:30")?.seconds == 1_767_571_200 + 19_800)
  }

  @Test(arguments: [
    "", "2026-01-05", "2026-02-30T00:00:00Z", "2026-01-05T24:00:00Z", "2026-01-05T00:00:60Z",
    "2026-01-05 00:00:00Z", "2026-01-05T00:00:00", "2026-01-05T00:00:00+15:00",
    "2026-01-05T00:00:00+0800x", "2026-01-0５T00:00:00Z", "2026/01/05T00:00:00Z",
    "2026-01-05T00:00:00*08:00", "+026-01-05T00:00:00+08:00",
  ])
  func `and leaves all else to others`(_ text: String) {
    #expect(ISOText.instant(text) == nil)
  }

  @Test func `times on the plant's clocks, as tables write them`() {
    let date = CivilDate(day: 20_458)
    #expect(ISOText.wall("2026-01-05 08:30") == WallTime(date: date, second: 30_600))
    for text in ["2026-01-05", "2026-01-05 24:00", "2026-1-5 8:00:00", "1900-01-01 00:00", ""] {
      #expect(ISOText.wall(text) == nil)
    }
  }

  @Test func `the general reader agrees`() {
    for text in [
      "2026-01-05T08:00:00+08:00", "1999-12-31T23:59:59+00:00", "2026-06-30T00:00:00-11:00",
    ] {
      let general = DateText.read(text, year: nil)
      #expect(general == ISOText.instant(text).map { .instant($0) })
    }
  }
}
