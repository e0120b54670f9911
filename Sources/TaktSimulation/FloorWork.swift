import TaktModel
import TaktRescheduling

/// The floor at work: what its machines begin, and what they wait for.
extension FloorSimulation {
  /// Lets a machine go on with what it has begun, or begin the next job order, if all that needs is there.
  mutating func look(at machine: Int) {
    if stations[machine] == nil { begin(on: machine) }
    enter(machine)
  }

  /// Has a machine looked at, if it is not to be before.
  mutating func lookAgain(at machine: Int, _ moment: Instant) {
    if let pending = looks[machine], pending <= moment { return }
    looks[machine] = moment
    timetable.put(.look(machine: machine), at: moment.seconds)
  }

  /// Puts the next line of a machine on it, once it is to begin.
  private mutating func begin(on machine: Int) {
    guard !isDown[machine], let line = lines[machine].last else { return }
    guard let order = orders[line.order],
      let step = plant.routings[plant.orders[order].routing].step(line.operation)
    else {
      lines[machine].removeLast()
      return lookAgain(at: machine, now)
    }
    if line.setupStart > now {
      return lookAgain(at: machine, line.setupStart)
    }
    let new = plant.routings[plant.orders[order].routing].operations[step].family
    let station = Station(
      line, order: order, step: step, of: plant, on: machine,
      held: line.secondary.map { secondaries[$0] },
      changeover: new.flatMap { plant.changeover(on: machine, from: family[machine], to: $0) },
      runFactor: luck.runFactor(line.id, spread: disturbances.runTimeSpread), at: now)
    guard let opening = opening(of: station, machine) else { return }
    if opening > now { return lookAgain(at: machine, opening) }
    lines[machine].removeLast()
    stations[machine] = station
    if let new { family[machine] = new }
    deviations.sum += abs(now - line.setupStart)
    deviations.count += 1
    report(
      .operationStarted,
      .with {
        ($0.order, $0.operation) = (line.order, line.operation)
        $0.resource = plant.resources[machine].id
      })
  }

  /// Begins the phase a machine is to go on with, or looks again when it may.
  private mutating func enter(_ machine: Int) {
    guard let station = stations[machine], station.isWaiting, !isDown[machine] else { return }
    if station.phase == .done {
      // There is nothing to do: it is done as it begins.
      stations[machine] = station.begun(at: now)
      return timetable.put(
        .end(machine: machine, job: station.line.id, turn: station.turn + 1), at: now.seconds)
    }
    guard let opening = opening(of: station, machine) else { return }
    if opening > now { return lookAgain(at: machine, opening) }
    for unit in station.held { inUse[unit] += 1 }
    stations[machine] = station.begun(at: now)
    schedule(machine)
  }

  /// When a station's phase may begin; nil where only something that happens on the floor can tell.
  private func opening(of station: Station, _ machine: Int) -> Instant? {
    if station.needsPieces {
      guard let ready = arrival(of: station, on: machine) else { return nil }
      // Later it will be asked again: it is soon enough then to see who works.
      if ready > now { return ready }
    }
    var wanted: [Int: Int] = [:]
    for unit in station.held { wanted[unit, default: 0] += 1 }
    for (unit, count) in wanted
    where inUse[unit] + count > plant.secondaries[unit].quantity { return nil }
    return station.opening(at: now, time)
  }

  /// When a station's pieces are there; nil while they are still worked on elsewhere.
  private func arrival(of station: Station, on machine: Int) -> Instant? {
    let order = plant.orders[station.order]
    let operation = plant.routings[order.routing].operations[station.step]
    var ready = max(order.release, awaited[order.id] ?? order.release)
    for step in operation.predecessors {
      let before = plant.routings[order.routing].operations[step].id
      guard let done = done["\(order.id)/\(before)"] else { return nil }
      let way = plant.transportTime(from: done.machine, to: machine)
      ready = max(ready, done.at + operation.wait + way)
    }
    return ready
  }

  mutating func schedule(_ machine: Int) {
    guard let station = stations[machine], !station.isWaiting, let end = station.end(time)
    else { return }
    timetable.put(
      .end(machine: machine, job: station.line.id, turn: station.turn), at: end.seconds)
  }

  mutating func finishPhase(on machine: Int, _ job: String, _ turn: Int) throws {
    guard let station = stations[machine], station.line.id == job, station.turn == turn,
      !station.isWaiting
    else { return }
    for unit in station.held { inUse[unit] -= 1 }
    stations[machine] = station.next
    if station.next.phase == .done {
      stations[machine] = nil
      try finish(station.line, on: machine)
    }
    // Whoever waited for this may go on.
    for machine in lines.indices { lookAgain(at: machine, now) }
  }

  private mutating func finish(_ line: JobOrder, on machine: Int) throws {
    done[line.id] = (now, machine)
    report(.operationFinished, .with { ($0.order, $0.operation) = (line.order, line.operation) })
    guard !line.order.contains("+"), let order = orders[line.order],
      plant.orders[order].quantity > 1,
      luck.isScrapped(line.id, share: disturbances.scrapShare)
    else { return }
    let quantity = plant.orders[order].quantity
    let pieces = max(1, Int(Double(quantity) * disturbances.scrappedPieces))
    outcome.disturbances += 1
    report(
      .qualityScrap,
      .with {
        $0.order = line.order
        $0.quantity = min(pieces, quantity - 1)
      })
    try react(isUrgent: false, isNeeded: true)
  }
}
