/// What others published on the instances of some runs, by family.
package struct PublishedFigures: Sendable, Encodable {
  /// One column of published figures, over the best known bounds.
  package struct Figure: Sendable, Equatable, Encodable {
    package var column: String
    package var ratio: GeometricMean
  }

  /// One family, or everything.
  package struct Row: Sendable, Equatable, Encodable {
    package var family: String
    package var instances: Int
    package var figures: [Figure]
  }

  package let columns: [String]
  package let families: [Row]
  package let total: Row

  /// - Parameter instances: those our runs are on
  package init(instances: Set<String>, reference: BenchReference) {
    let known = reference.known
    let grouped = Dictionary(grouping: instances.sorted(), by: known.family)
    columns = known.columns
    families = (known.families + [known.strangers]).compactMap { family in
      grouped[family].map { Self.row(family, $0, reference) }
    }
    total = Self.row("total", instances.sorted(), reference)
  }

  private static func row(
    _ family: String, _ instances: [String], _ reference: BenchReference
  ) -> Row {
    let figures = reference.known.columns.map { column in
      let ratios = instances.map { instance -> Double? in
        let figure = reference.known.entries[instance]?.published[column]
        return isUpper(column)
          ? reference.upperRatio(figure, instance) : reference.lowerRatio(figure, instance)
      }
      return Figure(column: column, ratio: GeometricMean(ratios))
    }
    return Row(family: family, instances: instances.count, figures: figures)
  }

  /// Whether a column holds values, not bounds.
  package static func isUpper(_ column: String) -> Bool { column.contains("_ub") }
}
