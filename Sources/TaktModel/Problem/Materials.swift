extension ShopFloor {
  /// Materials of which stock and receipts do not cover everything at once, and what operations draw of them.
  ///
  /// An operation draws when its run begins: by then supply must cover whatever has been drawn up to it, itself included. Amounts are
  /// whole multiples of the least that divides them all, so that 32 bits hold their sums.
  ///
  /// A *kit* is drawn whole by whichever of its operations begins first; the others begin no earlier. A job with one first
  /// operation needs no kit: that operation draws all.
  public struct Materials: Sendable {
    /// Where each material's supplies begin; one more entry than materials.
    public package(set) var supplyStart: [Int32] = [0]
    /// From when on a supply counts, ascending for each material; the first at tick 0.
    public package(set) var supplyTick: [Int32] = []
    /// All that is there from then on.
    public package(set) var supplyTotal: [Int32] = []
    /// Where each operation's draws begin; one more entry than operations, empty where nothing is drawn.
    public package(set) var drawStart: [Int32] = []
    /// The material of each draw; none twice for an operation.
    public package(set) var drawMaterial: [Int32] = []
    /// How much of it.
    public package(set) var drawAmount: [Int32] = []
    /// The kit each operation draws, -1 for none; empty where there are no kits.
    ///
    /// Operations of a kit have the same draws.
    public package(set) var kitOf: [Int32] = []
    /// How many kits there are.
    public package(set) var kitCount = 0

    /// Nothing is drawn.
    public init() {}

    /// Whether nothing is drawn.
    public var isEmpty: Bool { drawStart.isEmpty }
    /// How many materials there are.
    public var materialCount: Int { supplyStart.count - 1 }
    /// The last tick at which something comes in.
    public var lastReceipt: Int32 { supplyTick.max() ?? 0 }

    /// Draws of an operation.
    public func draws(of operation: Int) -> Range<Int> {
      isEmpty ? 0..<0 : Int(drawStart[operation])..<Int(drawStart[operation + 1])
    }
    /// Supplies of a material.
    public func supplies(of material: Int) -> Range<Int> {
      Int(supplyStart[material])..<Int(supplyStart[material + 1])
    }
    /// The kit of an operation, nil where it has none.
    public func kit(of operation: Int) -> Int? {
      kitOf.isEmpty || kitOf[operation] < 0 ? nil : Int(kitOf[operation])
    }

    /// Whether the columns are as long as the problem they belong to.
    func fits(operations: Int) -> Bool {
      isEmpty || drawStart.count == operations + 1 && (kitOf.isEmpty || kitOf.count == operations)
    }
  }
}
