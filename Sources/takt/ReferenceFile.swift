import Foundation
import TaktExchange
import TaktMetrics
import TaktModel

/// The best known bounds, as `--bounds` and `--reference` name them.
enum ReferenceFile {
  /// Reads the file; without one nothing is known.
  /// - Parameter objective: nil where the file is about whatever is asked for
  static func read(
    _ path: String?, objective: Objective?, dueDateFactor: Double? = nil, _ printing: PrintOptions
  ) throws -> KnownBounds {
    guard let path else { return KnownBounds() }
    let bytes = try Files.read(path)
    return try BadData.reported(printing) {
      try BoundsFile.read(
        URL(fileURLWithPath: path).lastPathComponent, bytes, objective: objective,
        dueDateFactor: dueDateFactor)
    }
  }
}
