import Benchmark
import Foundation
import TaktExchange
import TaktModel
import TaktPlanning
import TaktSolvers

/// One row a hot path: set-up lies outside the measured region, every result is consumed.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident], warmupIterations: 1,
    maxDuration: .seconds(5))

  for rule in ["spt", "atc", "atc-active"] {
    Benchmark("dispatch \(rule), 100 jobs x 20 machines") { benchmark in
      let problem = try Shops.generated(jobs: 100, machines: 20)
      let engine = try Shops.engine(rule)
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations {
        blackHole(Shops.solve(problem, engine, Budget(iterations: 1)))
      }
    }
  }

  Benchmark("bounds, 100 jobs x 20 machines") { benchmark in
    let problem = try Shops.generated(jobs: 100, machines: 20)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      blackHole(Shops.solve(problem, BoundsEngine(), Budget(iterations: 1)))
    }
  }

  // Steps a second and thread are the moves over the seconds; with two threads each makes them all.
  for number in [21, 41, 71] {
    for threads in [1, 2] {
      Benchmark(
        "tabu search, 100,000 moves a thread, threads: \(threads), \(number == 71 ? "ta71 in two sets" : "ta\(number)")"
      ) {
        benchmark in
        // ta71 as it stands meets its bound within milliseconds.
        let problem = try Shops.taillard(number, inTwoSets: number == 71)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
          blackHole(
            Shops.solve(
              problem, LocalSearchEngine(), Budget(iterations: 100_000, threads: threads)))
        }
      }
    }
  }

  for size in [10, 15] {
    Benchmark("refutation, 2,000 looks at the budget, \(size) x \(size)") { benchmark in
      let problem = try Shops.generated(jobs: size, machines: size)
      let engine = try Shops.engine("bounds")
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations {
        blackHole(Shops.solve(problem, engine, Budget(iterations: 2000)))
      }
    }
  }

  Benchmark("read a job shop, 100 x 20") { benchmark in
    let text = Shops.text(jobs: 100, machines: 20)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      blackHole(try ShopFile(name: "x", file: "x.txt", bytes: text, isFlexible: false).problem)
    }
  }
}

/// Shops of any size, the same every time.
enum Shops {
  static func text(jobs: Int, machines: Int) -> [UInt8] {
    var state: UInt64 = 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var lines = ["\(jobs) \(machines)"]
    for _ in 0..<jobs {
      var route = Array(0..<machines)
      for i in route.indices { route.swapAt(i, i + next(machines - i)) }
      lines.append(route.map { "\($0) \(1 + next(99))" }.joined(separator: " "))
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// One of Taillard's shops.
  /// - Parameter inTwoSets: whether each job goes to all machines of the first half before it goes to the others, which makes a shop of
  ///   many jobs hard (Storer, Wu and Vaccari 1992)
  static func taillard(_ number: Int, inTwoSets: Bool = false) throws -> Problem {
    var lines = TaillardInstance.text(number: number).split(separator: "\n").map(String.init)
    if inTwoSets {
      for (row, line) in lines.enumerated().dropFirst() {
        let cells = line.split(separator: " ")
        let steps = stride(from: 0, to: cells.count, by: 2).map { cells[$0...($0 + 1)] }
        let half = steps.count / 2
        let isFirst = { (step: ArraySlice<Substring>) in step.first.flatMap { Int($0) } ?? 0 < half
        }
        lines[row] = (steps.filter(isFirst) + steps.filter { !isFirst($0) }).flatMap { $0 }
          .joined(separator: " ")
      }
    }
    let text = Array(lines.joined(separator: "\n").utf8)
    return try ShopFile(name: "ta", file: "ta.txt", bytes: text, isFlexible: false).problem
  }

  static func generated(jobs: Int, machines: Int) throws -> Problem {
    try ShopFile(
      name: "generated", file: "generated.txt", bytes: text(jobs: jobs, machines: machines),
      isFlexible: false
    ).problem
  }

  struct UnknownEngine: Error { let name: String }

  static func engine(_ name: String) throws -> any Engine {
    guard let engine = EngineCatalog.engine(named: name) else { throw UnknownEngine(name: name) }
    return engine
  }

  static func solve(_ problem: Problem, _ engine: any Engine, _ budget: Budget) -> Int {
    let board = Board()
    engine.run(
      SolveTask(problem: problem, objective: .makespan, budget: budget, board: board))
    return board.bestValue
  }
}
