import TaktModel

extension Row {
  /// Seconds at most between what an operation waits for and itself; nil for any.
  ///
  /// It must leave room for the wait there is.
  func longestWait(_ settings: ImportSettings, _ log: inout ImportLog) -> Int? {
    guard let longest = milliseconds(.longestWait, settings, &log) else { return nil }
    var unsaid = ImportLog()
    let wait = milliseconds(.wait, settings, &unsaid) ?? 0
    guard longest / 1000 >= (wait + 999) / 1000 else {
      log.add(
        issue(
          .longestWait,
          Bilingual(
            zh: "短于至少要等待的“\(self[.wait] ?? "")”",
            en: "is shorter than the \"\(self[.wait] ?? "")\" it has to wait at least"),
          Bilingual(zh: "请改正其中一个", en: "correct one of them")))
      return nil
    }
    return longest / 1000
  }
}
