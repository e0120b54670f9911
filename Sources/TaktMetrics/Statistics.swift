/// The statistics a comparison of engines needs.
package enum Statistics {
  package static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  package static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Ranks from 1, the smallest first; equal values share the mean of their ranks.
  package static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var i = 0
    while i < order.count {
      var j = i
      while j + 1 < order.count, values[order[j + 1]] == values[order[i]] { j += 1 }
      for k in i...j { ranks[order[k]] = Double(i + j) / 2 + 1 }
      i = j + 1
    }
    return ranks
  }

  /// The two-sided p-value of Wilcoxon's signed-rank test (1945) on paired values; zero differences are left out.
  ///
  /// Exact: the distribution of the rank sum is counted, ties included.
  /// - Complexity: O(n³), n = pairs
  package static func wilcoxon(_ a: [Double], _ b: [Double]) -> Double {
    let differences = zip(a, b).map { $0 - $1 }.filter { $0 != 0 }
    guard !differences.isEmpty else { return 1 }
    // Ranks doubled, so that shared ones are whole numbers.
    let ranks = self.ranks(differences.map(abs)).map { Int(($0 * 2).rounded()) }
    let total = ranks.reduce(0, +)
    // Probability of each sum of the positive ranks when every sign is a fair coin.
    var probability = [Double](repeating: 0, count: total + 1)
    probability[0] = 1
    for rank in ranks {
      for sum in stride(from: total, through: 0, by: -1) {
        let with = sum >= rank ? probability[sum - rank] : 0
        probability[sum] = (probability[sum] + with) / 2
      }
    }
    let positive = zip(differences, ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    let tail = min(positive, total - positive)
    return min(1, 2 * probability[0...tail].reduce(0, +))
  }

  /// Holm's correction (1979) of several p-values for being asked at once.
  package static func holm(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var corrected = values
    var highest = 0.0
    for (position, index) in order.enumerated() {
      highest = max(highest, min(1, values[index] * Double(values.count - position)))
      corrected[index] = highest
    }
    return corrected
  }
}
