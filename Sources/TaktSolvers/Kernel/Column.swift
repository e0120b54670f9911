/// A fixed-length column of plain values in an engine's inner loop.
///
/// The one place in the engines that touches raw memory. Bounds are asserted in debug builds, which run every engine
/// test, and not checked in release ones.
@safe
struct Column<Element: BitwiseCopyable>: ~Copyable {
  // SAFETY: allocated and initialised in full by `init`, freed once by `deinit`; never handed out.
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating value: Element, count: Int) {
    self.count = count
    unsafe base = .allocate(capacity: max(1, count))
    unsafe base.initialize(repeating: value, count: count)
  }

  init(_ array: [Element]) {
    count = array.count
    unsafe base = .allocate(capacity: max(1, count))
    for i in array.indices { unsafe (base + i).initialize(to: array[i]) }
  }

  deinit { unsafe base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count, "index \(index) out of \(count)")
      // SAFETY: the index is below `count`, asserted in debug builds.
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count, "index \(index) out of \(count)")
      // SAFETY: as above.
      unsafe base[index] = newValue
    }
  }

  @inline(__always)
  subscript(index: Int32) -> Element {
    get { self[Int(index)] }
    nonmutating set { self[Int(index)] = newValue }
  }

  /// Changes an element where it stands: for records of which a loop writes one field.
  @inline(__always)
  func update(_ index: Int32, _ change: (inout Element) -> Void) {
    assert(index >= 0 && index < count, "index \(index) out of \(count)")
    // SAFETY: as above.
    unsafe change(&base[Int(index)])
  }

  func array() -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(count)
    for i in 0..<count { result.append(self[i]) }
    return result
  }
}
