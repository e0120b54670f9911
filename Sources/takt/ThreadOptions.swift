import ArgumentParser
import Foundation

/// How many threads a command works on.
struct ThreadOptions: ParsableArguments {
  @Option(help: "Threads to use (default: all cores).")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024, not \(threads).")
    }
  }

  var count: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }
}
