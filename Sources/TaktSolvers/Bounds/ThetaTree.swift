/// The earliest completion of a set Θ of operations on one machine, with at most one of a second set Λ added (Vilím 2004, 2007).
///
/// A complete binary tree with the operations at its leaves in order of their heads. Each change and each question costs
/// O(log n): that is what makes edge finding and its kin O(n log n) a machine.
struct ThetaTree: ~Copyable {
  struct Node {
    /// Work of the leaves in Θ.
    var work: Int32 = 0
    /// Earliest completion of the leaves in Θ.
    var end: Int32 = ThetaTree.never
    /// The same with the one leaf of Λ added that makes it largest, and which leaf that is; -1 for none.
    var workPlus: Int32 = 0
    var endPlus: Int32 = ThetaTree.never
    var workBy: Int32 = -1
    var endBy: Int32 = -1
  }

  /// Earlier than every head, and still free to be added to.
  static let never = Int32.min / 2

  private let nodes: Column<Node>
  private var leaves = 1

  init(capacity: Int) {
    var leaves = 1
    while leaves < capacity { leaves *= 2 }
    nodes = Column(repeating: Node(), count: 2 * leaves)
  }

  /// Empties both sets for `count` leaves.
  mutating func clear(count: Int) {
    leaves = 1
    while leaves < count { leaves *= 2 }
    for i in 1..<2 * leaves { nodes[i] = Node() }
  }

  /// Earliest completion of Θ; ``never`` for the empty set.
  var end: Int32 { nodes[1].end }
  /// Earliest completion of Θ with one of Λ.
  var endPlus: Int32 { nodes[1].endPlus }
  /// The leaf of Λ that ``endPlus`` counts; -1 where it counts none.
  var responsible: Int32 { nodes[1].endBy }

  /// Puts a leaf into Θ without bringing the nodes above up to date: for filling, to be followed by ``rebuild()``.
  func place(_ leaf: Int, head: Int32, work: Int32) {
    let end = head &+ work
    nodes[leaves + leaf] = Node(work: work, end: end, workPlus: work, endPlus: end)
  }

  /// Brings all inner nodes up to date.
  func rebuild() {
    var i = leaves - 1
    while i >= 1 {
      combine(i)
      i -= 1
    }
  }

  func insert(_ leaf: Int, head: Int32, work: Int32) {
    place(leaf, head: head, work: work)
    update(leaf)
  }

  /// Takes a leaf out of whatever set it is in.
  func remove(_ leaf: Int) {
    nodes[leaves + leaf] = Node()
    update(leaf)
  }

  /// Puts a leaf into Λ.
  func insertOptional(_ leaf: Int, head: Int32, work: Int32) {
    nodes[leaves + leaf] = Node(
      workPlus: work, endPlus: head &+ work, workBy: Int32(leaf), endBy: Int32(leaf))
    update(leaf)
  }

  private func update(_ leaf: Int) {
    var i = (leaves + leaf) / 2
    while i >= 1 {
      combine(i)
      i /= 2
    }
  }

  @inline(__always)
  private func combine(_ i: Int) {
    let (l, r) = (nodes[2 * i], nodes[2 * i + 1])
    var node = Node()
    node.work = l.work &+ r.work
    node.end = max(l.end &+ r.work, r.end)
    let (left, right) = (l.workPlus &+ r.work, l.work &+ r.workPlus)
    (node.workPlus, node.workBy) = left >= right ? (left, l.workBy) : (right, r.workBy)
    (node.endPlus, node.endBy) = (r.endPlus, r.endBy)
    let (early, late) = (l.endPlus &+ r.work, l.end &+ r.workPlus)
    if early > node.endPlus { (node.endPlus, node.endBy) = (early, l.endBy) }
    if late > node.endPlus { (node.endPlus, node.endBy) = (late, r.workBy) }
    nodes[i] = node
  }
}
