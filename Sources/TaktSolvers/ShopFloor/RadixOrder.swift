extension Array<Int32> {
  /// The same sorted by their keys in linear time, those of one key as they stand.
  ///
  /// Digits of eleven bits, the least first (Knuth, The Art of Computer Programming 3, 5.2.5); digits that all keys share are
  /// passed over.
  /// - Complexity: O(n)
  func radixSorted(by key: [Int]) -> [Int32] {
    let bits = 11
    let digits = 1 << bits
    var (from, to) = (self, self)
    for shift in stride(from: 0, to: Int.bitWidth, by: bits) {
      // The sign turned over, negative keys come first.
      let digit = { (o: Int32) in
        Int((UInt(bitPattern: key[Int(o)]) ^ 1 << 63) >> UInt(shift) & UInt(digits - 1))
      }
      var end = [Int](repeating: 0, count: digits)
      for o in from { end[digit(o)] += 1 }
      guard end.allSatisfy({ $0 < count }) else { continue }
      var first = 0
      for d in 0..<digits { (end[d], first) = (first, first + end[d]) }
      for o in from {
        let d = digit(o)
        to[end[d]] = o
        end[d] += 1
      }
      swap(&from, &to)
    }
    return from
  }
}
