public import TaktModel

extension FloorSimulation {
  /// Why a plant cannot be simulated: what of it the floor does not know; nil where it can.
  public static func objection(to plant: Plant) -> Bilingual? {
    let operations = plant.routings.flatMap(\.operations)
    let made = Set(plant.routings.map(\.item)).intersection(plant.materials.map(\.id))
    let parts: [(isThere: Bool, words: Bilingual)] = [
      (
        plant.resources.contains(where: \.isUnlimited),
        Bilingual(zh: "无限能力设备（委外）", en: "resources without limit (outside processing)")
      ),
      (
        plant.resources.contains { $0.batchCapacity != nil },
        Bilingual(zh: "批处理设备（炉）", en: "batch machines")
      ),
      (
        operations.contains { !$0.links.isEmpty || $0.transferBatch != nil },
        Bilingual(zh: "工序重叠与转移批", en: "overlapping operations and transfer batches")
      ),
      (
        operations.contains { $0.longestBreak != nil },
        Bilingual(zh: "不可中断的工序", en: "operations that breaks may not interrupt")
      ),
      (
        operations.contains { $0.longestWait != nil },
        Bilingual(zh: "最长等待时间", en: "longest waits")
      ),
      (
        plant.powerLimit != nil, Bilingual(zh: "功率上限", en: "a power limit")
      ),
      (
        plant.workCentres.contains { $0.bufferCapacity != nil },
        Bilingual(zh: "缓冲容量", en: "limited buffers")
      ),
      (
        !made.isEmpty || plant.orders.contains { !$0.feeds.isEmpty },
        Bilingual(zh: "相互供给的订单", en: "orders that feed each other")
      ),
    ]
    let there = parts.filter(\.isThere).map(\.words)
    guard !there.isEmpty else { return nil }
    return Bilingual(
      zh: "模拟不支持：" + there.map(\.zh).joined(separator: "、"),
      en: there.map(\.en).joined(separator: ", ") + " are not part of the simulation")
  }
}
