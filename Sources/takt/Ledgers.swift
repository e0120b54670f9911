import TaktExchange

/// Opens ledgers with the exit codes of the contract.
enum Ledgers {
  static func opened(_ path: String) throws -> Ledger {
    do {
      return try Ledger(path: path)
    } catch let error as Ledger.LedgerError {
      throw Failure(error.isLocked ? .tryAgain : .cannotWrite, "takt: \(error)")
    }
  }

  static func append(_ lines: [LedgerLine], to ledger: Ledger) throws {
    do {
      try ledger.append(lines)
    } catch let error as Ledger.LedgerError {
      throw Failure(.cannotWrite, "takt: \(error)")
    }
  }
}
