import TaktTestKit
import Testing

@testable import TaktModel

/// Weekly patterns, nights and days that differ.
@Suite struct ShiftCalendarTests {
  private typealias P = SmallPlant

  private func open(_ calendar: ShiftCalendar, from: Instant, to: Instant) -> [Range<Instant>] {
    calendar.intervals(from: from, to: to, zone: .shanghai)
  }

  @Test func `a week of days is ten windows, of nights five`() {
    #expect(open(P.days, from: P.at(5, 0), to: P.at(12, 0)).count == 10)
    let nights = open(P.nights, from: P.at(5, 0), to: P.at(12, 0))
    #expect(nights.count == 5)
    #expect(nights.last == P.at(9, 20)..<P.at(10, 4))
    #expect(nights.allSatisfy { $0.upperBound - $0.lowerBound == 8 * 3600 })
  }

  @Test func `what began before the span is cut, what ends after it too`() {
    #expect(
      open(P.nights, from: P.at(6, 1), to: P.at(6, 21)) == [
        P.at(6, 1)..<P.at(6, 4), P.at(6, 20)..<P.at(6, 21),
      ])
  }

  @Test func `a holiday has no work, but the night before runs into it`() {
    var calendar = P.nights
    calendar.exceptions[CivilDate(day: 20_459)] = []  // Tuesday the 6th
    #expect(
      open(calendar, from: P.at(5, 12), to: P.at(8, 12)) == [
        P.at(5, 20)..<P.at(6, 4), P.at(7, 20)..<P.at(8, 4),
      ])
  }

  @Test func `a special Sunday works its own hours`() {
    var calendar = P.days
    calendar.exceptions[CivilDate(day: 20_464)] = [.init(start: 9 * 3600, end: 11 * 3600)]
    #expect(open(calendar, from: P.at(10, 0), to: P.at(12, 0)) == [P.at(11, 9)..<P.at(11, 11)])
  }

  @Test func `a night booked on the day it ends began the day before`() {
    let week = [[ShiftCalendar.Window(start: -4 * 3600, end: 4 * 3600)]]
    let calendar = ShiftCalendar(id: "", week: week + Array(repeating: [], count: 6))
    #expect(
      open(calendar, from: P.at(4, 0), to: P.at(6, 0)) == [P.at(4, 20)..<P.at(5, 4)])
  }

  @Test func `shifts that touch are one stretch, and closed is the rest`() {
    let around = ShiftCalendar.always()
    #expect(open(around, from: P.at(5, 3), to: P.at(9, 5)) == [P.at(5, 3)..<P.at(9, 5)])
    #expect(around.closed(from: P.at(5, 3), to: P.at(9, 5), zone: .shanghai).isEmpty)
    #expect(
      P.days.closed(from: P.at(5, 0), to: P.at(6, 0), zone: .shanghai) == [
        P.at(5, 0)..<P.at(5, 8), P.at(5, 12)..<P.at(5, 13), P.at(5, 17)..<P.at(6, 0),
      ])
  }
}
