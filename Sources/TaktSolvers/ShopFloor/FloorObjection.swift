import TaktModel

extension ShopFloor {
  /// What an engine for classic problems cannot take of a floor, as a reason to stand aside; nil for an empty one.
  func objection(of engine: String) -> String? {
    let parts: [(isThere: Bool, name: String)] = [
      (!changeovers.isEmpty, "sequence-dependent setups"),
      (!secondaries.isEmpty, "operators and tools"),
      (!unlimited.isEmpty, "resources without limit"),
      (!longestBreak.isEmpty, "operations that breaks may not interrupt"),
      (!transport.isEmpty, "transport times"),
      (!links.isEmpty, "overlapping operations and links"),
      (!maximumLags.isEmpty, "maximum time lags"),
    ]
    let names = parts.filter(\.isThere).map(\.name)
    return names.isEmpty ? nil : "\(names.joined(separator: ", ")) are not part of \(engine)"
  }
}
