/// What is known of benchmark instances before anything runs: families, best bounds, published figures.
package struct KnownBounds: Sendable {
  /// One instance.
  package struct Entry: Sendable, Equatable {
    package var family: String
    package var lower: Int?
    package var upper: Int?
    /// Figures somebody published, by column.
    package var published: [String: Int]
    package init(family: String, lower: Int?, upper: Int?, published: [String: Int] = [:]) {
      (self.family, self.lower, self.upper, self.published) = (family, lower, upper, published)
    }
  }

  package var entries: [String: Entry]
  /// Families in the order of their first instance.
  package var families: [String]
  /// Columns of published figures (`NAME_ub_600s`, `NAME_lb_600s`), in the file's order.
  package var columns: [String]

  package init(
    entries: [String: Entry] = [:], families: [String] = [], columns: [String] = []
  ) {
    (self.entries, self.families, self.columns) = (entries, families, columns)
  }

  /// The family of instances no bounds are known of.
  package var strangers: String { entries.isEmpty ? "all" : "other" }

  package func family(of instance: String) -> String {
    entries[instance]?.family ?? strangers
  }
}
