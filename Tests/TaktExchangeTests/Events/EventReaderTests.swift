import TaktExchange
import TaktModel
import Testing

/// What comes as events: one, an array, lines; what is broken is refused by its place, and the others are read.
@Suite struct EventReaderTests {
  private func read(_ text: String) -> EventReader { read(Array(text.utf8)) }

  private func read(_ bytes: [UInt8]) -> EventReader {
    var reader = EventReader(file: "events.json")
    reader.read(bytes)
    return reader
  }

  private func event(_ id: String, _ more: String = "") -> String {
    #"{"specversion":"1.0","id":"\#(id)","source":"/mes","type":"cn.example.mes.machine.down.v1","#
      + #""subject":"LATHE-01","time":"2026-01-05T10:12:00+08:00"\#(more)}"#
  }

  @Test func `one event, an array and lines are the same`() {
    let one = event("A")
    let forms = [one, " \n\(one)\n", "[\(one)]", "\(one)\n\n\(event("B"))", "\u{FEFF}\(one)"]
    for (form, count) in zip(forms, [1, 1, 1, 2, 1]) {
      let reader = read(form)
      #expect(reader.refusals.isEmpty)
      #expect(reader.events.map(\.id) == ["A", "B"].prefix(count).map { $0 })
    }
    let event = read(one).events[0]
    #expect(event.kind == .machineDown && event.data.resource == "LATHE-01")
    #expect(
      event.time
        == PlantZone.shanghai.instant(WallTime(date: CivilDate(day: 20_458), second: 36_720)))
  }

  @Test func `the digest does not tell how an event was written`() {
    let one = read(
      #"{"id":"A","source":"s","type":"x.machine.up","subject":"M","time":"2026-01-05T10:00:00+08:00"}"#
    )
    let other = read(
      #"{ "time": "2026-01-05T10:00:00+08:00", "type":"x.machine.up", "subject":"M","source":"s", "id":"A"}"#
    )
    let third = read(
      #"{"id":"A","source":"s","type":"x.machine.up","subject":"N","time":"2026-01-05T10:00:00+08:00"}"#
    )
    #expect(one.events[0].digest == other.events[0].digest)
    #expect(one.events[0].digest != third.events[0].digest)
  }

  @Test func `nothing at all is no event and no fault`() {
    for text in ["", "\n\n", "[]", " \t\r\n"] {
      let reader = read(text)
      #expect(reader.events.isEmpty && reader.refusals.isEmpty)
    }
  }

  @Test func `what is broken is refused by its line`() {
    var bytes = Array((event("A") + "\nnonsense\n[1]\n3\n" + event("B") + "\n").utf8)
    bytes += [0x7B, 0xFF, 0xFE, 0x7D, 0x0A]
    bytes += Array("{}\n".utf8)
    bytes += Array(repeating: 0x20, count: 10) + Array(repeating: 0x61, count: 1 << 20) + [0x0A]
    let reader = read(bytes)
    #expect(reader.events.map(\.id) == ["A", "B"])
    #expect(reader.refusals.map(\.row) == [2, 3, 4, 6, 7, 8])
    let problems = reader.refusals.map(\.issue.problem.en)
    #expect(
      problems == [
        "is not valid JSON", "is not a JSON object", "is not valid JSON", "is not valid UTF-8",
        "is missing", "is longer than a mebibyte",
      ])
    for refusal in reader.refusals {
      #expect(!refusal.issue.problem.zh.isEmpty && !refusal.issue.remedy.en.isEmpty)
    }
  }

  @Test func `a broken array is refused as a whole`() {
    let reader = read("[\(event("A")),")
    #expect(reader.events.isEmpty)
    #expect(reader.refusals.map(\.row) == [1])
  }

  @Test func `elements of an array that are none are refused by their number`() {
    let reader = read("[\(event("A")), 1, null, \(event("B"))]")
    #expect(reader.events.map(\.id) == ["A", "B"])
    #expect(reader.refusals.map(\.row) == [2, 3])
  }

  @Test func `a value in a report is cut short`() {
    let reader = read(event(String(repeating: "x", count: 5000)))
    #expect((reader.refusals[0].issue.value ?? "").count == 120)
    #expect(reader.refusals[0].issue.column == "id")
  }
}
