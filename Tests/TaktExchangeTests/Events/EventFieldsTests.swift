import TaktExchange
import TaktModel
import Testing

/// Each kind of event: what it must have, where that may stand, and what is wrong with it otherwise.
@Suite struct EventFieldsTests {
  /// A kind with data that is just enough for it, and the field that is named where there is none.
  struct Kind: CustomTestStringConvertible {
    var kind: ShopEvent.Kind
    var subject: String?
    var data: String
    var missing: String
    var testDescription: String { kind.rawValue }

    init(_ kind: ShopEvent.Kind, _ subject: String?, _ data: String, missing: String) {
      (self.kind, self.subject, self.data, self.missing) = (kind, subject, data, missing)
    }
  }

  private static let t = "2026-01-05T12:00:00+08:00"

  static let kinds: [Kind] = [
    Kind(.machineDown, "M", "", missing: "data.machine"),
    Kind(.machineUp, "M", "", missing: "data.machine"),
    Kind(.machineSlow, "M", #""factor":1.5"#, missing: "data.machine"),
    Kind(.machineState, "M", "", missing: "data.machine"),
    Kind(.operatorAbsent, "P", "", missing: "data.person"),
    Kind(.operatorPresent, "P", "", missing: "data.person"),
    Kind(.toolBroken, "T", "", missing: "data.tool"),
    Kind(.toolAvailable, "T", "", missing: "data.tool"),
    Kind(.materialLate, "X", #""eta":"\#(t)""#, missing: "data.order"),
    Kind(.materialShort, nil, #""order":"O","eta":"\#(t)""#, missing: "data.order"),
    Kind(.materialArrived, nil, #""order":"O""#, missing: "data.order"),
    Kind(.maintenancePlanned, "M", #""window":["\#(t)","\#(t)"]"#, missing: "data.machine"),
    Kind(.maintenancePredicted, "M", #""from":"\#(t)","duration_h":2"#, missing: "data.machine"),
    Kind(.calendarChanged, "M", #""from":"\#(t)","to":"\#(t)""#, missing: "data.resource"),
    Kind(.orderRush, "O", #""routing":"I","due":"\#(t)""#, missing: "data.order"),
    Kind(.orderNew, "O", #""item":"I","due":"\#(t)","qty":"5""#, missing: "data.order"),
    Kind(.orderCancelled, "O", "", missing: "data.order"),
    Kind(.orderHeld, "O", "", missing: "data.order"),
    Kind(.orderResumed, "O", "", missing: "data.order"),
    Kind(.orderDueChanged, "O", #""new":"\#(t)""#, missing: "data.order"),
    Kind(.orderPriorityChanged, "O", #""new":3"#, missing: "data.order"),
    Kind(.orderQuantityChanged, "O", #""new":3"#, missing: "data.order"),
    Kind(.operationStarted, "O/10", "", missing: "data.order"),
    Kind(.operationProgress, nil, #""order":"O","op":10,"good":4"#, missing: "data.order"),
    Kind(.operationPaused, "O/10", "", missing: "data.order"),
    Kind(.operationFinished, "O/10", "", missing: "data.order"),
    Kind(.operationDurationChanged, "O/10", #""duration_min":30"#, missing: "data.op"),
    Kind(.qualityScrap, "O", #""qty":1"#, missing: "data.order"),
    Kind(.qualityRework, "O/10", #""qty":1"#, missing: "data.op"),
    Kind(.qualityHold, "O", "", missing: "data.order"),
    Kind(.qualityReleased, "O", "", missing: "data.order"),
    Kind(.planFreeze, nil, #""until":"\#(t)""#, missing: "data.until"),
    Kind(.planPin, "O/10", "", missing: "data.order"),
    Kind(.planUnpin, "O/10", "", missing: "data.order"),
  ]

  private func read(
    _ type: String, _ subject: String?, _ data: String, time: String = #""\#(t)""#
  ) -> EventReader {
    let about = subject.map { #","subject":"\#($0)""# } ?? ""
    var reader = EventReader(file: "e")
    reader.read(
      Array(
        #"{"specversion":"1.0","id":"1","source":"s","type":"\#(type)","time":\#(time)\#(about),"data":{\#(data)}}"#
          .utf8))
    return reader
  }

  private static let text = #""\#(t)""#

  @Test func `every kind is here`() {
    #expect(Set(Self.kinds.map(\.kind)) == Set(ShopEvent.Kind.allCases))
  }

  @Test(arguments: kinds)
  func `a kind with what it needs is read, and kept as it is`(_ kind: Kind) throws {
    for type in [kind.kind.rawValue, "cn.example.mes.\(kind.kind.rawValue).v1"] {
      let reader = read(type, kind.subject, kind.data)
      #expect(reader.refusals.isEmpty, "\(reader.refusals)")
      let event = try #require(reader.events.first)
      #expect(event.kind == kind.kind)
      // As a ledger and a plan keep it.
      #expect(EventLine(event, zone: .shanghai).event == event)
    }
  }

  @Test(arguments: kinds)
  func `a kind that does not say what it is about is refused`(_ kind: Kind) {
    let bare = kind.kind == .planFreeze ? nil : ["\"factor\":2", "\"x\":1"].first
    let reader = read(kind.kind.rawValue, nil, bare ?? "")
    #expect(reader.events.isEmpty)
    #expect(reader.refusals.first?.issue.column == kind.missing)
    #expect(reader.refusals.first?.issue.problem.en == "is missing")
  }

  @Test(arguments: [
    ("machine.down", #""expected_up":"tomorrow""#, "data.expected_up"),
    ("machine.down", #""expected_up":12"#, "data.expected_up"),
    ("machine.down", #""resume":"whatever""#, "data.resume"),
    ("machine.down", #""machine":[1]"#, "data.machine"),
    ("machine.slow", #""factor":"fast""#, "data.factor"),
    ("machine.slow", #""factor":0"#, "data.factor"),
    ("machine.slow", #""factor":1e9"#, "data.factor"),
    ("order.qty_changed", #""new":-3"#, "data.new"),
    ("order.qty_changed", #""new":2.5"#, "data.new"),
    ("order.qty_changed", #""new":1e12"#, "data.new"),
    ("order.due_changed", #""new":"soon""#, "data.new"),
    ("op.duration_changed", #""op":"10","order":"O","duration_min":-1"#, "data.duration_min"),
    ("quality.scrap", #""qty":"three""#, "data.qty"),
    ("maintenance.planned", #""window":["x","y"]"#, "data.window"),
  ])
  func `a field of the wrong kind is named`(_ type: String, _ data: String, _ field: String) {
    let reader = read(type, "O", data)
    #expect(reader.events.isEmpty)
    #expect(reader.refusals.first?.issue.column == field)
  }

  @Test(arguments: [
    #""yesterday""#, "12", "null", "[]", #""2026-13-45T10:00:00+08:00""#, #""""#, "true",
  ])
  func `a time that is none is refused`(_ time: String) {
    let reader = read("machine.down", "M", "", time: time)
    #expect(reader.events.isEmpty)
    #expect(reader.refusals.first?.issue.column == "time")
  }

  @Test(arguments: [
    (#"{"source":"s","type":"machine.up","time":"2026-01-05"}"#, "id"),
    (#"{"id":"1","type":"machine.up","time":"2026-01-05"}"#, "source"),
    (#"{"id":"1","source":"s","time":"2026-01-05"}"#, "type"),
    (#"{"id":"1","source":"s","type":"machine.up","subject":"M"}"#, "time"),
    (#"{"id":7,"source":"s","type":"machine.up","time":"2026-01-05"}"#, "id"),
    (#"{"id":"1","source":"","type":"machine.up","time":"2026-01-05"}"#, "source"),
    (#"{"id":"1","source":"s","type":"machine.exploded","time":"2026-01-05"}"#, "type"),
    (#"{"id":"1","source":"s","type":"up","time":"2026-01-05"}"#, "type"),
    (
      #"{"specversion":"0.3","id":"1","source":"s","type":"machine.up","time":"2026-01-05"}"#,
      "specversion"
    ),
    (#"{"id":"1","source":"s","type":"machine.up","time":"2026-01-05","data":[]}"#, "data"),
  ])
  func `an envelope that is not whole is refused`(_ text: String, _ field: String) {
    var reader = EventReader(file: "e")
    reader.read(Array(text.utf8))
    #expect(reader.events.isEmpty)
    #expect(reader.refusals.first?.issue.column == field)
  }

  @Test func `durations are told by their names`() {
    let units = [
      ("duration_s", 90, 90), ("duration_min", 3, 180), ("duration", 2, 120),
      ("duration_h", 1, 3600),
    ]
    for (name, value, seconds) in units {
      let reader = read("op.duration_changed", "O/10", "\"\(name)\":\(value)")
      #expect(reader.events.first?.data.seconds == seconds)
    }
  }

  @Test func `a time without a zone is the plant's`() {
    var reader = EventReader(file: "e", zone: .utc)
    reader.read(
      Array(
        #"{"id":"1","source":"s","type":"machine.up","subject":"M","time":"2026-01-05 10:00"}"#.utf8
      ))
    #expect(
      reader.events.first?.time
        == PlantZone.utc.instant(WallTime(date: CivilDate(day: 20_458), second: 36_000)))
  }
}
