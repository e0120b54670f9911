import TaktModel

/// Lists where room in front of machines is limited: whatever order they are given in, operations that cannot go on yet come later.
extension FloorSequence {
  /// Places the operations of a list, each as soon as it leads into no deadlock; open ones in the mode that completes them first of those
  /// that do not.
  ///
  /// What is left where there is no way out is placed all the same: it is no plan then.
  mutating func addKeepingRoom(_ list: [Int32], isOpen: (Int) -> Bool) {
    if !list.contains(where: { isOpen(Int($0)) }) {
      arrange(list, trusted: 0)
      for (i, o) in (listed + turnedAway).enumerated() { add(o, at: i, isOpen: false) }
      return
    }
    begin(isOpen: isOpen)
    for o in list {
      guard listAndAdd(o) else {
        turnedAway.append(o)
        continue
      }
      var k = 0
      while k < turnedAway.count {
        k = listAndAdd(turnedAway[k]) ? remove(k) : k + 1
      }
    }
    for o in turnedAway {
      add(o, at: listed.count, isOpen: false)
      listed.append(o)
    }
  }

  private mutating func listAndAdd(_ o: Int32) -> Bool {
    guard keeper.isOpen(o), keeper.mode[o] >= 0 ? keeper.list(o) : listSoonest(o) else {
      return false
    }
    mode[o] = keeper.mode[o]
    add(o, at: listed.count, isOpen: false)
    listed.append(o)
    return true
  }

  /// Lists an operation in the mode that completes it first of those that lead into no deadlock.
  private func listSoonest(_ o: Int32) -> Bool {
    if decoder.units.leads(o) {
      decoder.chooseModes(ofUnit: o, mode)
      for k in decoder.units.memberStart[o]..<decoder.units.memberStart[Int(o) + 1] {
        keeper.mode[decoder.units.members[k]] = mode[decoder.units.members[k]]
      }
      return keeper.list(o)
    }
    let modes = (decoder.modeStart[o]..<decoder.modeStart[Int(o) + 1])
      .map { (end: decoder.place(o, $0).end, mode: $0) }.sorted { $0 < $1 }
    for (_, k) in modes {
      keeper.mode[o] = k
      if keeper.list(o) { return true }
    }
    keeper.mode[o] = -1
    return false
  }

  /// Takes an operation off those turned away, all of which may be listed now.
  private mutating func remove(_ k: Int) -> Int {
    turnedAway.remove(at: k)
    return 0
  }

  private mutating func begin(isOpen: (Int) -> Bool = { _ in false }) {
    keeper.clear()
    listed.removeAll(keepingCapacity: true)
    turnedAway.removeAll(keepingCapacity: true)
    for o in 0..<operationCount { keeper.mode[o] = isOpen(o) ? -1 : mode[o] }
  }

  /// Brings the edited list into an order that leads into no deadlock, changing as little as it can.
  ///
  /// Where there is none the list stays, and is no plan.
  /// - Complexity: O(operations); where the edit leads into a deadlock O(jobs that stand on machines) more for each operation
  mutating func keepRoom() {
    arrange(order.array(), trusted: edit.low)
    guard turnedAway.isEmpty,
      let first = listed.indices.first(where: { order[$0] != listed[$0] }),
      let last = listed.indices.last(where: { order[$0] != listed[$0] })
    else { return }
    edit.touch(first, last + 1, order)
    for i in first...last {
      order[i] = listed[i]
      position[listed[i]] = Int32(i)
    }
  }

  /// Lists operations in the order given, those that find no machine yet later.
  ///
  /// Only if that leads into a deadlock it looks ahead, from an index on. A plan's own order so stays as it is: looking ahead is more careful than it
  /// would have to be.
  private mutating func arrange(_ list: [Int32], trusted: Int) {
    if arrange(list, known: list.count) { return }
    _ = arrange(list, known: trusted)
  }

  private mutating func arrange(_ list: [Int32], known: Int) -> Bool {
    begin()
    for (i, o) in list.enumerated() {
      guard keeper.list(o, isKnown: i < known) else {
        turnedAway.append(o)
        continue
      }
      listed.append(o)
      var k = 0
      while k < turnedAway.count {
        let other = turnedAway[k]
        guard keeper.list(other, isKnown: i < known) else {
          k += 1
          continue
        }
        listed.append(other)
        k = remove(k)
      }
    }
    return turnedAway.isEmpty
  }
}
