import TaktModel

/// Limited room in front of machines, and who is in it.
///
/// Each place is a resource of its own behind the decoder's others: free from a tick on, or taken until its job goes on. A job whose
/// operation is done stays on its machine, which is taken until then too; only when another operation is placed on that machine does it
/// move, into the place that is free first or, if it leaves sooner that way, onto its next machine. So no place is taken before it must
/// be, and where nobody is held and no material is scarce, the list that is sorted by when machines are taken gives every schedule back, or a
/// better one. Two jobs that would have to change places at one moment are not let to.
///
/// A list may also lead nowhere: each of two jobs on the machine the other needs. ``RoomKeeper`` keeps lists from that.
///
/// One object a search, as the decoder's other parts.
final class FloorBuffers {
  let isEmpty: Bool
  /// Where places begin among the decoder's resources.
  let base: Int
  /// All places.
  let count: Int
  /// The operation each operation's job comes from, and goes on to, where it may have to wait between; -1 for none.
  let from: Column<Int32>
  let next: Column<Int32>
  /// The buffer in front of each operation.
  let ahead: Column<Int32>
  /// See ``ShopFloor/Buffers/standsOn``.
  let standsOn: Column<Int32>
  /// Where each buffer's places begin among all.
  let placeStart: Column<Int32>
  /// What stands for a machine or place that is taken for nobody knows how long.
  let never: Int32

  init(_ problem: Problem, base: Int, horizon: Int32) {
    let buffers = problem.floor.buffers
    isEmpty = buffers.isEmpty
    self.base = base
    // More places than jobs are as good as any number.
    let capacity = buffers.capacity.map { min($0, Int32(problem.jobCount)) }
    var starts: [Int32] = [0]
    for places in capacity { starts.append(starts[starts.count - 1] + places) }
    placeStart = Column(starts)
    count = Int(starts[capacity.count])
    from = Column(buffers.from)
    ahead = Column(buffers.ahead)
    standsOn = Column(buffers.standsOn)
    next = Column(repeating: -1, count: buffers.from.count)
    for (o, before) in buffers.from.enumerated() where before >= 0 { next[before] = Int32(o) }
    never = min(horizon, Int32(Problem.largestTime)) &+ 1
  }

  /// The place that is free first in front of an operation; -1 for none.
  func soonestPlace(aheadOf o: Int32, _ free: borrowing Column<Int32>) -> Int {
    var best = -1
    for place in placeStart[ahead[o]]..<placeStart[ahead[o] &+ 1] {
      let r = base + Int(place)
      if free[r] < never, best < 0 || free[r] < free[best] { best = r }
    }
    return best
  }

  /// The place a job is in that came from an operation; -1 for none.
  private func place(of piece: Int32, _ o: Int32, _ decoder: FloorDecoder) -> Int {
    for place in placeStart[ahead[o]]..<placeStart[ahead[o] &+ 1] {
      let r = base + Int(place)
      if decoder.last[r] == piece, decoder.free[r] >= never { return r }
    }
    return -1
  }

  /// A job takes a place, which keeps in its family from when on it could be had.
  private func take(_ place: Int, _ piece: Int32, until tick: Int32, _ decoder: FloorDecoder) {
    decoder.family[place] = decoder.free[place]
    (decoder.free[place], decoder.last[place]) = (tick, piece)
  }

  /// Puts jobs where they are when planning begins.
  func begin(_ decoder: FloorDecoder) {
    for o in 0..<Int32(from.count) where from[o] >= 0 {
      if standsOn[o] >= 0 {
        (decoder.free[standsOn[o]], decoder.last[standsOn[o]]) = (never, from[o])
      } else if standsOn[o] == ShopFloor.Buffers.inBuffer {
        let place = soonestPlace(aheadOf: o, decoder.free)
        if place >= 0 { take(place, from[o], until: never, decoder) }
      }
    }
  }

  /// From when on a machine can be had for an operation: what stands on it makes way if it can.
  func free(_ machine: Int32, for o: Int32, _ decoder: FloorDecoder) -> Int32 {
    let piece = decoder.last[machine]
    guard piece >= 0, next[piece] >= 0 else { return decoder.free[machine] }
    let done = decoder.placement[piece].end
    if next[piece] == o { return done }
    let place = soonestPlace(aheadOf: next[piece], decoder.free)
    return place < 0
      ? decoder.free[machine] : min(decoder.free[machine], max(done, decoder.free[place]))
  }

  /// An operation that is placed takes its machine: what stood there makes way.
  func clearMachine(for o: Int32, _ decoder: FloorDecoder) {
    let machine = decoder.placement[o].machine
    let piece = decoder.last[machine]
    guard piece >= 0, next[piece] >= 0, next[piece] != o,
      decoder.placement[o].setupStart < decoder.free[machine]
    else { return }
    let place = soonestPlace(aheadOf: next[piece], decoder.free)
    // Taken until its next operation begins, which may be placed already.
    if place >= 0 { take(place, piece, until: decoder.free[machine], decoder) }
  }

  /// A placed operation has taken its job from where that stood.
  /// - Parameter isOnMachine: whether that was still its machine
  func leave(_ o: Int32, isOnMachine: Bool, _ decoder: FloorDecoder) {
    let piece = from[o]
    let taken = decoder.placement[o].setupStart
    if isOnMachine {
      let machine = machine(of: piece, o, decoder)
      // It may have gone on where it stood.
      if decoder.last[machine] == piece {
        decoder.free[machine] = max(taken, decoder.placement[piece].end)
      }
    } else {
      let place = place(of: piece, o, decoder)
      // Where it went on before anything came onto its machine, it was never there.
      if place >= 0 { decoder.free[place] = max(taken, decoder.family[place]) }
    }
  }

  /// Whether an operation's job stands on the machine it came from.
  func isOnMachine(_ o: Int32, _ decoder: FloorDecoder) -> Bool {
    let machine = machine(of: from[o], o, decoder)
    return machine >= 0 && decoder.last[machine] == from[o]
  }

  private func machine(of piece: Int32, _ o: Int32, _ decoder: FloorDecoder) -> Int32 {
    standsOn[o] == -1 ? decoder.placement[piece].machine : standsOn[o]
  }
}

extension FloorDecoder {
  /// Puts an operation where its placement says: what stands on its machine makes way, and its own job leaves where that stood.
  @inline(never)
  func applyKeepingRoom(_ o: Int32) {
    let comes = buffers.from[o] >= 0
    let wasOnMachine = comes && buffers.isOnMachine(o, self)
    let machine = placement[o].machine
    if machine >= 0, !placement[o].joins { buffers.clearMachine(for: o, self) }
    occupy(o)
    if comes { buffers.leave(o, isOnMachine: wasOnMachine, self) }
    if machine >= 0, buffers.next[o] >= 0 { free[machine] = buffers.never }
  }
}
