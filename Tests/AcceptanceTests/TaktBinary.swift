import Dispatch
import Foundation
import TaktTestKit

/// The real program, run as its users run it.
enum TaktBinary {
  /// What a run left behind.
  struct Outcome {
    var code: Int32
    var stdout: String
    var stderr: String
    var seconds: Double
  }

  struct Problem: Error, CustomStringConvertible { var description: String }

  /// The binary `Tools/test` names in TAKT_BINARY, or the one `Tools/takt --build-only` builds.
  static func path() throws -> String {
    let named = ProcessInfo.processInfo.environment["TAKT_BINARY"]
    let path = named ?? Checkout.path(".build/release/takt")
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Problem(description: "there is no program \(path): run Tools/takt --build-only first")
    }
    return path
  }

  /// Runs `takt` from the top of the checkout and waits for its end.
  static func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
    try started(arguments, environment: environment).outcome()
  }

  /// Runs `takt` with arguments from a list.
  static func run(_ arguments: [String]) throws -> Outcome { try started(arguments).outcome() }

  /// Starts `takt` and lets it run.
  static func started(_ arguments: [String], environment: [String: String] = [:]) throws
    -> RunningProcess
  {
    try RunningProcess(path(), arguments, environment: environment)
  }
}

/// A process with its output in files, so that no pipe can fill up.
final class RunningProcess {
  private let process = Process()
  private let folder: WorkFolder
  private let ended = DispatchSemaphore(value: 0)
  private let began = ContinuousClock.now

  init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws {
    folder = try WorkFolder()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = Checkout.root
    // English unless a test asks for something else, whatever the machine speaks.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LC_ALL": "C.UTF-8"]) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try folder.handle("stdout")
    process.standardError = try folder.handle("stderr")
    process.terminationHandler = { [ended] _ in ended.signal() }
    try process.run()
  }

  /// Waits until the process no longer dies of a signal, and half a second more: it is at its work.
  func waitUntilCatching(_ signal: Int32) throws {
    let status = "/proc/\(process.processIdentifier)/status"
    for _ in 0..<1000 {
      let lines = try String(contentsOfFile: status, encoding: .utf8).split(separator: "\n")
      let masks = lines.filter { $0.hasPrefix("SigIgn:") || $0.hasPrefix("SigCgt:") }
        .compactMap { UInt64($0.dropFirst(8), radix: 16) }
      if masks.contains(where: { $0 >> UInt64(signal - 1) & 1 == 1 }) {
        return Thread.sleep(forTimeInterval: 0.5)
      }
      Thread.sleep(forTimeInterval: 0.01)
    }
    throw TaktBinary.Problem(description: "signal \(signal) is not caught after 10 s")
  }

  /// Sends a signal, such as SIGINT.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end; a process that hangs is killed and reported.
  func outcome(timeout: Double = 60) throws -> TaktBinary.Outcome {
    guard ended.wait(timeout: .now() + timeout) == .success else {
      send(SIGKILL)
      let arguments = (process.arguments ?? []).joined(separator: " ")
      throw TaktBinary.Problem(description: "still running after \(timeout) s: \(arguments)")
    }
    let seconds = began.duration(to: .now) / .seconds(1)
    let wasKilled = process.terminationReason == .uncaughtSignal
    return TaktBinary.Outcome(
      code: wasKilled ? 128 + process.terminationStatus : process.terminationStatus,
      stdout: try folder.text("stdout"), stderr: try folder.text("stderr"), seconds: seconds)
  }
}
