package import Foundation

/// The benchmark instances and tools that are kept beside the checkout, where they are.
package enum SharedBenchmarks {
  /// What a skipped test says.
  package static let absence: String =
    "needs the folder `shared` beside the checkout, or its path in TAKT_SHARED"

  /// The folder `shared`: TAKT_SHARED, or the first one found walking up from this file.
  package static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["TAKT_SHARED"] {
      return holdsBenchmarks(URL(filePath: path)) ? URL(filePath: path) : nil
    }
    var at = Checkout.root
    while at.path != "/" {
      at.deleteLastPathComponent()
      let candidate = at.appending(path: "shared")
      if holdsBenchmarks(candidate) { return candidate }
    }
    return nil
  }()

  /// An instance by its path in the folder of benchmarks, such as `jsp/ta01.txt`.
  package static func instance(_ relative: String) -> URL? {
    folder?.appending(path: "benchmarks").appending(path: relative)
  }

  /// The script that checks the documents of `takt solve` and shares no code with the project.
  package static let solveChecker: URL? = {
    guard let script = folder?.appending(path: "tools/verify_solve.py"),
      FileManager.default.fileExists(atPath: script.path)
    else { return nil }
    return script
  }()

  private static func holdsBenchmarks(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "benchmarks").path)
  }
}
