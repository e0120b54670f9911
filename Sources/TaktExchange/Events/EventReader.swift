import Foundation
package import TaktModel

/// Reads CloudEvents 1.0 in JSON: one, an array, or one a line; a broken one is refused with its reason and the others are read.
package struct EventReader {
  /// An event that could not, by its place in the file.
  package struct Refusal: Sendable, Equatable {
    /// The event's number or line, from 1.
    package var row: Int
    /// Its id, where it has one.
    package var id: String?
    package var issue: DataIssue
  }

  package private(set) var events: [ShopEvent] = []
  /// The first of those that could not be read: a report of a million lines helps nobody.
  package private(set) var refusals: [Refusal] = []
  /// How many could not be read besides.
  package private(set) var moreRefusals = 0
  private let file: String
  private let zone: PlantZone

  /// Refusals that are told one by one.
  package static let mostRefusals = 1000
  /// More bytes than an event needs.
  private static let longestEvent = 1 << 20

  /// - Parameter zone: the zone of times that name none
  package init(file: String, zone: PlantZone = .shanghai) {
    self.file = file
    self.zone = zone
  }

  /// Reads a file's bytes.
  package mutating func read(_ bytes: [UInt8]) {
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard let first = body.first(where: { $0 > 0x20 }) else { return }
    if first == UInt8(ascii: "[") {
      guard let list = try? JSONSerialization.jsonObject(with: Data(body)) as? [Any] else {
        return refuse(1, nil, nil, nil, zh: "不是有效的 JSON", en: "is not valid JSON")
      }
      for (i, object) in list.enumerated() { read(object, row: i + 1) }
      return
    }
    if let object = try? JSONSerialization.jsonObject(with: Data(body)) {
      return read(object, row: 1)
    }
    for (i, line) in body.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      readLine(line, row: i + 1)
    }
  }

  /// Reads one line; an empty one is passed over.
  package mutating func readLine(_ line: some Collection<UInt8>, row: Int) {
    guard line.contains(where: { $0 > 0x20 }) else { return }
    guard line.count <= Self.longestEvent else {
      return refuse(row, nil, nil, nil, zh: "超过 1 MB", en: "is longer than a mebibyte")
    }
    let data = Data(line)
    guard String(validating: data, as: UTF8.self) != nil else {
      return refuse(row, nil, nil, nil, zh: "不是有效的 UTF-8", en: "is not valid UTF-8")
    }
    do {
      read(try JSONSerialization.jsonObject(with: data), row: row)
    } catch {
      refuse(row, nil, nil, nil, zh: "不是有效的 JSON", en: "is not valid JSON")
    }
  }

  // MARK: One event

  private mutating func read(_ value: Any, row: Int) {
    guard let object = value as? [String: Any] else {
      return refuse(row, nil, nil, nil, zh: "不是 JSON 对象", en: "is not a JSON object")
    }
    let id = object["id"] as? String
    var reading = EventFields(object, zone: zone)
    let event = reading.event()
    if let fault = reading.fault {
      return refuse(row, id, fault.field, fault.value, zh: fault.zh, en: fault.en)
    }
    guard var event,
      let json = try? JSONSerialization.data(
        withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    else { return refuse(row, id, nil, nil, zh: "不是有效的事件", en: "is no event") }
    event.digest = SHA256.hex(Array(json))
    events.append(event)
  }

  private mutating func refuse(
    _ row: Int, _ id: String?, _ field: String?, _ value: String?, zh: String, en: String
  ) {
    guard refusals.count < Self.mostRefusals else {
      moreRefusals += 1
      return
    }
    refusals.append(
      Refusal(
        row: row, id: id,
        issue: DataIssue(
          file: file, row: row, column: field, value: value.map { String($0.prefix(120)) },
          problem: Bilingual(zh: zh, en: en),
          remedy: Bilingual(
            zh: "请发送 CloudEvents 1.0 JSON 事件，字段见文档 Events",
            en: "send a CloudEvents 1.0 JSON event; its fields are listed in the guide Events"))))
  }
}
