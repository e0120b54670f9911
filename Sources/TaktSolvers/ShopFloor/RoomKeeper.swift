import TaktModel

/// Keeps lists of operations from leading into a deadlock where room in front of machines is limited.
///
/// Operations are listed one by one. One is turned away for now if on its machine stands a job that has no room to go, or if the jobs
/// that would then stand on machines and in buffers could not all be brought to where nothing is limited, one after another: that is the
/// banker's rule (Dijkstra 1965, EWD 123; for buffers Lawley, Reveliotis and Ferreira 1998, International Journal of
/// Flexible Manufacturing Systems 10). It is more careful than it would have to be, so lists that are known to lead through are not looked ahead
/// for. Where planning begins without a deadlock, some operation can always be listed.
///
/// One object a search, as the decoder's parts.
final class RoomKeeper {
  private let decoder: FloorDecoder
  /// The mode of each operation, -1 where that is not decided.
  let mode: Column<Int32>
  private let isListed: Column<Bool>
  /// Operations not listed yet that each waits for.
  private let open: Column<Int32>
  /// The operation whose job stands on each machine and may have to wait there; -1 for none.
  private let stands: Column<Int32>
  /// Places left in each buffer.
  private let room: Column<Int32>
  /// Where each job is that came from an operation: on a machine, or ``buffered``.
  private let place: Column<Int32>
  // What a look ahead makes of them.
  private let standsThen: Column<Int32>
  private let roomThen: Column<Int32>
  /// Operations whose jobs have been taken on by none yet, in the order they were listed.
  private var waiting: [Int32] = []
  private var waitingThen: [Int32] = []
  private var journal: [Change] = []
  private let capacity: Column<Int32>

  private static let buffered: Int32 = -2

  /// What listing has changed, to be undone.
  private enum Change {
    case stands(Int32, Int32)
    case room(Int32, Int32)
    case place(Int32, Int32)
    case left(Int32, at: Int)
    case waits
  }

  init(_ decoder: FloorDecoder) {
    self.decoder = decoder
    let n = decoder.hasBuffers ? decoder.operationCount : 0
    let m = decoder.hasBuffers ? decoder.machineCount : 0
    mode = Column(repeating: -1, count: n)
    isListed = Column(repeating: false, count: n)
    open = Column(repeating: 0, count: n)
    stands = Column(repeating: -1, count: m)
    standsThen = Column(repeating: -1, count: m)
    place = Column(repeating: -1, count: n)
    capacity = Column(
      (0..<decoder.buffers.placeStart.count - 1).map {
        decoder.buffers.placeStart[$0 + 1] - decoder.buffers.placeStart[$0]
      })
    room = Column(repeating: 0, count: capacity.count)
    roomThen = Column(repeating: 0, count: capacity.count)
    clear()
  }

  /// Nothing is listed; jobs stand where they do when planning begins.
  func clear() {
    let buffers = decoder.buffers
    for m in 0..<stands.count { stands[m] = -1 }
    for b in 0..<room.count { room[b] = capacity[b] }
    waiting.removeAll(keepingCapacity: true)
    for o in 0..<mode.count {
      isListed[o] = false
      open[o] = decoder.predecessorStart[o + 1] &- decoder.predecessorStart[o]
      guard buffers.from[o] >= 0, buffers.standsOn[o] != -1 else { continue }
      let piece = buffers.from[o]
      place[piece] = buffers.standsOn[o]
      waiting.append(piece)
      if buffers.standsOn[o] >= 0 {
        stands[buffers.standsOn[o]] = piece
      } else {
        room[buffers.ahead[o]] -= 1
      }
    }
  }

  /// Whether all that an operation waits for is listed, and it is not.
  func isOpen(_ o: Int32) -> Bool { open[o] == 0 && !isListed[o] }

  // MARK: Listing

  /// Lists an operation, and a whole unit with its leader, if nothing stands against it.
  /// - Parameter isKnown: whether it is known to lead into no deadlock
  /// - Returns: whether it did; else nothing is changed.
  func list(_ o: Int32, isKnown: Bool = false) -> Bool {
    guard take(o, isKnown: isKnown) else { return false }
    isListed[o] = true
    for a in decoder.successorStart[o]..<decoder.successorStart[Int(o) + 1] {
      open[decoder.successors[a]] -= 1
    }
    return true
  }

  /// Whether an operation could be listed now in a mode.
  func canList(_ o: Int32, in k: Int32) -> Bool {
    let known = mode[o]
    mode[o] = k
    defer { mode[o] = known }
    guard take(o, isKnown: false) else { return false }
    _ = undo()
    return true
  }

  private func take(_ o: Int32, isKnown: Bool) -> Bool {
    guard isOpen(o) else { return false }
    journal.removeAll(keepingCapacity: true)
    if decoder.units.leads(o) {
      for k in decoder.units.memberStart[o]..<decoder.units.memberStart[Int(o) + 1] {
        guard takeMachine(decoder.units.members[k]) else { return undo() }
      }
    } else if !decoder.units.follows(o) {
      guard takeMachine(o) else { return undo() }
    }
    return isKnown || mayGoOn(o) ? true : undo()
  }

  /// An operation's job comes onto its machine, if that is to be had.
  private func takeMachine(_ o: Int32) -> Bool {
    let buffers = decoder.buffers
    let machine = machineOf(o, mode[o])
    if machine >= 0 {
      let piece = stands[machine]
      if piece >= 0, piece != buffers.from[o] {
        let buffer = buffers.ahead[buffers.next[piece]]
        guard room[buffer] > 0 else { return false }
        set(room: buffer, room[buffer] - 1)
        journal.append(.place(piece, place[piece]))
        place[piece] = Self.buffered
      }
    }
    if buffers.from[o] >= 0 { leave(o) }
    guard machine >= 0 else { return true }
    set(stands: machine, buffers.next[o] >= 0 ? o : -1)
    guard buffers.next[o] >= 0 else { return true }
    journal.append(.place(o, place[o]))
    place[o] = machine
    waiting.append(o)
    journal.append(.waits)
    return true
  }

  /// An operation takes its job from where that stands.
  private func leave(_ o: Int32) {
    let piece = decoder.buffers.from[o]
    guard let at = waiting.firstIndex(of: piece) else { return }
    waiting.remove(at: at)
    journal.append(.left(piece, at: at))
    if place[piece] == Self.buffered {
      let buffer = decoder.buffers.ahead[o]
      set(room: buffer, room[buffer] + 1)
    } else if stands[place[piece]] == piece {
      set(stands: place[piece], -1)
    }
  }

  private func set(stands machine: Int32, _ piece: Int32) {
    journal.append(.stands(machine, stands[machine]))
    stands[machine] = piece
  }

  private func set(room buffer: Int32, _ places: Int32) {
    journal.append(.room(buffer, room[buffer]))
    room[buffer] = places
  }

  private func undo() -> Bool {
    for change in journal.reversed() {
      switch change {
      case .stands(let machine, let piece): stands[machine] = piece
      case .room(let buffer, let places): room[buffer] = places
      case .place(let piece, let old): place[piece] = old
      case .left(let piece, let at): waiting.insert(piece, at: at)
      case .waits: waiting.removeLast()
      }
    }
    return false
  }

  /// The machine an operation takes in a mode; -1 for none.
  private func machineOf(_ o: Int32, _ mode: Int32) -> Int32 {
    guard decoder.setupOf[mode] &+ decoder.runOf[mode] > 0 else { return -1 }
    let machine = decoder.machineOf[mode]
    return decoder.isUnlimited[machine] ? -1 : machine
  }

  // MARK: Looking ahead

  /// Whether every job that stands somewhere could be brought on, one after another.
  private func mayGoOn(_ o: Int32) -> Bool {
    if waiting.isEmpty { return true }
    for m in 0..<stands.count { standsThen[m] = stands[m] }
    for b in 0..<room.count { roomThen[b] = room[b] }
    waitingThen.removeAll(keepingCapacity: true)
    waitingThen.append(contentsOf: waiting)
    var progress = true
    while progress, !waitingThen.isEmpty {
      progress = false
      var i = waitingThen.count - 1
      while i >= 0 {
        if bringOn(waitingThen[i], lists: o) {
          waitingThen.remove(at: i)
          progress = true
        }
        i -= 1
      }
    }
    // Who waits in a buffer only stands in nobody's way.
    return !waitingThen.contains { place[$0] != Self.buffered && standsThen[place[$0]] == $0 }
  }

  /// Brings a job to where nothing is limited, if the machines on its way are to be had.
  private func bringOn(_ piece: Int32, lists o: Int32) -> Bool {
    let buffers = decoder.buffers
    var at = piece
    var inTheWay: Int32 = -1
    repeat {
      at = buffers.next[at]
      guard waitsForOwn(at, lists: o), let machine = way(at, piece) else { return false }
      guard machine >= 0, standsThen[machine] >= 0, standsThen[machine] != piece else { continue }
      // One is enough to have make way at a time: its room may be another's.
      guard inTheWay < 0 || inTheWay == machine else { return false }
      inTheWay = machine
    } while buffers.next[at] >= 0
    if inTheWay >= 0 {
      roomThen[buffers.ahead[buffers.next[standsThen[inTheWay]]]] -= 1
      standsThen[inTheWay] = -1
    }
    if place[piece] != Self.buffered, standsThen[place[piece]] == piece {
      standsThen[place[piece]] = -1
    } else {
      let buffer = buffers.ahead[buffers.next[piece]]
      roomThen[buffer] += 1
    }
    return true
  }

  /// Whether an operation waits for no other job that is not through yet.
  private func waitsForOwn(_ o: Int32, lists new: Int32) -> Bool {
    for a in decoder.predecessorStart[o]..<decoder.predecessorStart[Int(o) + 1] {
      let before = decoder.predecessors[a]
      if !isListed[before], before != new, decoder.jobOf[before] != decoder.jobOf[o] {
        return false
      }
    }
    return true
  }

  /// The machine an operation could go through: a free one before one from which a job must make way; -1 for none needed, nil for none
  /// to be had.
  private func way(_ o: Int32, _ piece: Int32) -> Int32? {
    var second: Int32?
    let modes =
      mode[o] >= 0 ? mode[o]..<mode[o] + 1 : decoder.modeStart[o]..<decoder.modeStart[Int(o) + 1]
    for k in modes {
      let machine = machineOf(o, k)
      if machine < 0 || standsThen[machine] < 0 || standsThen[machine] == piece { return machine }
      let buffer = decoder.buffers.ahead[decoder.buffers.next[standsThen[machine]]]
      if second == nil, roomThen[buffer] > 0 { second = machine }
    }
    return second
  }
}
