import TaktModel

/// The problem's arcs and the floor's links as one graph, by either end.
struct FloorArcs {
  var predecessorStart: [Int32]
  var predecessors: [Int32]
  var predecessorLag: [Int32]
  /// The link each arc into an operation is, -1 for an arc of the problem, -2 for one that only says what a list has first; empty
  /// where the floor has neither links nor maximum lags.
  var link: [Int32] = []
  var successorStart: [Int32]
  var successors: [Int32]

  init(_ problem: Problem, _ units: borrowing FloorUnits) {
    predecessorStart = problem.predecessorStart
    predecessors = problem.predecessors
    predecessorLag = problem.predecessorLag
    successorStart = problem.successorStart
    successors = problem.successors
    let links = problem.floor.links
    if !links.isEmpty || !units.isEmpty { add(links, units, problem.operationCount) }
  }

  private mutating func add(
    _ links: ShopFloor.Links, _ units: borrowing FloorUnits, _ count: Int
  ) {
    var into = Array(repeating: [(from: Int32, lag: Int32, link: Int32)](), count: count)
    for o in 0..<count {
      for a in predecessorStart[o]..<predecessorStart[o + 1] {
        into[o].append((predecessors[Int(a)], predecessorLag[Int(a)], -1))
      }
    }
    for l in 0..<links.count {
      into[Int(links.to[l])].append((links.from[l], links.lag[l], Int32(l)))
    }
    // What a unit waits for comes before its leader, and what waits for it behind.
    for o in 0..<Int32(count) where units.follows(o) {
      let leader = units.leader[o]
      into[Int(o)].append((leader, 0, -2))
      for arc in into[Int(o)] where units.leader[arc.from] != leader {
        into[Int(leader)].append((arc.from, 0, -2))
      }
    }
    var out = Array(repeating: [Int32](), count: count)
    (predecessors, predecessorLag) = ([], [])
    for o in 0..<count {
      for arc in into[o] {
        predecessors.append(arc.from)
        predecessorLag.append(arc.lag)
        link.append(arc.link)
        out[Int(arc.from)].append(Int32(o))
      }
      predecessorStart[o + 1] = Int32(predecessors.count)
    }
    successors = out.flatMap { $0 }
    successorStart = [0]
    for list in out {
      successorStart.append(successorStart[successorStart.count - 1] + Int32(list.count))
    }
  }
}
