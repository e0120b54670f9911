import TaktModel

/// What an operation waits for beyond ends and lags: the way from machine to machine.
extension FloorDecoder {
  /// When an operation's job lets it begin in a mode, and which operation of it comes last before.
  @inline(never)
  func linkedReady(_ o: Int32, _ mode: Int32) -> (tick: Int32, cause: Int32) {
    var tick = max(release[jobOf[o]], earliest[mode])
    var cause: Int32 = -1
    for a in predecessorStart[o]..<predecessorStart[Int(o) + 1] {
      let before = predecessors[a]
      let way = travel.time(from: machineOf[placement[before].mode], to: machineOf[mode])
      let t = placement[before].end &+ predecessorLag[a] &+ way
      if t >= tick { (tick, cause) = (t, before) }
    }
    return (tick, cause)
  }

  /// Whether operations behind one may see that it is placed otherwise.
  @inline(__always)
  func passesOnOtherwise(_ new: FloorPlacement, _ old: FloorPlacement) -> Bool {
    new.end != old.end || isLinked && new.mode != old.mode
  }
}
