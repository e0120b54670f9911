import Foundation
import TaktModel

/// Finds out what table a file holds and reads it: encoding, delimiter, header row, columns.
struct TableReader {
  let file: String
  let bytes: [UInt8]

  /// Files larger than this are no order files.
  static let largestFile = 256 << 20

  /// The table; nil where the file is empty of rows and headers we know.
  func table(_ log: inout ImportLog) -> Table? {
    guard bytes.count <= Self.largestFile else {
      log.add(
        whole(
          zh: "文件有 \(bytes.count >> 20) MB，超过上限 \(Self.largestFile >> 20) MB",
          en: "the file has \(bytes.count >> 20) MB, more than \(Self.largestFile >> 20) MB",
          remedyZh: "请拆分文件", remedyEn: "split the file"))
      return nil
    }
    let readings: [[UInt8]]
    do {
      readings = try TextDecoding.readings(bytes)
    } catch {
      let offset = (error as? TextDecoding.Failure)?.offset ?? 0
      log.add(
        whole(
          zh: "第 \(offset) 字节处不是 UTF-8、UTF-16 或 GB18030 文本",
          en: "byte \(offset) is no text in UTF-8, UTF-16 or GB18030",
          remedyZh: "请另存为 CSV UTF-8", remedyEn: "save the file as CSV UTF-8"))
      return nil
    }
    let guesses = readings.compactMap { TableGuess(file: file, bytes: $0) }
    guard let guess = guesses.max(by: { $0.score < $1.score }), guess.score > 0 else {
      // A stray quote in the first line hides the header: then that is what to say.
      if let mistake = quoteMistake(readings) {
        log.add(issue(of: mistake))
        return nil
      }
      log.add(
        whole(
          zh: "找不到认识的表头", en: "no header row that we know",
          remedyZh: "首行应为列名，例如 订单号,物料编码,数量,交期",
          remedyEn: "begin the file with column names, for example order,item,quantity,due"))
      return nil
    }
    return read(guess, &log)
  }

  /// A mistake in the first line's quotes.
  private func quoteMistake(_ readings: [[UInt8]]) -> DelimitedText.Mistake? {
    guard let bytes = readings.first,
      DelimitedText.head(bytes, delimiter: [0x2C], rows: 1).isEmpty
    else { return nil }
    do {
      _ = try DelimitedText(bytes, delimiter: [0x2C])
      return nil
    } catch {
      return error as? DelimitedText.Mistake
    }
  }

  private func read(_ guess: TableGuess, _ log: inout ImportLog) -> Table? {
    let text: DelimitedText
    do {
      text = try DelimitedText(guess.bytes, delimiter: guess.delimiter)
    } catch {
      log.add(issue(of: error))
      return nil
    }
    let header = text.rows[guess.headerRow].cells
    let columns = columns(guess, header, line: text.rows[guess.headerRow].line, &log)
    let missing = guess.kind.fields.filter { $0.isRequired && columns[$0.name] == nil }
    for field in missing {
      log.add(
        DataIssue(
          file: file, row: text.rows[guess.headerRow].line, column: field.header(beside: header),
          problem: Bilingual(
            zh: "缺少必需的列“\(field.chineseName)”",
            en: "the required column \"\(field.englishName)\" is missing"),
          remedy: Bilingual(
            zh: "请加上此列，列名可为：\(field.aliases.prefix(4).joined(separator: "、"))",
            en:
              "add it, named \(field.name) or \(field.aliases[0])")
        ))
    }
    var rows: [(line: Int, cells: [String])] = []
    rows.reserveCapacity(text.rows.count)
    for row in text.rows[(guess.headerRow + 1)...] {
      if let row = complete(row, width: header.count, &log) { rows.append(row) }
    }
    let table = Table(kind: guess.kind, file: file, columns: columns, rows: rows)
    return missing.isEmpty ? withoutTotals(table, &log) : nil
  }

  private func columns(
    _ guess: TableGuess, _ header: [String], line: Int, _ log: inout ImportLog
  ) -> [String: (index: Int, header: String, unit: String?)] {
    var columns: [String: (index: Int, header: String, unit: String?)] = [:]
    var unknown: [String] = []
    for (index, raw) in header.enumerated() where !raw.isEmpty {
      let text = HeaderText(raw)
      guard let field = text.field(in: guess.kind) else {
        unknown.append(raw)
        continue
      }
      if field.name == Field.ignored.name { continue }
      if let first = columns[field.name] {
        log.add(
          DataIssue(
            file: file, row: line, column: raw,
            problem: Bilingual(
              zh: "与第 \(first.index + 1) 列“\(first.header)”含义相同，无法判断用哪一列",
              en: "means the same as column \(first.index + 1), \"\(first.header)\"; "
                + "it is unclear which one counts"),
            remedy: Bilingual(zh: "请删除或改名其中一列", en: "remove or rename one of them")))
        continue
      }
      columns[field.name] = (index, raw, text.unit)
    }
    if !unknown.isEmpty {
      log.notices.append(
        Bilingual(
          zh: "\(file)：未使用的列 \(unknown.joined(separator: "、"))",
          en: "\(file): columns not used: \(unknown.joined(separator: ", "))"))
    }
    return columns
  }

  /// A row with as many cells as the header; more is a mistake, and fewer too: a cell may have been lost anywhere.
  private func complete(
    _ row: (line: Int, cells: [String]), width: Int, _ log: inout ImportLog
  ) -> (line: Int, cells: [String])? {
    if row.cells.count == width { return row }
    let extra = row.cells.dropFirst(width)
    if row.cells.count > width, extra.allSatisfy(\.isEmpty) {
      return (row.line, Array(row.cells.prefix(width)))
    }
    log.add(
      DataIssue(
        file: file, row: row.line, value: row.cells.joined(separator: " | "),
        problem: Bilingual(
          zh: "此行有 \(row.cells.count) 个单元格，表头有 \(width) 个",
          en: "the row has \(row.cells.count) cells, the header \(width)"),
        remedy: Bilingual(
          zh: "请检查是否缺少或多出分隔符；含逗号的内容请加双引号",
          en: "check for a missing or extra delimiter; quote text that holds one")))
    return nil
  }

  /// Leaves out 合计 and total rows: those that begin so and lack what a real row must have.
  private func withoutTotals(_ table: Table, _ log: inout ImportLog) -> Table {
    let words: Set = ["合计", "小计", "总计", "合计:", "合计：", "total", "subtotal", "sum", "grand total"]
    var rows: [(line: Int, cells: [String])] = []
    rows.reserveCapacity(table.rows.count)
    var dropped: [Int] = []
    let required = table.kind.fields.filter(\.isRequired).compactMap {
      table.columns[$0.name]?.index
    }
    for row in table.rows {
      if let first = row.cells.first(where: { !$0.isEmpty }), words.contains(first.lowercased()),
        required.contains(where: { row.cells[$0].isEmpty })
      {
        dropped.append(row.line)
      } else {
        rows.append(row)
      }
    }
    if !dropped.isEmpty {
      let lines = dropped.prefix(10).map(String.init)
      log.notices.append(
        Bilingual(
          zh: "\(file)：跳过合计行（第 \(lines.joined(separator: "、")) 行）",
          en: "\(file): total rows left out (\(lines.joined(separator: ", ")))"))
    }
    return Table(kind: table.kind, file: table.file, columns: table.columns, rows: rows)
  }

  private func issue(of error: any Error) -> DataIssue {
    guard let mistake = error as? DelimitedText.Mistake else {
      return whole(
        zh: "无法读取", en: "cannot be read", remedyZh: "请另存为 CSV", remedyEn: "save it as CSV")
    }
    let problem: Bilingual =
      switch mistake.kind {
      case .unclosedQuote:
        Bilingual(zh: "双引号没有结束", en: "a double quote is never closed")
      case .textAfterQuote:
        Bilingual(zh: "结束引号之后还有内容", en: "there is text behind a closing quote")
      case .quoteInBareCell:
        Bilingual(zh: "单元格中间出现双引号", en: "a double quote stands inside a cell")
      case .tooLarge:
        Bilingual(zh: "单元格过长或过多", en: "a cell is too long, or there are too many")
      }
    return DataIssue(
      file: file, row: mistake.line, problem: problem,
      remedy: Bilingual(
        zh: "含引号、逗号或换行的内容请整体加双引号，内部引号写成两个",
        en: "quote the whole cell and double the quotes inside it"))
  }

  private func whole(zh: String, en: String, remedyZh: String, remedyEn: String) -> DataIssue {
    DataIssue(
      file: file, problem: Bilingual(zh: zh, en: en),
      remedy: Bilingual(zh: remedyZh, en: remedyEn))
  }
}
