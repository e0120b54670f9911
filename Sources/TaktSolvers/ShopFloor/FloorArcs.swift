import TaktModel

/// The problem's arcs and the floor's links as one graph, by either end.
struct FloorArcs {
  var predecessorStart: [Int32]
  var predecessors: [Int32]
  var predecessorLag: [Int32]
  /// The link each arc into an operation is, -1 for an arc of the problem; empty where the floor has no links.
  var link: [Int32] = []
  var successorStart: [Int32]
  var successors: [Int32]

  init(_ problem: Problem) {
    predecessorStart = problem.predecessorStart
    predecessors = problem.predecessors
    predecessorLag = problem.predecessorLag
    successorStart = problem.successorStart
    successors = problem.successors
    let links = problem.floor.links
    if !links.isEmpty { add(links, problem.operationCount) }
  }

  private mutating func add(_ links: ShopFloor.Links, _ count: Int) {
    var into = Array(repeating: [(from: Int32, lag: Int32, link: Int32)](), count: count)
    for o in 0..<count {
      for a in predecessorStart[o]..<predecessorStart[o + 1] {
        into[o].append((predecessors[Int(a)], predecessorLag[Int(a)], -1))
      }
    }
    for l in 0..<links.count {
      into[Int(links.to[l])].append((links.from[l], links.lag[l], Int32(l)))
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
