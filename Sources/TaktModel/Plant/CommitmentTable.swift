/// What is settled of each step of each order.
///
/// Of ten thousand steps a handful is: each has a number, and the settled ones a commitment. A row of optional commitments an order was
/// a megabyte that every rule of the verifier went through.
package struct CommitmentTable: Sendable {
  /// Where each order's steps begin among all steps; one more entry than orders.
  package let firstStep: [Int]
  /// The place of each step's commitment; -1 for a step that is free.
  private let place: [Int32]
  private let commitments: [Commitment]
  /// Whether anything is settled of each order.
  private let isTouched: [Bool]

  /// Of several commitments of a step the last one counts.
  /// - Complexity: O(orders + steps)
  package init(_ plant: Plant) {
    let steps = plant.routings.map(\.operations.count)
    var first = [0]
    first.reserveCapacity(plant.orders.count + 1)
    for i in plant.orders.indices { first.append(first[i] + steps[plant.orders[i].routing]) }
    var place = [Int32](repeating: -1, count: first[first.count - 1])
    var isTouched = [Bool](repeating: false, count: plant.orders.count)
    for (i, commitment) in plant.commitments.enumerated() {
      place[first[commitment.order] + commitment.step] = Int32(i)
      isTouched[commitment.order] = true
    }
    (firstStep, commitments) = (first, plant.commitments)
    (self.place, self.isTouched) = (place, isTouched)
  }

  /// A step's commitment; nil where it is free.
  package subscript(order: Int, step: Int) -> Commitment? {
    let place = place[firstStep[order] + step]
    return place < 0 ? nil : commitments[Int(place)]
  }

  /// How far a step is settled; nil where it is free.
  package func kind(_ order: Int, _ step: Int) -> Commitment.Kind? {
    let place = place[firstStep[order] + step]
    return place < 0 ? nil : commitments[Int(place)].kind
  }

  /// Whether nothing is settled of an order.
  package func isFree(_ order: Int) -> Bool { !isTouched[order] }

  /// An order's steps.
  package func steps(_ order: Int) -> Range<Int> { 0..<firstStep[order + 1] - firstStep[order] }
}
