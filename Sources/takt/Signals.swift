import Dispatch
import Foundation
import TaktSolvers

/// SIGINT and SIGTERM while solving: stop, verify and write the best plan so far.
final class Signals {
  private var sources: [any DispatchSourceSignal] = []

  /// Cancels the run at the first signal; a second one ends the process at once.
  init(cancelling cancellation: Cancellation) {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if cancellation.isCancelled { Foundation.exit(128 + number) }
        cancellation.cancel()
      }
      source.resume()
      sources.append(source)
    }
  }

  deinit { for source in sources { source.cancel() } }

  /// A reader that goes away ends the write with an error, not the process.
  static func ignoreBrokenPipe() { signal(SIGPIPE, SIG_IGN) }
}
