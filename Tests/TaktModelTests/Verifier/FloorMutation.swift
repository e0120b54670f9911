import TaktModel
import Testing

/// A plan of the shop floor made wrong on purpose: how, and what the verifier must say.
struct FloorMutation: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let rules: [Violation.Rule]
  let words: String
  let change: @Sendable (inout [JobOrder]) -> Void
}
