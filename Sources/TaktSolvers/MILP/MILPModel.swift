import Foundation

/// A mixed-integer program as flat columns, the form the C layer takes.
struct MILPModel {
  /// An index of a column.
  struct Variable: Equatable {
    let index: Int
  }

  /// A sum of variables with factors, and a constant.
  typealias Term = (factor: Double, variable: Variable)

  var columnLower: [Double] = []
  var columnUpper: [Double] = []
  var columnCost: [Double] = []
  var columnIsBinary: [UInt8] = []
  var columnPriority: [Int32] = []
  var rowLower: [Double] = []
  var rowUpper: [Double] = []
  var entryRow: [Int32] = []
  var entryColumn: [Int32] = []
  var entryValue: [Double] = []

  var columnCount: Int { columnLower.count }
  var rowCount: Int { rowLower.count }
  var binaryCount: Int { columnIsBinary.reduce(0) { $0 + Int($1) } }

  mutating func continuous(_ range: ClosedRange<Double>, cost: Double = 0) -> Variable {
    column(range, cost: cost, isBinary: false, priority: 0)
  }

  mutating func binary(cost: Double = 0, priority: Int = 0) -> Variable {
    column(0...1, cost: cost, isBinary: true, priority: priority)
  }

  private mutating func column(
    _ range: ClosedRange<Double>, cost: Double, isBinary: Bool, priority: Int
  ) -> Variable {
    columnLower.append(range.lowerBound)
    columnUpper.append(range.upperBound)
    columnCost.append(cost)
    columnIsBinary.append(isBinary ? 1 : 0)
    columnPriority.append(Int32(clamping: priority))
    return Variable(index: columnCount - 1)
  }

  /// Adds lower ≤ Σ terms ≤ upper; terms of one variable are added up.
  mutating func row(
    _ terms: [Term], atLeast lower: Double = -.infinity, atMost upper: Double = .infinity
  ) {
    var sums: [(column: Int, factor: Double)] = []
    for term in terms {
      if let i = sums.firstIndex(where: { $0.column == term.variable.index }) {
        sums[i].factor += term.factor
      } else {
        sums.append((term.variable.index, term.factor))
      }
    }
    for (column, factor) in sums where factor != 0 {
      entryRow.append(Int32(rowCount))
      entryColumn.append(Int32(column))
      entryValue.append(factor)
    }
    rowLower.append(lower)
    rowUpper.append(upper)
  }
}
