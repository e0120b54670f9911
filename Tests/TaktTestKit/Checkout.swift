package import Foundation

/// The checkout the tests run in.
package enum Checkout {
  /// Its top folder.
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder in it, by its path from the top.
  package static func path(_ relative: String) -> String {
    root.appending(path: relative).path
  }
}
