import TaktModel

extension ShopFloor {
  /// What an engine for classic problems cannot take of a floor, as a reason to stand aside; nil for an empty one.
  func objection(of engine: String) -> String? {
    changeovers.isEmpty ? nil : "sequence-dependent setups are not part of \(engine)"
  }
}
