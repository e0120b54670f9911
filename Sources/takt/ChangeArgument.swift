import ArgumentParser
import TaktModel
import TaktPlanning

/// A change as `--change` takes it: a verb, `=`, and its arguments between commas.
struct ChangeArgument: ExpressibleByArgument {
  let text: String
  private let verb: String
  private let words: [String]

  static let help = """
    add-machine=ID, add-operator=ID, add-shift=ID, around-the-clock=ID, hours=ID,FROM,TO, no-changeovers=ID, due=ORDER,TIME, \
    release=ORDER,TIME, quantity=ORDER,N, weight=ORDER,N, cancel=ORDER, add-order=ITEM,N,DUE[,ID]; may be given again.
    """

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let wanted = Self.counts[String(parts[0])] else { return nil }
    text = argument
    verb = String(parts[0])
    words = parts[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard wanted.contains(words.count), words.allSatisfy({ !$0.isEmpty }) else { return nil }
  }

  /// How many arguments each verb takes.
  private static let counts: [String: ClosedRange<Int>] = [
    "add-machine": 1...1, "add-operator": 1...1, "add-shift": 1...1, "around-the-clock": 1...1,
    "hours": 3...3, "no-changeovers": 1...1, "due": 2...2, "release": 2...2, "quantity": 2...2,
    "weight": 2...2, "cancel": 1...1, "add-order": 3...4,
  ]

  /// The change in a plant.
  /// - Throws: ``Failure`` naming what the plant does not have or what is no time or number.
  func change(in plant: Plant) throws -> PlantChange {
    switch verb {
    case "add-machine": return .oneMore(.resource(try resource(plant)))
    case "add-operator": return .oneMore(.secondary(try secondary(plant)))
    case "add-shift": return .oneMoreShift(try target(plant))
    case "around-the-clock": return .aroundTheClock(try target(plant))
    case "hours":
      let (from, to) = (try time(1, plant), try time(2, plant))
      guard from < to, to - from <= 86_400 else {
        throw wrong("takes a stretch of at most a day, its begin first")
      }
      return .extraHours(try target(plant), from: from, to: to)
    case "no-changeovers": return .noChangeovers(resource: try resource(plant))
    case "due": return .due(order: try order(plant), at: try time(1, plant))
    case "release": return .release(order: try order(plant), at: try time(1, plant))
    case "quantity": return .quantity(order: try order(plant), try number(1))
    case "weight": return .weight(order: try order(plant), try number(1))
    case "cancel": return .cancel(order: try order(plant))
    default: return .newOrder(try newOrder(plant))
    }
  }

  private func newOrder(_ plant: Plant) throws -> Order {
    guard let routing = plant.routings.firstIndex(where: { $0.item == words[0] }) else {
      throw unknown("item", words[0])
    }
    let due = try time(2, plant)
    var id = words.count > 3 ? words[3] : "NEW"
    while plant.orders.contains(where: { $0.id == id }) { id += "+" }
    return Order(
      id: id, routing: routing, quantity: try number(1), release: plant.asOf, originalDue: due,
      due: due, weight: 1)
  }

  private func resource(_ plant: Plant) throws -> Int {
    guard let r = plant.resources.firstIndex(where: { $0.id == words[0] }) else {
      throw unknown("resource", words[0])
    }
    return r
  }

  private func secondary(_ plant: Plant) throws -> Int {
    guard let s = plant.secondaries.firstIndex(where: { $0.id == words[0] }) else {
      throw unknown("operator or tool", words[0])
    }
    return s
  }

  private func target(_ plant: Plant) throws -> PlantChange.Target {
    if let s = plant.secondaries.firstIndex(where: { $0.id == words[0] }) { return .secondary(s) }
    return .resource(try resource(plant))
  }

  private func order(_ plant: Plant) throws -> Int {
    guard let order = plant.orders.firstIndex(where: { $0.id == words[0] }) else {
      throw unknown("order", words[0])
    }
    return order
  }

  private func time(_ word: Int, _ plant: Plant) throws -> Instant {
    guard let time = try PlanTimes.instant(words[word], "--change \(text)", plant) else {
      throw wrong("lacks a time")
    }
    return time
  }

  private func number(_ word: Int) throws -> Int {
    guard let number = Int(words[word]), (1...10_000_000).contains(number) else {
      throw wrong("takes a number from 1, not \(words[word])")
    }
    return number
  }

  private func unknown(_ kind: String, _ id: String) -> Failure {
    Failure(.badData, "takt: --change \(text): the plant has no \(kind) \(id)")
  }

  private func wrong(_ problem: String) -> Failure {
    Failure(.usage, "takt: --change \(text) \(problem)")
  }
}
