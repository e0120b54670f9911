import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// What the README tells people to type works.
  @Suite struct ReadmeTests {
    @Test func `every takt command of the README runs`() throws {
      let readme = try String(contentsOfFile: Checkout.path("README.md"), encoding: .utf8)
      let commands = ReadmeCommands(readme).lines
      #expect(commands.count >= 5)
      let folder = try WorkFolder()
      var outputs: Set<String> = []
      for command in commands where ReadmeCommands.isRunnable(command) {
        let words = try ReadmeCommands.rewritten(command, into: folder.path, &outputs)
        let line = words.joined(separator: " ")
        let outcome = try RunningProcess("/bin/sh", ["-c", line]).outcome()
        #expect(outcome.code == 0, "\(command)\n\(line)\n\(outcome.stderr)")
      }
    }
  }
}

/// The `Tools/takt` lines of a README's `sh` blocks, and how a test runs them.
struct ReadmeCommands {
  private(set) var lines: [String] = []

  init(_ text: String) {
    var isShell = false
    // A backslash at the end of a line joins it with the next.
    for line in text.replacing("\\\n", with: " ").split(separator: "\n") {
      if line.hasPrefix("```") { isShell = line == "```sh" && !isShell }
      if isShell, line.hasPrefix("Tools/takt ") { lines.append(String(line)) }
    }
  }

  /// Whether what the command reads is there.
  static func isRunnable(_ command: String) -> Bool {
    !command.contains("../shared/") || SharedBenchmarks.folder != nil
  }

  /// The command with the real binary, its outputs (and later uses of them) in a folder, and little time.
  static func rewritten(_ command: String, into folder: String, _ outputs: inout Set<String>)
    throws -> [String]
  {
    var words = command.split(separator: " ").map(String.init)
    if let comment = words.firstIndex(of: "#") { words.removeSubrange(comment...) }
    for i in words.indices.dropFirst() where ["--output", "--results", ">"].contains(words[i - 1]) {
      if words[i] != "-" { outputs.insert(words[i]) }
    }
    let shared = SharedBenchmarks.folder?.path ?? ""
    for i in words.indices.dropFirst() {
      // `--output booked.json` makes booked-orders.csv, too.
      let isMade = outputs.contains {
        words[i] == $0 || words[i].hasPrefix($0 + "/")
          || $0.hasSuffix(".json") && words[i] == $0.dropLast(5) + "-orders.csv"
      }
      // The subcommand `generate plant` is no folder of that name.
      if isMade, words[i - 1] != "generate" { words[i] = "'\(folder)/\(words[i])'" }
      words[i].replace("../shared/", with: shared + "/")
    }
    words[0] = "'\(try TaktBinary.path())'"
    for i in words.indices.dropFirst() where ["--time-limit", "--run-limit"].contains(words[i - 1])
    {
      words[i] = String(min(0.5, Double(words[i]) ?? 0.5))
    }
    let solves = ["plan", "solve", "compare", "bench", "bottleneck", "what-if"].contains(words[1])
    if solves, !words.contains("--iterations"), !words.contains("--time-limit"),
      !words.contains("|"), !words.contains(">"), !words.contains("--help")
    {
      words += ["--time-limit", "0.5"]
    }
    return words
  }
}
