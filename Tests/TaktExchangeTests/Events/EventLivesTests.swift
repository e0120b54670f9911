import TaktExchange
import TaktModel
import TaktTestKit
import Testing

/// When an event is over: its trouble has ended, or whoever carries the plan out has it.
@Suite struct EventLivesTests {
  private var lives = EventLives()
  private var clock = 0

  private mutating func record(_ record: LedgerLine.Record, _ set: (inout LedgerLine) -> Void) {
    clock += 1
    var line = LedgerLine(record, at: clock)
    set(&line)
    lives.take(line)
  }

  private mutating func receive(
    _ id: String, _ kind: ShopEvent.Kind, resource: String? = nil, order: String? = nil,
    operation: String? = nil
  ) {
    var data = ShopEvent.Details()
    (data.resource, data.order, data.operation) = (resource, order, operation)
    record(.received) {
      $0.event = EventLine(
        ShopEvent(source: "s", id: id, kind: kind, time: Instant(seconds: 0), data: data),
        zone: .shanghai)
    }
  }

  private mutating func plan(_ ids: [String], version: Int) {
    record(.planned) {
      $0.planVersion = version
      $0.keys = ids.map { .init(source: "s", id: $0) }
    }
    record(.published) { $0.planVersion = version }
  }

  private mutating func acknowledge(_ version: Int) {
    record(.acknowledged) { $0.planVersion = version }
  }

  private var closable: [String] { lives.closable().map(\.id) }

  @Test mutating func `a breakdown is over with the repair that a published plan knows`() {
    receive("D", .machineDown, resource: "M")
    plan(["D"], version: 2)
    acknowledge(2)
    #expect(closable.isEmpty, "the machine is still down")
    receive("U", .machineUp, resource: "N")
    plan(["U"], version: 3)
    #expect(closable.isEmpty, "another machine is back")
    receive("V", .machineUp, resource: "M")
    #expect(closable.isEmpty, "no plan knows of it")
    plan(["V"], version: 4)
    #expect(closable == ["D"])
    record(.closed) { $0.keys = [.init(source: "s", id: "D")] }
    #expect(closable.isEmpty)
    #expect(lives.lives[0].closed == clock)
    acknowledge(4)
    #expect(closable == ["U", "V"])
  }

  @Test mutating func `a pause is over when the same operation goes on, wherever`() {
    receive("P", .operationPaused, order: "O", operation: "10")
    receive("A", .operationStarted, resource: "M", order: "O", operation: "20")
    plan(["P", "A"], version: 2)
    #expect(closable.isEmpty)
    receive("B", .operationStarted, resource: "M", order: "O", operation: "10")
    plan(["B"], version: 3)
    #expect(closable == ["P"])
  }

  @Test mutating func `a hold is over with the order`() {
    receive("H", .orderHeld, order: "O")
    receive("Q", .qualityHold, order: "O")
    receive("R", .orderResumed, order: "O")
    plan(["H", "Q", "R"], version: 2)
    #expect(closable == ["H"])
    receive("C", .orderCancelled, order: "O")
    plan(["C"], version: 3)
    #expect(closable == ["H", "Q"])
  }

  @Test mutating func `an end that came before the trouble does not end it`() {
    receive("U", .machineUp, resource: "M")
    receive("D", .machineDown, resource: "M")
    plan(["D", "U"], version: 2)
    #expect(closable.isEmpty)
  }

  @Test mutating func `other events are over when the plan has reached those who carry it out`() {
    receive("R", .orderRush, order: "O")
    receive("C", .orderDueChanged, order: "O")
    plan(["R"], version: 2)
    plan(["C"], version: 3)
    #expect(closable.isEmpty)
    acknowledge(2)
    #expect(closable == ["R"])
    acknowledge(9)
    #expect(closable == ["R", "C"])
  }

  @Test mutating func `what was refused has no life`() {
    receive("R", .orderRush, order: "O")
    record(.refused) { $0.keys = [.init(source: "s", id: "R")] }
    record(.refused) { $0.note = "not JSON" }
    #expect(lives.lives.isEmpty)
    #expect(lives.refused == 2)
  }

  @Test mutating func `an event that came twice has one life`() {
    receive("D", .machineDown, resource: "M")
    receive("D", .machineDown, resource: "M")
    #expect(lives.lives.count == 1)
  }
}
