package import TaktModel

/// The JSON of the plant that plan documents carry, encoded once: of what a process that stays up writes with every plan, half never
/// changes.
package struct CarriedPlantText: Sendable {
  private let text: [UInt8]
  private static let key = Array("\"plant\":".utf8)

  /// The tables a document carries, or those of a plant.
  package init(_ tables: [String: [[String: String]]]?, _ plant: @autoclosure () -> Plant) throws {
    text = try JSONText.encode(tables ?? PlantWriter(plant(), language: .en).document()).dropLast()
  }

  /// A document's JSON with this plant in it, to the byte as if it had been encoded with it.
  package func encoded(_ document: PlanDocument) throws -> [UInt8] {
    var bare = document
    bare.plant = [:]
    let all = try JSONText.encode(bare)
    // Quotes within strings are escaped, and keys are sorted: behind the job orders the key stands but once, near the end.
    let mark = Self.key + Array("{}".utf8)
    var at = all.count - mark.count
    while at >= 0, all[at..<at + mark.count] != mark[...] { at -= 1 }
    precondition(at >= 0, "a plan document has a key for its plant")
    return all[..<at] + Self.key + text + all[(at + mark.count)...]
  }
}
