package import TaktModel

extension ShopFloor.Links {
  /// Links by their earlier operation; empty where there are none.
  var byOrigin: [Int: [Int]] { grouped(from) }
  /// Links by their later operation.
  package var byEnd: [Int: [Int]] { grouped(to) }

  private func grouped(_ ends: [Int32]) -> [Int: [Int]] {
    Dictionary(grouping: ends.indices, by: { Int(ends[$0]) })
  }
}
