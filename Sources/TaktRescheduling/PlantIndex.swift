package import TaktModel

/// Where things of a plant stand, by the names events call them.
package struct PlantIndex: Sendable {
  package private(set) var orders: [String: Int]
  package let resources: [String: Int]
  package let secondaries: [String: Int]
  /// Routings by item.
  package let items: [String: Int]

  package init(_ plant: Plant) {
    func index(_ names: [String]) -> [String: Int] {
      Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }
    orders = index(plant.orders.map(\.id))
    resources = index(plant.resources.map(\.id))
    secondaries = index(plant.secondaries.map(\.id))
    items = index(plant.routings.map(\.item))
  }

  mutating func add(order id: String, at index: Int) { orders[id] = index }
}
