package import TaktModel

/// An event as a plan document and a ledger keep it: a CloudEvent with its data under our names.
package struct EventLine: Codable, Sendable, Equatable {
  package var specversion = "1.0"
  package var source: String
  package var id: String
  package var type: String
  package var time: String
  package var digest: String
  package var data: Data

  package struct Data: Codable, Sendable, Equatable {
    var resource: String?
    var order: String?
    var operation: String?
    var item: String?
    var quantity: Int?
    var scrap: Int?
    var from: String?
    var until: String?
    var due: String?
    var release: String?
    var weight: Int?
    var factor: Double?
    var seconds: Int?
    var count: Int?
    var works: Bool?
    var resume: String?
    var reason: String?
  }

  package init(_ event: ShopEvent, zone: PlantZone) {
    let iso = { (instant: Instant?) in instant.map(zone.iso) }
    source = event.source
    id = event.id
    type = event.kind.rawValue
    time = zone.iso(event.time)
    digest = event.digest
    let d = event.data
    data = Data(
      resource: d.resource, order: d.order, operation: d.operation, item: d.item,
      quantity: d.quantity, scrap: d.scrap, from: iso(d.from), until: iso(d.until),
      due: iso(d.due), release: iso(d.release), weight: d.weight, factor: d.factor,
      seconds: d.seconds, count: d.count, works: d.works, resume: d.resume?.rawValue,
      reason: d.reason)
  }

  /// The event; nil where type or time is none.
  package var event: ShopEvent? {
    let instant = { (text: String?) -> Instant? in
      guard let text, case .instant(let instant)? = DateText.read(text, year: nil) else {
        return nil
      }
      return instant
    }
    guard let kind = ShopEvent.Kind(rawValue: type), let time = instant(time) else { return nil }
    var d = ShopEvent.Details()
    (d.resource, d.order, d.operation, d.item) =
      (data.resource, data.order, data.operation, data.item)
    (d.quantity, d.scrap, d.weight, d.seconds) =
      (data.quantity, data.scrap, data.weight, data.seconds)
    (d.from, d.until) = (instant(data.from), instant(data.until))
    (d.due, d.release) = (instant(data.due), instant(data.release))
    (d.factor, d.count, d.works, d.reason) = (data.factor, data.count, data.works, data.reason)
    d.resume = data.resume.flatMap(ShopEvent.Resume.init)
    return ShopEvent(source: source, id: id, kind: kind, time: time, data: d, digest: digest)
  }
}
