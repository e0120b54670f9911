/// The language of messages and reports.
public enum Language: String, Sendable, CaseIterable {
  /// Chinese (简体中文).
  case zh
  /// English.
  case en

  /// One of two texts.
  package func pick(zh: String, en: String) -> String { self == .zh ? zh : en }
}

/// A sentence in both languages.
public struct Bilingual: Sendable, Equatable {
  /// Chinese.
  public var zh: String
  /// English.
  public var en: String

  /// A sentence.
  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  /// The sentence in one language.
  public func text(_ language: Language) -> String { language.pick(zh: zh, en: en) }
}
