import TaktModel

/// Limited room in front of work centres.
extension Field {
  static let bufferCapacity = Field(
    "buffer capacity",
    [
      "缓冲容量", "缓冲区容量", "缓存容量", "缓存区容量", "缓冲位", "线边容量", "待加工区容量", "buffer", "buffer size",
      "queue capacity",
    ],
    english: "how many orders may wait in front of its work centre")
}

extension ResourceImport {
  /// Notes how many orders may wait in front of a work centre; all its rows that say so must agree.
  mutating func readBuffer(_ row: Row, _ centre: Int, isUnlimited: Bool, _ log: inout ImportLog) {
    guard row[.bufferCapacity] != nil,
      let capacity = row.wholeNumber(.bufferCapacity, 0...1_000_000, &log)
    else {
      return
    }
    guard !isUnlimited else {
      log.add(
        row.issue(
          .bufferCapacity,
          Bilingual(
            zh: "与“不限产能”矛盾：来多少收多少",
            en: "goes against its being unlimited: nothing waits in front of it"),
          Bilingual(zh: "请删除其中一个", en: "remove one of them")))
      return
    }
    if let known = workCentres[centre].bufferCapacity, known != capacity {
      let id = workCentres[centre].id
      log.add(
        row.issue(
          .bufferCapacity,
          Bilingual(
            zh: "工作中心 \(id) 的另一行已写 \(known)", en: "another row of work centre \(id) says \(known)"),
          Bilingual(
            zh: "一个工作中心只有一个缓冲区，请填相同的数，或留空",
            en: "a work centre has one buffer: give the same number, or leave it empty")))
      return
    }
    set(bufferCapacity: capacity, of: centre)
  }
}

extension RoutingImport {
  /// Complains about operations whose orders' way through limited room is not clear.
  func complain(ofBuffersIn plant: Plant, _ log: inout ImportLog) {
    for (r, step, reason) in plant.bufferMisfits() {
      let routing = plant.routings[r]
      let operation = routing.operations[step]
      // Lots are their operation over again.
      guard (operation.lot?.index ?? 0) == 0, let row = row(of: operation, in: routing) else {
        continue
      }
      log.add(
        row.issue(
          .operation, reason.sentence,
          Bilingual(
            zh: "请删除该工作中心的缓冲容量，或改正工艺路线",
            en: "remove the buffer capacity of its work centre, or correct the routing")))
    }
  }
}

extension Plant.BufferMisfit {
  /// Why, as what an operation's row says wrongly.
  fileprivate var sentence: Bilingual {
    switch self {
    case .severalWorkCentres:
      Bilingual(
        zh: "可选设备属于多个工作中心，其中有缓冲容量有限的，看不出订单在哪里等待",
        en:
          "may go to several work centres, one of them with a limited buffer: it is not clear where its orders wait"
      )
    case .severalBefore:
      Bilingual(
        zh: "有多个前置工序（或多个批次），不能进入缓冲容量有限的工作中心",
        en: "waits for several operations or lots, and its work centre has a limited buffer")
    case .severalBehind:
      Bilingual(
        zh: "的前置工序之后还有别的工序（或分批），不能进入缓冲容量有限的工作中心",
        en:
          "is not the only one behind the operation before it, and its work centre has a limited buffer"
      )
    case .batchMachineBefore:
      Bilingual(
        zh: "的前置工序在批处理设备（炉）上进行，不能进入缓冲容量有限的工作中心",
        en: "comes behind a batch machine, and its work centre has a limited buffer")
    case .transferBatch:
      Bilingual(
        zh: "的前置工序按转移批流转，不能进入缓冲容量有限的工作中心",
        en: "comes behind transfer batches, and its work centre has a limited buffer")
    case .longestWait:
      Bilingual(
        zh: "所属物料的工艺路线有最长等待时间，不能进入缓冲容量有限的工作中心",
        en: "is of an item with longest waits, and its work centre has a limited buffer")
    }
  }
}
