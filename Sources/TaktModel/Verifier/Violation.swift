/// One broken rule of a plan: which rule, by whom, when.
public struct Violation: Sendable, Equatable {
  /// The rules a plan is judged by.
  public enum Rule: String, Sendable, CaseIterable {
    case unknownOrder = "unknown-order"
    case unknownOperation = "unknown-operation"
    case unknownResource = "unknown-resource"
    case missingOperation = "missing-operation"
    case duplicateOperation = "duplicate-operation"
    case resourceNotAllowed = "resource-not-allowed"
    case timesReversed = "times-reversed"
    case beforePlanStart = "before-plan-start"
    case beforeRelease = "before-release"
    case precedence = "precedence"
    case transport
    case startStart = "start-start"
    case finishFinish = "finish-finish"
    case transferBatch = "transfer-batch"
    case longestWait = "longest-wait"
    case resourceOverlap = "resource-overlap"
    case batchTimes = "batch-times"
    case batchFamily = "batch-family"
    case batchCapacity = "batch-capacity"
    case powerLimit = "power-limit"
    case bufferCapacity = "buffer-capacity"
    case outsideWorkingTime = "outside-working-time"
    case setupTime = "setup-time"
    case runTime = "run-time"
    case interruption
    case unknownSecondary = "unknown-secondary"
    case secondaryCount = "secondary-count"
    case secondaryNotSuitable = "secondary-not-suitable"
    case secondaryOverlap = "secondary-overlap"
    case materialShortage = "material-shortage"
    case feedingOrder = "feeding-order"
    case settled = "settled"
    case cancelled = "cancelled"
    case figure = "figure"
  }

  /// The broken rule.
  public let rule: Rule
  /// The order concerned.
  public let order: String
  /// The operation concerned; empty where the whole order is meant.
  public let operation: String
  /// The resource concerned; empty where none is.
  public let resource: String
  /// What is wrong, with the times, in both languages.
  public let zh: String
  /// The same in English.
  public let en: String

  package init(
    _ rule: Rule, order: String, operation: String = "", resource: String = "", zh: String,
    en: String
  ) {
    self.rule = rule
    self.order = order
    self.operation = operation
    self.resource = resource
    self.zh = zh
    self.en = en
  }

  /// The sentence in a language.
  public func text(_ language: Language) -> String { language.pick(zh: zh, en: en) }
}
