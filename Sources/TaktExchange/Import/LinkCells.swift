import Foundation
import TaktModel

/// An operation named as a predecessor, perhaps with a link: `10`, `10SS`, `10FF+30`, `10SS+1.5h`.
struct PredecessorText {
  var name: String
  /// FS, SS, FF or SF as written; nil where only the operation is named.
  var kind: String?
  /// What stands behind the plus sign; nil without one.
  var lag: String?

  /// Reads a name; one that is an operation's whole number is that operation.
  init(_ text: String, known: Set<String>) {
    name = text
    if known.contains(text) { return }
    let folded = CellText.folded(text).uppercased()
    let parts = folded.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let head = parts[0].trimmingCharacters(in: .whitespaces)
    guard head.count > 2, let kind = ["FS", "SS", "FF", "SF"].first(where: head.hasSuffix) else {
      return
    }
    // Folding may change a name's length, not that of the part before the link.
    let stem = CellText.folded(text).prefix(head.count - 2).trimmingCharacters(in: .whitespaces)
    name = known.first { CellText.folded($0) == stem } ?? stem
    self.kind = kind
    lag = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces).lowercased() : nil
  }
}

/// The links of an operation as its rows say them.
struct LinkCells {
  /// Operations whose end it waits for, as long as the row's wait says.
  var predecessors: Set<Int> = []
  var links: [RoutingOperation.Link] = []

  /// Reads the predecessors a row names; `place` knows where in the routing each stands.
  init(
    _ row: Row, _ names: [PredecessorText], _ place: (String) -> Int?,
    _ settings: ImportSettings, _ log: inout ImportLog
  ) {
    let common = row[.link].flatMap { kind(row, $0, .link, &log) }
    let commonLag = row.milliseconds(.linkLag, settings, &log)
    for name in names {
      guard let from = place(name.name) else { continue }
      var lag = commonLag
      if let text = name.lag {
        lag = row.milliseconds(text, of: .predecessors, settings, &log)
        if lag == nil { continue }
      }
      var own = common
      if let text = name.kind {
        own = kind(row, text, .predecessors, &log)
        if own == nil { continue }
      }
      if own ?? .finishStart == .finishStart, lag == nil {
        predecessors.insert(from)
      } else {
        links.append(
          .init(from: from, kind: own ?? .finishStart, lag: ((lag ?? 0) + 999) / 1000))
      }
    }
    links.sort { ($0.from, $0.kind.rawValue, $0.lag) < ($1.from, $1.kind.rawValue, $1.lag) }
  }

  private func kind(_ row: Row, _ text: String, _ field: Field, _ log: inout ImportLog)
    -> RoutingOperation.Link.Kind?
  {
    switch CellText.folded(text).uppercased() {
    case "FS", "完成-开始", "结束-开始", "FINISH-START": return .finishStart
    case "SS", "开始-开始", "START-START": return .startStart
    case "FF", "完成-完成", "结束-结束", "FINISH-FINISH": return .finishFinish
    default:
      log.add(
        row.issue(
          field, Bilingual(zh: "不支持的工序关系", en: "is not a link that can be planned"),
          Bilingual(
            zh: "请填 FS、SS 或 FF，如 10SS+30",
            en: "give FS, SS or FF, as in 10SS+30")))
      return nil
    }
  }
}
