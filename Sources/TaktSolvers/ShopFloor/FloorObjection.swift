import TaktModel

extension ShopFloor {
  /// What an engine for classic problems cannot take of a floor, as a reason to stand aside; nil for an empty one.
  func objection(of engine: String) -> String? {
    let parts: [(isThere: Bool, words: String)] = [
      (!changeovers.isEmpty, "sequence-dependent setups"),
      (!secondaries.isEmpty, "operators and tools"),
      (!materials.isEmpty, "materials"),
      (!energy.isEmpty, "energy costs"),
      (!power.isEmpty, "a power limit"),
      (!buffers.isEmpty, "limited buffers"),
      (hasFeeds, "orders that feed each other"),
      (!unlimited.isEmpty, "resources without limit"),
      (!batches.isEmpty, "batch machines"),
      (!longestBreak.isEmpty, "operations that breaks may not interrupt"),
      (!transport.isEmpty, "transport times"),
      (!links.isEmpty, "overlapping operations and links"),
      (!maximumLags.isEmpty, "maximum time lags"),
      (!settlement.isEmpty, "settled operations"),
    ]
    let words = parts.filter(\.isThere).map(\.words)
    return words.isEmpty ? nil : "\(words.joined(separator: ", ")) are not part of \(engine)"
  }
}
