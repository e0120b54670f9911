import TaktExchange
import TaktModel
import TaktRescheduling

/// Records how events end.
enum EventClosing {
  /// A plan that knows these events is where others read it.
  static func published(
    _ events: [ShopEvent], _ answer: Rescheduler.Answer, in ledger: Ledger
  ) throws {
    var planned = LedgerLine(.planned, at: Ledger.now)
    planned.planVersion = answer.plan.version
    planned.method = answer.methodName
    planned.keys = events.map { .init(source: $0.source, id: $0.id) }
    var published = LedgerLine(.published, at: planned.at)
    published.planVersion = answer.plan.version
    try Ledgers.append([planned, published], to: ledger)
    try close(ledger)
  }

  /// Events that came and cannot be.
  static func refused(
    _ events: [ShopEvent], _ answer: Rescheduler.Answer, in ledger: Ledger
  ) throws {
    let lines = zip(events, answer.outcomes).compactMap { event, outcome -> LedgerLine? in
      guard case .refused(let why) = outcome else { return nil }
      var line = LedgerLine(.refused, at: Ledger.now)
      line.keys = [.init(source: event.source, id: event.id)]
      line.note = "\(why.field): \(why.en)"
      return line
    }
    try Ledgers.append(lines, to: ledger)
  }

  /// Records the events that are over.
  static func close(_ ledger: Ledger) throws {
    let keys = ledger.lives.closable()
    guard !keys.isEmpty else { return }
    var line = LedgerLine(.closed, at: Ledger.now)
    line.keys = keys
    try Ledgers.append([line], to: ledger)
  }
}
