import TaktModel
import Testing

@testable import TaktExchange

/// Lots in the tables; the order of the texts is for ten pieces.
@Suite struct LotImportTests {
  private func text(_ saw: String, _ mill: String, wait: String = "") -> PlantText {
    var text = PlantText()
    text.routings =
      "item,operation,work centre,setup (min),run (min),lot size,longest wait (min)\n"
      + "A,10,Saw,5,2,\(saw),\nA,20,Mill,10,3,\(mill),\(wait)\n"
    return text
  }

  private func quantity(_ plant: Plant) -> Int { plant.orders[0].quantity }

  @Test func `an order goes through in lots`() throws {
    let plant = try text("", "4").plant()
    let order = plant.orders[0]
    let operations = plant.routings[order.routing].operations
    let lots = (order.quantity + 3) / 4
    #expect(lots > 1)
    #expect(operations.map(\.id) == ["10"] + (1...lots).map { "20-\($0)" })
    #expect(
      operations.dropFirst().reduce(0) { $0 + $1.pieces(ofOrder: order.quantity) } == order.quantity
    )
    #expect(plant.routings[0].operations.map(\.lotSize) == [nil, 4])
  }

  @Test func `Chinese tables name the lot`() throws {
    var text = PlantText()
    text.routings = "物料编码,工序号,工作中心,准备时间(分钟),单件工时(分钟),分批数量\nA,10,Saw,5,2,3\nA,20,Mill,10,3,3\n"
    let plant = try text.plant()
    #expect(plant.routings[0].operations.map(\.lotSize) == [3, 3])
    #expect(plant.routings[plant.orders[0].routing].hasLots)
  }

  @Test(arguments: [Language.zh, .en])
  func `what is written is read again`(_ language: Language) throws {
    let plant = try text("", "4").plant()
    let files = PlantWriter(plant, language: language).tables().map {
      (name: "\($0.name).csv", bytes: $0.text.bytes(mark: true))
    }
    let again = try Reading.imported(files).plant
    #expect(again.routings.map(\.operations) == plant.routings.map(\.operations))
    #expect(again.orders.map(\.routing) == plant.orders.map(\.routing))
  }

  @Test func `mistakes are named by column`() throws {
    #expect(text("", "0").issues().map(\.column) == ["lot size"])
    #expect(text("", "many").issues().map(\.column) == ["lot size"])
    let waiting = text("3", "", wait: "60").issues()
    #expect(waiting.map(\.column) == ["longest wait (min)"])
    #expect(
      waiting.map(\.problem.en) == [
        "cannot be kept behind operation 10, whose lots are through one after the other"
      ])
    #expect(text("3", "3", wait: "60").issues().isEmpty)
    var many = text("", "1")
    many.orders = many.orders.replacing(",\(quantity(try text("", "").plant())),", with: ",5000,")
    #expect(
      many.issues().map(\.problem.en) == [
        "splits order MO-1 into 5000 lots; 200 are the most there can be"
      ])
  }

  @Test func `lots that differ between rows of an operation are a mistake`() {
    var text = text("", "4")
    text.routings += "A,20,Saw,10,3,5,\n"
    #expect(text.issues().map(\.column) == ["lot size"])
  }

  /// Whole, the order would not go into the furnace.
  @Test func `a lot fits where the order does not`() throws {
    var text = text("", "4")
    text.resources = "resource,work centre,calendar,batch capacity\nM1,Mill,day,4\nS1,Saw,day,\n"
    #expect(try text.plant().overloads() == [])
    text.routings = text.routings.replacing(",3,4,", with: ",3,,")
    #expect(
      text.issues().map(\.remedy.en) == [
        "give a lot size of 4 pieces at most, or correct the capacity"
      ])
  }
}
