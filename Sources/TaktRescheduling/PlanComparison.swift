import Foundation
public import TaktModel

/// A job order that a new plan has elsewhere, or at another time, or for the first time, or no more.
public struct Change: Sendable, Equatable {
  /// Its line before; nil for a new one.
  public var before: JobOrder?
  /// Its line now; nil for one that is no longer planned.
  public var after: JobOrder?
  /// Why, in both languages.
  public var reason: Bilingual

  /// The job order's id.
  public var id: String { after?.id ?? before?.id ?? "" }
}

/// Two plans side by side.
struct PlanComparison {
  private(set) var changes: [Change] = []
  private(set) var stability = Stability()
  /// Whether lines differ that do not count as moved: history told otherwise, an end that shifts.
  private(set) var hasOtherLines = false

  /// Whether all lines are as they were.
  var isSame: Bool { changes.isEmpty && !hasOtherLines }

  init(before: Rescheduler.PlanInForce, after: Rescheduler.PlanInForce, asOf: Instant) {
    let pairs = LinePairs(before.jobOrders, after.jobOrders)
    var both: [(old: JobOrder, new: JobOrder)] = []
    let none = Bilingual(zh: "", en: "")
    for (i, new) in after.jobOrders.enumerated() {
      guard let at = pairs.before[i] else {
        changes.append(Change(before: nil, after: new, reason: none))
        continue
      }
      let line = before.jobOrders[at]
      if line.end != new.end || line.setupStart != new.setupStart
        || line.equipment != new.equipment
      {
        hasOtherLines = true
      }
      // What has begun by now was settled by the floor, not by us.
      if new.status == .completed || new.status == .running { continue }
      both.append((line, new))
      if line.equipment != new.equipment || line.start != new.start {
        changes.append(Change(before: line, after: new, reason: none))
      }
    }
    for at in pairs.gone {
      changes.append(Change(before: before.jobOrders[at], after: nil, reason: none))
    }
    changes.sort {
      let starts = [$0, $1].map { ($0.after ?? $0.before)?.start ?? asOf }
      return starts[0] == starts[1] ? $0.id < $1.id : starts[0] < starts[1]
    }
    measure(both, asOf)
  }

  private mutating func measure(_ both: [(old: JobOrder, new: JobOrder)], _ asOf: Instant) {
    stability.compared = both.count
    var sum = 0
    for (old, new) in both {
      let shift = abs(new.start - old.start)
      sum += shift
      if shift > 0 || old.equipment != new.equipment { stability.moved += 1 }
      if old.equipment != new.equipment { stability.machineChanges += 1 }
      if shift > 0 {
        let near = Double((old.start - asOf) + (new.start - asOf)) / 60
        stability.penalizedDeviation += Double(shift) / 60 + 10 / max(1, near).squareRoot()
      }
      // What the planner has pinned is where he wants it.
      if new.status == .released, !new.isPinned, shift > 0 || old.equipment != new.equipment {
        stability.frozenMoved += 1
      }
    }
    stability.meanStartDeviation = both.isEmpty ? 0 : Double(sum) / Double(both.count)
    countInversions(both)
  }

  /// Inversions by merge sort, machine by machine.
  private mutating func countInversions(_ both: [(old: JobOrder, new: JobOrder)]) {
    var byMachine: [String: [(old: Int, new: Int)]] = [:]
    for (old, new) in both where old.equipment == new.equipment {
      byMachine[new.equipment, default: []].append((old.start.seconds, new.start.seconds))
    }
    for list in byMachine.values {
      stability.pairs += list.count * (list.count - 1) / 2
      var starts = list.sorted { ($0.old, $0.new) < ($1.old, $1.new) }.map(\.new)
      stability.inversions += Self.inversions(&starts)
    }
  }

  private static func inversions(_ list: inout [Int]) -> Int {
    guard list.count > 1 else { return 0 }
    var (left, right) = (Array(list[..<(list.count / 2)]), Array(list[(list.count / 2)...]))
    var count = inversions(&left) + inversions(&right)
    var (i, j) = (0, 0)
    for k in list.indices {
      if j == right.count || i < left.count && left[i] <= right[j] {
        list[k] = left[i]
        i += 1
      } else {
        list[k] = right[j]
        count += left.count - i
        j += 1
      }
    }
    return count
  }
}
