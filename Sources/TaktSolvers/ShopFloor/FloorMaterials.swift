import TaktModel

/// What operations draw of scarce materials, in the order of the list.
///
/// Of a material the decoder keeps what has been drawn so far, as it keeps a machine's last end; an operation waits for the receipt
/// from which on supply covers that and its own draw. The rule is stricter than need be and never too lax: of all that
/// has been drawn at a tick, what stands last in the list waited for the sum of the others. A list sorted by when
/// runs begin loses nothing by it.
///
/// A kit is a resource too: it is free from when the first of its operations runs.
///
/// One object a search, so that the decoder, which is handed from call to call, stays small where there are no materials.
final class FloorMaterials {
  /// Where materials, and behind them kits, begin among the decoder's resources.
  let base: Int
  /// Materials and kits.
  let count: Int
  private let kitBase: Int
  private let isEmpty: Bool
  private let supplyStart: Column<Int32>
  private let supplyTick: Column<Int32>
  private let supplyTotal: Column<Int32>
  private let drawStart: Column<Int32>
  private let drawMaterial: Column<Int32>
  private let drawAmount: Column<Int32>
  private let kitOf: Column<Int32>

  init(_ problem: Problem, base: Int) {
    let materials = problem.floor.materials
    self.base = base
    isEmpty = materials.isEmpty
    kitBase = base + materials.materialCount
    count = materials.materialCount + materials.kitCount
    supplyStart = Column(materials.supplyStart)
    supplyTick = Column(materials.supplyTick)
    supplyTotal = Column(materials.supplyTotal)
    drawStart = Column(materials.drawStart)
    drawMaterial = Column(materials.drawMaterial)
    drawAmount = Column(materials.drawAmount)
    kitOf = Column(
      materials.kitOf.isEmpty && !materials.isEmpty
        ? Array(repeating: -1, count: problem.operationCount) : materials.kitOf)
  }

  /// Whether an operation draws anything.
  @inline(__always)
  func draws(_ o: Int32) -> Bool { !isEmpty && drawStart[o] < drawStart[Int(o) + 1] }

  /// From when on an operation's materials are there, and the operation that drew last before, -1 for none.
  @inline(never)
  func supply(_ o: Int32, _ drawn: borrowing Column<Int32>, _ last: borrowing Column<Int32>) -> (
    tick: Int32, holder: Int32
  ) {
    let kit = kitOf[o]
    if kit >= 0, last[kitBase + Int(kit)] >= 0 {
      return (drawn[kitBase + Int(kit)], last[kitBase + Int(kit)])
    }
    var (tick, holder) = (Int32(0), Int32(-1))
    for d in drawStart[o]..<drawStart[Int(o) + 1] {
      let r = base + Int(drawMaterial[d])
      let needed = drawn[r] &+ drawAmount[d]
      var s = supplyStart[drawMaterial[d]]
      while supplyTotal[s] < needed { s &+= 1 }
      if supplyTick[s] > tick { (tick, holder) = (supplyTick[s], last[r]) }
    }
    return (tick, holder)
  }

  /// Draws what an operation draws, if anything, unless another of its kit has done so.
  @inline(never)
  func draw(
    _ o: Int32, _ runStart: Int32, _ drawn: borrowing Column<Int32>,
    _ last: borrowing Column<Int32>
  ) {
    let kit = kitOf[o]
    if kit >= 0 {
      guard last[kitBase + Int(kit)] < 0 else { return }
      drawn[kitBase + Int(kit)] = runStart
      last[kitBase + Int(kit)] = o
    }
    for d in drawStart[o]..<drawStart[Int(o) + 1] {
      let r = base + Int(drawMaterial[d])
      drawn[r] = drawn[r] &+ drawAmount[d]
      last[r] = o
    }
  }

  /// How many resources an operation that draws changes: materials, and perhaps its kit.
  @inline(__always)
  func resourceCount(_ o: Int32) -> Int32 {
    drawStart[Int(o) + 1] &- drawStart[o] &+ (kitOf[o] >= 0 ? 1 : 0)
  }

  /// One of them.
  @inline(__always)
  func resource(_ o: Int32, _ i: Int32) -> Int {
    let d = drawStart[o] &+ i
    return d < drawStart[Int(o) + 1] ? base + Int(drawMaterial[d]) : kitBase + Int(kitOf[o])
  }
}
