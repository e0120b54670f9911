/// One line of an event ledger: something in the life of an event, or of the plan that answers it.
package struct LedgerLine: Codable, Sendable {
  /// What the line records.
  package enum Record: String, Codable, Sendable, CaseIterable {
    /// An event came and was kept.
    case received
    /// An event came and was refused.
    case refused
    /// A plan knows of the events up to here.
    case planned
    /// That plan is where others read it.
    case published
    /// Whoever carries the plan out has it.
    case acknowledged
    /// What the event was about is over.
    case closed
  }

  /// Sender and id of an event.
  package struct Key: Codable, Sendable, Hashable {
    package var source: String
    package var id: String
    package init(source: String, id: String) {
      self.source = source
      self.id = id
    }
  }

  package var record: Record
  /// When, by the clock on the wall, in milliseconds since 1970.
  package var at: Int
  /// The event; of those received.
  package var event: EventLine?
  /// The events it is about.
  package var keys: [Key]?
  /// The plan's version; of those planned, published and acknowledged.
  package var planVersion: Int?
  /// How the plan was made.
  package var method: String?
  /// Why an event was refused, or who acknowledged.
  package var note: String?
  /// How many refused events the line stands for; one where nil.
  package var count: Int?

  package init(_ record: Record, at: Int) {
    self.record = record
    self.at = at
  }
}
