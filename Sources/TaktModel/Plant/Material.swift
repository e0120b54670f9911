/// Something that operations use up: raw material, a bought part, or an item that another order makes.
///
/// Quantities are in thousandths of the planner's unit, so that 0.35 kg a piece stays exact.
public struct Material: Sendable, Equatable {
  /// A quantity that comes in on a date.
  public struct Receipt: Sendable, Equatable {
    /// From when on it can be used; before the plan's start means at once.
    public var at: Instant
    /// How much, in thousandths.
    public var quantity: Int

    /// A receipt.
    public init(at: Instant, quantity: Int) {
      self.at = at
      self.quantity = quantity
    }
  }

  /// The planner's id: an item's, where orders make it.
  public var id: String
  /// A name to show; the id where none was given.
  public var name: String
  /// What is there when the plan begins, in thousandths.
  public var stock: Int
  /// What comes in later, by date.
  public var receipts: [Receipt]

  /// A material.
  public init(id: String, name: String, stock: Int = 0, receipts: [Receipt] = []) {
    self.id = id
    self.name = name
    self.stock = stock
    self.receipts = receipts
  }

  /// Thousandths in one of the planner's unit.
  public static let unit = 1000

  /// Thousandths in the planner's unit.
  static func text(_ thousandths: Int) -> String {
    let value = Double(thousandths) / Double(unit)
    return value == value.rounded() ? String(Int(value)) : String(value)
  }
}

extension RoutingOperation {
  /// A line of the bill of material: what each piece takes of a material when the operation's run begins.
  public struct Component: Sendable, Equatable {
    /// Index of the material.
    public var material: Int
    /// How much a piece takes, in thousandths.
    public var quantity: Int

    /// A line.
    public init(material: Int, quantity: Int) {
      self.material = material
      self.quantity = quantity
    }
  }
}

extension Routing {
  /// Operations that wait for no other of the routing.
  public var firstOperations: [Int] {
    operations.indices.filter { operations[$0].predecessors.isEmpty }
  }

  /// Operations that no other of the routing waits for.
  public var lastOperations: [Int] {
    let before = Set(operations.flatMap(\.predecessors))
    return operations.indices.filter { !before.contains($0) }
  }
}
