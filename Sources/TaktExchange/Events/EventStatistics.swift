import Foundation
package import TaktModel

/// How a shop's events are answered: response times, the share closed, and how old each resource's last word is.
package struct EventStatistics: Codable, Sendable {
  package struct KindLine: Codable, Sendable {
    package var type: String
    package var events: Int
    package var closed: Int
    package var meanResponseMs: Double?
  }
  package struct ResourceLine: Codable, Sendable {
    package var resource: String
    package var lastHeard: String
    package var ageSeconds: Int
    package var isStale: Bool
  }

  package var schemaVersion = "1"
  package var events: Int
  package var refused: Int
  package var answered: Int
  /// From received to published.
  package var meanResponseMs: Double?
  package var p99ResponseMs: Double?
  /// Closed of received, 0 to 1 (异常闭环处理率).
  package var closedLoopRate: Double?
  package var open: [String]
  package var byType: [KindLine]
  /// Resources heard of within ``staleAfterSeconds``, of all heard of (采集率).
  package var coverage: Double?
  package var staleAfterSeconds = 60
  package var resources: [ResourceLine]
  package var formulas = [
    "response": "published − received", "closedLoopRate": "closed / received",
    "coverage": "resources heard of within 60 s / resources heard of at all",
  ]

  /// - Parameter now: the moment ages are counted to; the latest event's time where nil
  package init(_ lines: [LedgerLine], zone: PlantZone, now: Instant?) {
    let lives = EventLives(lines)
    events = lives.lives.count
    refused = lives.refused
    let responses = lives.lives.compactMap { life in
      life.published.map { Double($0 - life.received) }
    }.sorted()
    answered = responses.count
    meanResponseMs = Self.mean(responses)
    p99ResponseMs =
      responses.isEmpty
      ? nil
      : responses[min(responses.count - 1, Int((Double(responses.count) * 0.99).rounded(.up)) - 1)]
    let closed = lives.lives.count { $0.closed != nil }
    closedLoopRate = events == 0 ? nil : Self.rounded(Double(closed) / Double(events))
    open = lives.lives.filter { $0.closed == nil }.map { "\($0.event.source) \($0.event.id)" }
    byType = Dictionary(grouping: lives.lives, by: \.event.type).map { type, list in
      KindLine(
        type: type, events: list.count, closed: list.count { $0.closed != nil },
        meanResponseMs: Self.mean(
          list.compactMap { life in life.published.map { Double($0 - life.received) } }))
    }.sorted { $0.type < $1.type }
    var heard: [String: Instant] = [:]
    for event in lives.lives.compactMap(\.event.event) {
      guard let resource = event.data.resource else { continue }
      heard[resource] = max(heard[resource] ?? event.time, event.time)
    }
    let moment = now ?? heard.values.max() ?? Instant(seconds: 0)
    resources = heard.sorted { $0.key < $1.key }.map { resource, last in
      ResourceLine(
        resource: resource, lastHeard: zone.iso(last), ageSeconds: max(0, moment - last),
        isStale: moment - last > 60)
    }
    coverage =
      resources.isEmpty
      ? nil : Self.rounded(Double(resources.count { !$0.isStale }) / Double(resources.count))
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : rounded(values.reduce(0, +) / Double(values.count))
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  package func text(_ language: Language) -> String {
    let pick = { (zh: String, en: String) in language.pick(zh: zh, en: en) }
    let number = { (value: Double?) in value.map { String(format: "%.1f", $0) } ?? "–" }
    let percent = { (value: Double?) in value.map { String(format: "%.1f%%", $0 * 100) } ?? "–" }
    var lines = [
      pick(
        "事件 \(events) 个，拒绝 \(refused) 个，已答复 \(answered) 个",
        "\(events) events, \(refused) refused, \(answered) answered"),
      pick(
        "  响应时间（发布 − 接收）：平均 \(number(meanResponseMs)) 毫秒，p99 \(number(p99ResponseMs)) 毫秒",
        "  Response (published − received): mean \(number(meanResponseMs)) ms, p99 \(number(p99ResponseMs)) ms"
      ),
      pick(
        "  异常闭环处理率：\(percent(closedLoopRate))", "  Closed-loop rate: \(percent(closedLoopRate))"),
      pick(
        "  数据覆盖率（60 秒内有消息的设备）：\(percent(coverage))",
        "  Coverage (resources heard of within 60 s): \(percent(coverage))"),
    ]
    for line in byType {
      lines.append(
        "    \(line.type): \(line.events), "
          + pick("已闭环 \(line.closed)", "\(line.closed) closed")
          + ", \(number(line.meanResponseMs)) ms")
    }
    for resource in resources where resource.isStale {
      lines.append(
        "  ! "
          + pick(
            "\(resource.resource) 已 \(resource.ageSeconds) 秒无消息",
            "\(resource.resource) has not been heard of for \(resource.ageSeconds) s"))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
