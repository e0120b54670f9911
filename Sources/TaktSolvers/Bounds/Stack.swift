/// A stack of plain values that grows by doubling.
struct Stack<Element: BitwiseCopyable>: ~Copyable {
  private var column: Column<Element>
  private let filler: Element
  private(set) var count = 0

  /// - Parameter filler: what unused places hold.
  init(filler: Element) {
    self.filler = filler
    column = Column(repeating: filler, count: 1024)
  }

  @inline(__always)
  mutating func push(_ element: Element) {
    if count == column.count { grow() }
    column[count] = element
    count &+= 1
  }

  @inline(__always)
  mutating func pop() -> Element {
    count &-= 1
    return column[count]
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { column[index] }
    nonmutating set { column[index] = newValue }
  }

  mutating func removeAll() { count = 0 }

  private mutating func grow() {
    let larger = Column(repeating: filler, count: 2 * column.count)
    for i in 0..<count { larger[i] = column[i] }
    column = larger
  }
}
