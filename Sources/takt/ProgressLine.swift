import Foundation
import Synchronization
import TaktSolvers

/// One line on a terminal's stderr that is written over: best value, bound, gap, time.
final class ProgressLine: Sendable {
  private struct State {
    var text = ""
    var width = 0
    var isRunning = true
  }
  private let isShown: Bool
  private let limit: Double
  private let state = Mutex(State())

  init(_ printing: PrintOptions, limit: Double) {
    isShown = printing.showsProgress
    self.limit = limit
    if isShown { startTicking() }
  }

  /// For a board to call at each improvement.
  var onChange: (@Sendable (Board.State) -> Void)? {
    guard isShown else { return nil }
    return { [self] board in
      let value = board.value.map(String.init) ?? "–"
      let bound = board.bound.map(String.init) ?? "–"
      var gap = ""
      if let value = board.value, let bound = board.bound, value > 0 {
        gap = String(format: "  gap %.1f%%", 100 * Double(value - bound) / Double(value))
      }
      state.withLock { $0.text = "best \(value)  bound \(bound)\(gap)  (\(board.engine))" }
    }
  }

  private func startTicking() {
    let thread = Thread { [self] in
      while state.withLock({ $0.isRunning }) {
        draw()
        Thread.sleep(forTimeInterval: 0.1)
      }
    }
    thread.start()
  }

  private func draw() {
    let seconds = Takt.started.duration(to: .now) / .seconds(1)
    let filled = Int(20 * min(1, seconds / limit))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
    state.withLock { state in
      guard state.isRunning else { return }
      let line = String(format: "%@ %5.1f s  ", bar, seconds) + state.text
      let padding = String(repeating: " ", count: max(0, state.width - line.count))
      state.width = line.count
      FileHandle.standardError.write(Data(("\r" + line + padding).utf8))
    }
  }

  /// Clears the line.
  func finish() {
    guard isShown else { return }
    state.withLock { state in
      state.isRunning = false
      let blank = String(repeating: " ", count: state.width)
      FileHandle.standardError.write(Data(("\r" + blank + "\r").utf8))
    }
  }
}
