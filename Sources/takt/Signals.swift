import Dispatch
import Foundation
import Synchronization
import TaktSolvers

/// SIGINT and SIGTERM while solving: stop, verify and write the best plan so far.
final class Signals {
  private var sources: [any DispatchSourceSignal] = []

  /// Cancels the run at the first signal; a second one ends the process at once.
  convenience init(cancelling cancellation: Cancellation) {
    self.init { cancellation.cancel() }
  }

  /// Does something at the first signal; a second one ends the process at once.
  init(first: @escaping @Sendable () -> Void) {
    let count = Atomic<Int>(0)
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if count.add(1, ordering: .relaxed).newValue > 1 { Foundation.exit(128 + number) }
        first()
      }
      source.resume()
      sources.append(source)
    }
  }

  deinit { for source in sources { source.cancel() } }

  /// A reader that goes away ends the write with an error, not the process.
  static func ignoreBrokenPipe() { signal(SIGPIPE, SIG_IGN) }
}
