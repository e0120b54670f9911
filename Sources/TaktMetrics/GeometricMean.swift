import Foundation

/// A geometric mean that does not hide what it leaves out.
package struct GeometricMean: Sendable, Equatable, Encodable {
  /// The mean; nil where there is nothing to take it of.
  package let value: Double?
  /// How many values it is of.
  package let count: Int
  /// How many were not there.
  package let missing: Int

  /// The mean of those that are there and above 0.
  package init(_ values: [Double?]) {
    let there = values.compactMap { $0 }.filter { $0 > 0 && $0.isFinite }
    count = there.count
    missing = values.count - there.count
    value = there.isEmpty ? nil : exp(there.map { log($0) }.reduce(0, +) / Double(there.count))
  }
}
