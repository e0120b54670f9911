import Foundation

/// Files of the repository that tests read.
enum Repository {
  private static let tests = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()

  static let root = tests.deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder beside the tests of this target.
  static func beside(_ path: String) -> URL { tests.appendingPathComponent(path) }

  static func bytes(_ url: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }

  /// Names and contents of a folder's files, by name.
  static func files(_ folder: URL) throws -> [(name: String, bytes: [UInt8])] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      ($0, try bytes(folder.appendingPathComponent($0)))
    }
  }

  static func instance(_ name: String) throws -> [(name: String, bytes: [UInt8])] {
    try files(root.appendingPathComponent("Instances/\(name)"))
  }
}
