/// Why an event is refused: it names what the plant does not have, or cannot be true.
public struct Refusal: Error, Sendable, Equatable {
  /// The event's field that is wrong.
  public var field: String
  /// Its value; nil where it is missing.
  public var value: String?
  /// What is wrong, in Chinese.
  public var zh: String
  /// The same in English.
  public var en: String

  init(_ field: String, _ value: String?, zh: String, en: String) {
    self.field = field
    self.value = value
    self.zh = zh
    self.en = en
  }
}
