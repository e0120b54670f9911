import Foundation
import TaktExchange
import TaktMetrics
import TaktModel

/// The runs `--against` names: earlier ones of ours, or a peer's.
enum BenchPeers {
  /// Runs of one engine under one limit, from one file.
  struct Peer {
    var name: String
    var runs: [BenchRun]
  }

  /// Reads the files, in their order; runs for another objective are left out.
  static func read(
    _ paths: [String], like ours: BenchRun.Settings, _ printing: PrintOptions
  ) throws -> [Peer] {
    try paths.flatMap { path in
      let bytes = try Files.read(path)
      let file = URL(fileURLWithPath: path).lastPathComponent
      let lines = try BadData.reported(printing) { try BenchLines(file, bytes).lines }
      let peers = peers(
        lines.map(\.run).filter { isComparable($0, ours) }, file, printing.chosenLanguage)
      if peers.isEmpty { Messages.say("takt: \(file) holds no run for \(ours.objective)") }
      return peers
    }
  }

  private static func isComparable(_ run: BenchRun, _ ours: BenchRun.Settings) -> Bool {
    let theirs = run.key.settings
    guard theirs.objective == ours.objective, !run.wasInterrupted else {
      return false
    }
    // A peer that does not say which due dates it had is believed to have had ours.
    return ours.dueDateFactor == nil || theirs.dueDateFactor == nil
      || theirs.dueDateFactor == ours.dueDateFactor
  }

  private static func peers(
    _ runs: [BenchRun], _ file: String, _ language: Language
  ) -> [Peer] {
    var order: [BenchRun.Settings] = []
    for run in runs where !order.contains(run.key.settings) { order.append(run.key.settings) }
    return order.map { settings in
      Peer(
        name: [name(settings, language), "(\(file))"].filter { !$0.isEmpty }.joined(separator: " "),
        runs: runs.filter { $0.key.settings == settings })
    }
  }

  /// `auto, 60 s, 2 threads`.
  static func name(_ settings: BenchRun.Settings, _ language: Language) -> String {
    var parts = [settings.engine].filter { !$0.isEmpty }
    if let limit = settings.limit { parts.append(String(format: "%g s", limit)) }
    if let iterations = settings.iterations {
      parts.append("\(iterations) " + language.pick(zh: "次迭代", en: "iterations"))
    }
    if let threads = settings.threads {
      parts.append(
        "\(threads) " + language.pick(zh: "线程", en: threads == 1 ? "thread" : "threads"))
    }
    return parts.joined(separator: ", ")
  }
}
