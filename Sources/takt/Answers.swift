import TaktRescheduling

/// Turns an answer that could not be given into an exit code.
enum Answers {
  static func reported<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as ReschedulingError {
      switch error {
      case .invalid(let text): throw Failure(.fault, "takt: a fault of ours: \(text)")
      case .impossible(let text):
        throw Failure(.badData, "takt: what is left cannot be planned: \(text)")
      }
    }
  }
}
