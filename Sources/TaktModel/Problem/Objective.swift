/// What a schedule is judged by: one criterion, or several in order of importance.
///
/// Of several, the first decides, and each later one only among schedules that all earlier ones call equal (lexicographic).
/// Their values are packed into one integer, so that engines compare and bound a single number: the last criterion is the
/// lowest digit, and each digit's base is one more than the criterion can reach.
public struct Objective: Sendable, Hashable, RawRepresentable {
  /// In order of importance; at least one, none twice.
  public let criteria: [Criterion]

  /// Completion of the last operation.
  public static let makespan = Objective(.makespan)
  /// Sum over jobs of weight times tardiness, tardiness being completion past the due time.
  public static let weightedTardiness = Objective(.weightedTardiness)

  /// Each criterion alone, then mixes a planner asks for: for tests and lists.
  package static let examples =
    Criterion.regular.map { Objective($0) }
    + ["number-late,weighted-tardiness,makespan", "maximum-tardiness,total-flow-time"]
    .compactMap { Objective(rawValue: $0) }

  /// One criterion alone.
  public init(_ criterion: Criterion) { criteria = [criterion] }

  /// Criteria by name, separated by commas; nil where one is unknown or named twice.
  public init?(rawValue: String) {
    let names = rawValue.split(separator: ",", omittingEmptySubsequences: false)
    let criteria = names.compactMap { Criterion(rawValue: String($0)) }
    guard criteria.count == names.count, Set(criteria).count == criteria.count else { return nil }
    self.criteria = criteria
  }

  /// The criteria's names, separated by commas.
  public var rawValue: String { criteria.map(\.rawValue).joined(separator: ",") }

  /// The most important criterion.
  public var leading: Criterion { criteria[0] }

  /// The same without the criterion that completions do not decide; nil where it has none.
  package var regularPart: Objective? {
    let regular = criteria.filter { $0 != .energyCost }
    return regular.count == criteria.count || regular.isEmpty
      ? nil : Objective(rawValue: regular.map(\.rawValue).joined(separator: ","))
  }

  /// Whether it means nothing without due times.
  public var needsDueTimes: Bool { criteria.contains(where: \.needsDueTimes) }

  /// The value of a schedule: in ticks, weighted ticks or jobs for one criterion, packed for several.
  /// - Complexity: O(operations)
  public func value(of schedule: Schedule, in problem: Problem) -> Int {
    let regular = value(ofCompletions: Self.completions(of: schedule, in: problem), in: problem)
    guard let place = criteria.firstIndex(of: .energyCost) else { return regular }
    let digit = digits(in: problem)[place]
    return regular + digit.scale * min(digit.most, problem.energyCost(of: schedule))
  }

  /// The value when the jobs complete at these ticks.
  package func value(ofCompletions completions: [Int32], in problem: Problem) -> Int {
    zip(criteria, digits(in: problem)).reduce(0) { sum, entry in
      let (criterion, digit) = entry
      return sum + digit.scale
        * min(
          digit.most, criterion.value(ofCompletions: completions, in: problem))
    }
  }

  /// A lower bound where no schedule completes a job before these ticks.
  ///
  /// One less than their value where a later criterion has run out of room: then equal values need not be equally good.
  package func bound(ofCompletions completions: [Int32], in problem: Problem) -> Int {
    let isPast = zip(criteria, digits(in: problem)).dropFirst().contains { criterion, digit in
      criterion.value(ofCompletions: completions, in: problem) > digit.most
    }
    return value(ofCompletions: completions, in: problem) - (isPast ? 1 : 0)
  }

  /// Each criterion's own value.
  /// - Complexity: O(operations)
  public func values(of schedule: Schedule, in problem: Problem) -> [(Criterion, Int)] {
    let completions = Self.completions(of: schedule, in: problem)
    return criteria.map {
      let isEnergy = $0 == .energyCost
      return (
        $0,
        isEnergy
          ? problem.energyCost(of: schedule)
          : $0.value(ofCompletions: completions, in: problem)
      )
    }
  }

  private static func completions(of schedule: Schedule, in problem: Problem) -> [Int32] {
    (0..<problem.jobCount).map { schedule.completion(ofJob: $0, in: problem) }
  }
}

// MARK: Packing

extension Objective {
  /// Packed values stay below 2⁶².
  private static let mostBits = 62

  /// A criterion's place in a packed value.
  package struct Digit: BitwiseCopyable, Sendable, Equatable {
    /// What its value is multiplied by.
    package var scale: Int
    /// Values past it count as it.
    package var most: Int
  }

  /// Each criterion's place in a packed value.
  /// - Precondition: ``objection(in:)`` is nil.
  package func digits(in problem: Problem) -> [Digit] {
    guard criteria.count > 1 else { return [Digit(scale: 1, most: .max)] }
    guard let digits = packing(in: problem) else {
      preconditionFailure("\(rawValue) does not fit one integer")
    }
    return digits
  }

  /// The leading criterion's value within a packed one; of a packed bound, a bound for it.
  public func leadingValue(_ value: Int, in problem: Problem) -> Int {
    value / digits(in: problem)[0].scale
  }

  /// Why these criteria cannot be taken together; nil where they can.
  public func objection(in problem: Problem) -> ProblemError? {
    if let place = criteria.firstIndex(of: .energyCost) {
      guard place > 0, place == criteria.count - 1 else {
        return ProblemError("energy-cost counts last, after a criterion of delivery")
      }
      guard !problem.floor.energy.isEmpty else {
        return ProblemError("energy-cost needs a tariff, and the power of some resource")
      }
    }
    guard criteria.count > 1, packing(in: problem) == nil else { return nil }
    return ProblemError(
      "\(rawValue) needs more than \(Self.mostBits) bits a value with times as long as these; "
        + "leave out the last criterion")
  }

  /// Room for every value, or else for sums up to an eighth of what all jobs come to that wait until the very end: schedules
  /// past that are no longer told apart in a criterion after the first.
  private func packing(in problem: Problem) -> [Digit]? {
    let latest = Array(
      repeating: Int32(clamping: problem.latestCompletion), count: problem.jobCount)
    let most = criteria.map {
      $0 == .energyCost ? problem.mostEnergyCost : $0.value(ofCompletions: latest, in: problem)
    }
    return (0...3).lazy.compactMap { digits(most, halvings: $0) }.first
  }

  private func digits(_ most: [Int], halvings: Int) -> [Digit]? {
    var digits: [Digit] = []
    var scale = 1
    for c in criteria.indices.reversed() {
      let most = c == 0 || criteria[c].isMaximum ? most[c] : most[c] >> halvings
      digits.append(Digit(scale: scale, most: most))
      let (product, overflows) = scale.multipliedReportingOverflow(by: most + 1)
      guard !overflows, product < 1 << Self.mostBits else { return nil }
      scale = product
    }
    return digits.reversed()
  }
}

extension Problem {
  /// No schedule in which every operation starts as soon as its job and machine let it ends later.
  package var latestCompletion: Int {
    let closing = workingTimes.compactMap(\.closes.last).max() ?? 0
    let work = (0..<operationCount).reduce(0) { sum, o in
      sum
        + modes(of: o).reduce(0) {
          workingTimeOf[Int(machine[$1])] < 0 ? max($0, Int(duration[$1])) : $0
        }
    }
    let lags = predecessorLag.reduce(0) { $0 + Int($1) }
    let waits = max(Int(release.max() ?? 0), Int(floor.materials.lastReceipt))
    return max(Int(closing), waits) + work + lags
  }
}
