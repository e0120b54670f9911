import Foundation
import TaktModel

/// The JSON form of a plant: `{"settings": {…}, "calendars": [{…}], "resources": […], "routings": […], "orders": […]}`.
///
/// Every list becomes the table of that name, keys standing for headers and the row being the element's number, so that one
/// set of rules reads both forms.
enum PlantJSON {
  static func tables(_ file: String, _ bytes: [UInt8], _ log: inout ImportLog) -> [Table] {
    guard bytes.count <= TableReader.largestFile else {
      log.add(issue(file, zh: "文件过大", en: "the file is too large", nil))
      return []
    }
    let parsed: Any
    do {
      parsed = try JSONSerialization.jsonObject(with: Data(bytes))
    } catch {
      log.add(issue(file, zh: "不是有效的 JSON", en: "is no valid JSON", Self.detail(error)))
      return []
    }
    guard let document = parsed as? [String: Any] else {
      log.add(issue(file, zh: "最外层应为对象", en: "must be an object", nil))
      return []
    }
    return tables(file, document, &log)
  }

  static func tables(_ file: String, _ document: [String: Any], _ log: inout ImportLog) -> [Table] {
    var tables: [Table] = []
    for key in document.keys.sorted() {
      guard let kind = kind(key) else {
        log.notices.append(
          Bilingual(zh: "\(file)：未使用的内容“\(key)”", en: "\(file): not used: \"\(key)\""))
        continue
      }
      if let table = table(kind, key, document[key] as Any, file, &log) { tables.append(table) }
    }
    return tables
  }

  private static func kind(_ key: String) -> TableKind? {
    let key = HeaderText.squeezed(key)
    return TableKind.allCases.first { $0.rawValue == key || $0.fileNames.contains(key) }
  }

  private static func table(
    _ kind: TableKind, _ key: String, _ value: Any, _ file: String, _ log: inout ImportLog
  ) -> Table? {
    let label = "\(file)#\(key)"
    var elements = value as? [[String: Any]]
    if kind == .settings, let object = value as? [String: Any] {
      elements = object.keys.sorted().map { ["setting": $0, "value": object[$0] as Any] }
    }
    guard let elements else {
      log.add(issue(label, zh: "应为对象的列表", en: "must be a list of objects", nil))
      return nil
    }
    var columns: [String: (index: Int, header: String, unit: String?)] = [:]
    var keys: [String] = []
    var seen: Set<String> = []
    for name in elements.flatMap({ $0.keys.sorted() }) where seen.insert(name).inserted {
      keys.append(name)
      let header = HeaderText(name)
      guard let field = header.field(in: kind), field.name != Field.ignored.name else { continue }
      if let first = columns[field.name] {
        log.add(
          DataIssue(
            file: label, column: name,
            problem: Bilingual(
              zh: "与“\(first.header)”含义相同，无法判断用哪一个",
              en: "means the same as \"\(first.header)\"; it is unclear which one counts"),
            remedy: Bilingual(zh: "请删除或改名其中一个", en: "remove or rename one of them")))
        continue
      }
      columns[field.name] = (keys.count - 1, name, header.unit)
    }
    let missing = kind.fields.filter { $0.isRequired && columns[$0.name] == nil }
    for field in missing {
      log.add(
        DataIssue(
          file: label, column: field.name,
          problem: Bilingual(
            zh: "缺少必需的键“\(field.chineseName)”", en: "the required key \"\(field.name)\" is missing"),
          remedy: Bilingual(zh: "请给每个对象加上此键", en: "add it to every object")))
    }
    guard missing.isEmpty else { return nil }
    let rows = elements.enumerated().map { index, element in
      (line: index + 1, cells: keys.map { text(element[$0]) })
    }
    return Table(kind: kind, file: label, columns: columns, rows: rows)
  }

  private static func text(_ value: Any?) -> String {
    switch value {
    case let text as String: text.trimmed
    case let number as NSNumber: number.stringValue
    case let list as [Any]: list.map { text($0) }.joined(separator: ";")
    default: ""
    }
  }

  private static func detail(_ error: any Error) -> String? {
    let info = (error as NSError).userInfo
    return info["NSDebugDescription"] as? String
  }

  private static func issue(_ file: String, zh: String, en: String, _ value: String?) -> DataIssue {
    DataIssue(
      file: file, value: value, problem: Bilingual(zh: zh, en: en),
      remedy: Bilingual(
        zh: "格式：{\"settings\": {…}, \"resources\": […], \"routings\": […], \"orders\": […]}",
        en: "write {\"settings\": {…}, \"resources\": […], \"routings\": […], \"orders\": […]}"))
  }
}
