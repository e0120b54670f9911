import ArgumentParser

/// Options that take several numbers, separated by commas.
enum CommaList {
  static func seeds(_ text: String) throws -> [UInt64] {
    try numbers(text, "--seeds") { UInt64($0) }
  }

  static func seconds(_ text: String, option: String) throws -> [Double] {
    try numbers(text, option) { part in
      Double(part).flatMap { $0 > 0 && $0 <= 1e7 ? $0 : nil }
    }
  }

  private static func numbers<T>(
    _ text: String, _ option: String, _ number: (Substring) -> T?
  ) throws -> [T] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap(number)
    guard numbers.count == parts.count else {
      throw ValidationError("\(option) takes numbers separated by commas, not \(text).")
    }
    return numbers
  }
}
