import TaktExchange
import TaktModel
import Testing

/// The four settings without a silent default: each is asked for once, and each answer is taken.
@Suite struct ImportSettingsTests {
  private func asked(_ text: PlantText, for setting: String) -> [DataIssue] {
    text.issues().filter { $0.remedy.en.contains(setting) }
  }

  @Test func `the priority direction is asked for once`() {
    var text = PlantText()
    text.orders =
      "order,item,quantity,due,priority\n1,A,1,2026-01-08 17:00,1\n2,A,1,2026-01-08 17:00,9\n"
    #expect(asked(text, for: "priority-direction").map(\.row) == [2])
    #expect(text.issues().count == 1)
  }

  @Test func `either priority direction gives the same plant from mirrored numbers`() throws {
    func plant(_ direction: String, _ priorities: [Int]) throws -> Plant {
      var text = PlantText()
      text.overrides = [("priority-direction", direction)]
      text.orders = "order,item,quantity,due,priority\n"
      for (i, priority) in priorities.enumerated() {
        text.orders += "MO-\(i),A,1,2026-01-08 17:00,\(priority)\n"
      }
      return try text.plant()
    }
    let low = try plant("小优先", [1, 3, 5, 9])
    let high = try plant("high-first", [9, 7, 5, 1])
    #expect(low.orders.map(\.weight) == [9, 7, 5, 1])
    #expect(low.contents == high.contents)
  }

  @Test func `words of urgency need no direction`() throws {
    var text = PlantText()
    text.orders = "order,item,quantity,due,priority\n"
    for (i, word) in ["特急", "急", "一般", "低", "urgent", "high", "normal", "low", ""].enumerated() {
      text.orders += "MO-\(i),A,1,2026-01-08 17:00,\(word)\n"
    }
    #expect(try text.plant().orders.map(\.weight) == [8, 4, 2, 1, 8, 4, 2, 1, 1])
  }

  @Test func `the time unit is asked for once a column`() {
    var text = PlantText()
    text.routings = "item,operation,work centre,setup,run\nA,10,Saw,5,2\nA,20,Mill,10,3\n"
    #expect(asked(text, for: "time-unit").map(\.column) == ["setup", "run"])
    #expect(asked(text, for: "time-unit").map(\.row) == [2, 2])
  }

  @Test(arguments: [("秒", 1), ("minutes", 60), ("小时", 3600), ("d", 86_400)])
  func `each time unit is taken`(_ word: String, _ seconds: Int) throws {
    var text = PlantText()
    text.settings += "time-unit,\(word)\n"
    text.routings = "item,operation,work centre,setup,run\nA,10,Saw,5,2\n"
    let alternative = try #require(
      try text.plant().routings.first?.operations.first?.alternatives.first)
    #expect(alternative.setup == 5 * seconds)
    #expect(alternative.runMillisecondsPerPiece == 2000 * seconds)
  }

  @Test func `the night shift's day is asked for once, and decides where it lies`() throws {
    var text = PlantText()
    text.calendars = "calendar,day,start,end\nday,Mon,20:00,08:00\nday,Tue,20:00,08:00\n"
    #expect(asked(text, for: "night-shift-date").map(\.row) == [2])
    text.overrides = [("夜班归属", "开始日")]
    let window = { (day: Int) in try text.plant().calendars.first?.week[day] }
    #expect(try window(0) == [.init(start: 20 * 3600, end: 32 * 3600)])
    text.overrides = [("night-shift-date", "end")]
    #expect(try window(0) == [.init(start: -4 * 3600, end: 8 * 3600)])
  }

  @Test func `the time a bare due date means is asked for once`() throws {
    var text = PlantText()
    text.orders = "order,item,quantity,due\n1,A,1,2026-01-08\n2,A,1,2026/1/9\n"
    #expect(asked(text, for: "due-time").map(\.row) == [2])
    text.overrides = [("交期时刻", "17:30")]
    #expect(
      try text.plant().orders.map(\.due) == [
        Reading.clock("2026-01-08 17:30"), Reading.clock("2026-01-09 17:30"),
      ])
  }

  @Test func `the end of the last shift is found, also before a day off`() throws {
    var text = PlantText()
    text.calendars = """
      calendar,day,start,end
      day,Mon-Fri,08:00,16:00
      day,Mon-Fri,16:00,24:00
      *,2026-01-09,,

      """
    text.overrides = [("due-time", "末班结束")]
    // The 9th is closed and the 10th a Saturday: both mean the end of Thursday the 8th.
    text.orders = "order,item,quantity,due\n1,A,1,2026-01-08\n2,A,1,2026-01-09\n3,A,1,2026-01-10\n"
    let end = Reading.clock("2026-01-09 00:00")
    #expect(try text.plant().orders.map(\.due) == [end, end, end])
  }

  @Test func `settings from the command line win over those in files`() throws {
    var text = PlantText()
    text.settings += "plant,One\n"
    text.overrides = [("工厂", "Two"), ("plan-start", "2026-02-02")]
    let plant = try text.plant()
    #expect(plant.name == "Two")
    #expect(plant.asOf == Reading.clock("2026-02-02 00:00"))
  }

  @Test(arguments: ["1月5日 08:00", "soon", "00000000", "2026-02-30"])
  func `the plan's start must be a whole date`(_ start: String) {
    var text = PlantText()
    text.overrides = [("plan-start", start)]
    #expect(text.issues().map(\.column) == ["plan-start"])
  }

  @Test func `values and names that no setting has are refused with what would do`() throws {
    var text = PlantText()
    text.settings += "working-time,sometimes\nspeed,high\n"
    text.overrides = [("time-zone", "Asia/Shangai"), ("colour", "red")]
    let issues = text.issues()
    #expect(issues.map(\.file) == ["settings.csv", "settings.csv", "--set", "--set"])
    #expect(issues.map(\.row) == [3, 4, nil, nil])
    #expect(issues[0].remedy.en.contains("Mon-Sat 08:00-12:00"))
    #expect(issues[1].remedy.zh.contains("优先级方向"))
    #expect(issues[2].remedy.en.contains("Asia/Shanghai"))
  }
}
