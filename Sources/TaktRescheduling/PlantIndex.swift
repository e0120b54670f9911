import TaktModel

/// Where things of a plant stand, by the names events call them.
struct PlantIndex {
  private(set) var orders: [String: Int]
  let resources: [String: Int]
  let secondaries: [String: Int]
  /// Routings by item.
  let items: [String: Int]

  init(_ plant: Plant) {
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
