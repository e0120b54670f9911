import TaktExchange
import TaktModel

/// Times given as options, on the plant's clocks.
enum PlanTimes {
  /// Reads a time such as `2026-01-20T17:00`; nil for none given.
  ///
  /// The hour a bare date means is not guessed.
  static func instant(_ text: String?, _ option: String, _ plant: Plant) throws -> Instant? {
    guard let text else { return nil }
    switch DateText.read(text.replacing("T", with: " "), year: nil)
      ?? DateText.read(text, year: nil)
    {
    case .wall(let wall)?: return plant.zone.instant(wall)
    case .instant(let instant)?: return instant
    default:
      throw Failure(.usage, "takt: \(option) takes a time such as 2026-01-20T17:00, not \(text)")
    }
  }
}
