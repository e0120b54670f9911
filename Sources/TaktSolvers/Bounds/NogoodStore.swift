/// What restarts leave behind: sets of orders of which one at least must hold, watched by two of their literals.
///
/// A search that begins anew would walk into the corners it has refuted before; each refuted branch, with the branches taken above
/// it, is such a set (Lecoutre, Saïs, Tabary and Vidal 2007).
struct NogoodStore: ~Copyable {
  private var literals: Stack<Int32>
  /// Where each clause begins; one more entry than clauses.
  private var starts: Stack<Int32>
  /// For each literal, the first place that watches it, as twice the clause plus 0 or 1; then the next one of each place.
  private let firstWatch: Column<Int32>
  private var nextWatch: Stack<Int32>

  var count: Int { starts.count - 1 }

  init(literalCount: Int) {
    literals = Stack(filler: 0)
    starts = Stack(filler: 0)
    firstWatch = Column(repeating: -1, count: literalCount)
    nextWatch = Stack(filler: -1)
    starts.push(0)
  }

  mutating func removeAll() {
    literals.removeAll()
    starts.removeAll()
    nextWatch.removeAll()
    starts.push(0)
    for i in 0..<firstWatch.count { firstWatch[i] = -1 }
  }

  /// Adds a clause of at least two literals, all open.
  mutating func add(_ clause: [Int32]) {
    for literal in clause { literals.push(literal) }
    starts.push(Int32(literals.count))
    for i in 0..<2 {
      nextWatch.push(firstWatch[clause[i]])
      firstWatch[clause[i]] = Int32(nextWatch.count - 1)
    }
  }

  /// Draws the conclusions of a literal that became false.
  mutating func conclude(false literal: Int32, in network: inout DisjunctiveNetwork) {
    var place = firstWatch[literal]
    var previous = Int32(-1)
    while place >= 0, !network.isContradiction {
      let following = nextWatch[Int(place)]
      if moveWatch(place, network) {
        if previous < 0 {
          firstWatch[literal] = following
        } else {
          nextWatch[Int(previous)] = following
        }
      } else {
        let first = Int(starts[Int(place >> 1)])
        network.decide(literals[first + Int(place & 1 ^ 1)])
        previous = place
      }
      place = following
    }
  }

  /// Finds another literal to watch in place of a false one.
  /// - Returns: false where there is none: the other watched literal must hold.
  private mutating func moveWatch(_ place: Int32, _ network: borrowing DisjunctiveNetwork) -> Bool {
    let clause = Int(place >> 1)
    let (first, end) = (Int(starts[clause]), Int(starts[clause + 1]))
    let own = first + Int(place & 1)
    guard network.value(literals[first + Int(place & 1 ^ 1)]) != 1 else { return false }
    var i = first + 2
    while i < end {
      let candidate = literals[i]
      if network.value(candidate) != -1 {
        literals[i] = literals[own]
        literals[own] = candidate
        nextWatch[Int(place)] = firstWatch[candidate]
        firstWatch[candidate] = place
        return true
      }
      i += 1
    }
    return false
  }
}
