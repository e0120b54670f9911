package import TaktModel

/// Tiny problems with a tariff, and their cheapest plans by trying every start.
package enum RandomEnergy {
  /// Jobs with wide due times on two machines, one of which may have breaks; the price changes every few ticks.
  package static func problem(seed: Int) throws -> Problem {
    var random = TestRandom(seed: seed &* 13 + 1)
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines) = (3, 1, 1 + seed % 2)
    shape.hasReleases = seed % 3 == 0
    shape.hasCalendars = seed % 4 > 1
    let classic = try RandomProblems.problem(seed: seed, shape)
    var floor = ShopFloor()
    floor.setup = classic.duration.map { Int32.random(in: 0...min(2, $0), using: &random) }
    floor.energy.idle = (0..<classic.machineCount).map { _ in
      360 * Int.random(in: 0...2, using: &random)
    }
    floor.energy.setup = (0..<classic.machineCount).map { _ in
      360 * Int.random(in: 1...5, using: &random)
    }
    floor.energy.run = (0..<classic.modeCount).map { _ in
      360 * Int.random(in: 2...12, using: &random)
    }
    var tick: Int32 = 0
    var steps: [(Int32, Int)] = []
    while tick < 60 {
      steps.append((tick, 1_000_000 * Int.random(in: 1...9, using: &random)))
      tick += Int32.random(in: 3...9, using: &random)
    }
    floor.energy.changes = steps.map(\.0)
    floor.energy.highestPrice = 9_000_000
    floor.energy.curves = (classic.workingTimes.map { Optional($0) } + [nil]).map { time in
      curve(steps, time)
    }
    let jobs = (0..<classic.jobCount).map { job in
      JobSpec(
        chain: classic.operations(ofJob: job).map { o in
          classic.modes(of: o).map {
            .init(machine: classic.machine[$0], duration: classic.duration[$0])
          }
        }, release: classic.release[job], due: Int32.random(in: 24...34, using: &random))
    }
    return try Problem(
      jobs: jobs, machineCount: classic.machineCount, workingTimeOf: classic.workingTimeOf,
      workingTimes: classic.workingTimes, floor: floor)
  }

  private static func curve(_ steps: [(Int32, Int)], _ time: WorkingTime?) -> ShopFloor.PriceCurve {
    var curve = ShopFloor.PriceCurve()
    for tick in 0..<Int32(2000) {
      let isOpen =
        time.map { time in
          time.opens.indices.contains { time.opens[$0] <= tick && tick < time.closes[$0] }
        } ?? true
      curve.turn(to: isOpen ? steps.last { $0.0 <= tick }?.1 ?? 0 : 0, at: tick)
    }
    return curve
  }

  /// The least cost of a plan in which no job is late, by trying every begin of every operation; nil where some job always is.
  package static func cheapest(_ problem: Problem) -> Int? {
    var best: Int?
    let choices = (0..<problem.operationCount).map { placements($0, problem) }
    func extend(_ o: Int, _ chosen: [[Int32]]) {
      guard o < problem.operationCount else {
        let zeros = Array(repeating: Int32(0), count: o)
        let schedule = Schedule(
          mode: zeros.indices.map { Int32($0) }, start: chosen.map { $0[0] },
          end: chosen.map { $0[2] },
          setupStart: chosen.map { $0[0] }, runStart: chosen.map { $0[1] })
        let cost = tickByTick(schedule, problem)
        if cost < best ?? .max { best = cost }
        return
      }
      for times in choices[o] {
        let isFree = (0..<o).allSatisfy {
          problem.machine[$0] != problem.machine[o] || chosen[$0][2] <= times[0]
            || times[2] <= chosen[$0][0]
        }
        if isFree { extend(o + 1, chosen + [times]) }
      }
    }
    extend(0, [])
    return best
  }

  /// Begins, run starts and ends of an operation's one mode, in time and within working time.
  private static func placements(_ o: Int, _ problem: Problem) -> [[Int32]] {
    let (work, setup) = (problem.duration[o], problem.floor.setup[o])
    let time = problem.workingTimeOf[Int(problem.machine[o])]
    func isOpen(_ tick: Int32) -> Bool {
      time < 0
        || problem.workingTimes[Int(time)].work(before: tick + 1)
          > problem.workingTimes[Int(time)].work(before: tick)
    }
    return (problem.release[o]..<problem.due[o]).compactMap { begin -> [Int32]? in
      guard isOpen(begin) else { return nil }
      var (tick, left, ticks) = (begin, work, [Int32]())
      while left > 0, tick < problem.due[o] {
        if isOpen(tick) {
          ticks.append(tick)
          left -= 1
        }
        tick += 1
      }
      guard left == 0 else { return nil }
      // The setup ends just before the run begins.
      let runStart = setup < work ? ticks[Int(setup)] : tick
      return [begin, runStart, tick]
    }
  }

  /// Energy of a schedule, every machine and tick looked at.
  package static func tickByTick(_ schedule: Schedule, _ problem: Problem) -> Int {
    let energy = problem.floor.energy
    var sum = 0
    for machine in 0..<problem.machineCount {
      let own = (0..<problem.operationCount).filter { Int(problem.machine[$0]) == machine }
      guard let first = own.map({ schedule.setupStart[$0] }).min(),
        let last = own.map({ schedule.end[$0] }).max()
      else { continue }
      let time = problem.workingTimeOf[machine]
      let curve = energy.curves[time < 0 ? energy.curves.count - 1 : Int(time)]
      for tick in first..<last {
        let now = own.first { schedule.setupStart[$0] <= tick && tick < schedule.end[$0] }
        let watts =
          now.map { tick < schedule.runStart[$0] ? energy.setup[machine] : energy.run[$0] }
          ?? energy.idle[machine]
        sum += watts * curve.sum(from: tick, to: tick + 1) / 360
      }
    }
    return sum / 1_000_000
  }
}
