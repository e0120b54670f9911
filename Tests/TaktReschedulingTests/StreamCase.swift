import TaktModel
import TaktTestKit

/// A plant and what was told of it when: all that a trial needs, as text that can be pasted into a test.
struct StreamCase: Equatable {
  /// Events told together, minutes after the plan's begin.
  struct Delivery: Equatable {
    var minute: Int
    var events: [ShopEvent]
  }

  var seed: Int
  /// Orders of the seed's plant that are left out.
  var without: Set<Int> = []
  var freeze = 0
  var deliveries: [Delivery] = []

  var plant: Plant { RandomShops.plant(seed: seed, without: without) }
  var eventCount: Int { deliveries.reduce(0) { $0 + $1.events.count } }
}

// MARK: As text

extension StreamCase: CustomStringConvertible {
  private static let begin = SmallPlant.at(5, 8)

  var description: String {
    var lines = [
      "plant \(seed) freeze=\(freeze) without=\(without.sorted().map(String.init).joined(separator: ","))"
    ]
    for delivery in deliveries {
      lines.append("at \(delivery.minute)")
      lines += delivery.events.map(Self.text)
    }
    return lines.joined(separator: "\n")
  }

  private static func minute(_ instant: Instant) -> String { "\((instant - begin) / 60)" }

  private static func text(_ event: ShopEvent) -> String {
    let d = event.data
    let fields: [(String, String?)] = [
      ("resource", d.resource), ("order", d.order), ("op", d.operation), ("item", d.item),
      ("qty", d.quantity.map(String.init)), ("weight", d.weight.map(String.init)),
      ("count", d.count.map(String.init)), ("seconds", d.seconds.map(String.init)),
      ("from", d.from.map(minute)), ("until", d.until.map(minute)), ("due", d.due.map(minute)),
      ("factor", d.factor.map { "\($0)" }), ("works", d.works.map { "\($0)" }),
      ("resume", d.resume?.rawValue),
    ]
    let told = fields.compactMap { name, value in value.map { "\(name)=\($0)" } }
    return (["  \(event.id)", minute(event.time), event.kind.rawValue] + told)
      .joined(separator: " ")
  }

  /// Reads what ``description`` writes; nil where it is something else.
  init?(_ text: String) {
    seed = 0
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count > 1 else { continue }
      if words[0] == "plant", let seed = Int(words[1]) {
        self.seed = seed
        let fields = Self.fields(words[2...])
        freeze = fields["freeze"].flatMap(Int.init) ?? 0
        without = Set((fields["without"] ?? "").split(separator: ",").compactMap { Int($0) })
      } else if words[0] == "at", let minute = Int(words[1]) {
        deliveries.append(Delivery(minute: minute, events: []))
      } else if let event = Self.event(words), !deliveries.isEmpty {
        deliveries[deliveries.count - 1].events.append(event)
      } else {
        return nil
      }
    }
  }

  private static func fields(_ words: ArraySlice<String>) -> [String: String] {
    Dictionary(
      words.compactMap { word in
        word.firstIndex(of: "=").map {
          (String(word[..<$0]), String(word[word.index(after: $0)...]))
        }
      }, uniquingKeysWith: { a, _ in a })
  }

  private static func event(_ words: [String]) -> ShopEvent? {
    guard words.count > 2, let at = Int(words[1]), let kind = ShopEvent.Kind(rawValue: words[2])
    else { return nil }
    let f = fields(words[3...])
    let moment = { (name: String) in f[name].flatMap(Int.init).map { begin + 60 * $0 } }
    let number = { (name: String) in f[name].flatMap(Int.init) }
    var d = ShopEvent.Details()
    (d.resource, d.order, d.operation, d.item) = (f["resource"], f["order"], f["op"], f["item"])
    (d.quantity, d.weight) = (number("qty"), number("weight"))
    (d.count, d.seconds) = (number("count"), number("seconds"))
    (d.from, d.until, d.due) = (moment("from"), moment("until"), moment("due"))
    (d.factor, d.works) = (f["factor"].flatMap(Double.init), f["works"].map { $0 == "true" })
    d.resume = f["resume"].flatMap(ShopEvent.Resume.init)
    return ShopEvent(
      source: "/mes", id: words[0], kind: kind, time: begin + 60 * at, data: d, digest: words[0])
  }
}
