/// What an operation needs beside its resource: an operator, a tool, a mould, so many of a kind.
public struct SecondaryResource: Sendable, Equatable {
  /// The planner's id.
  public var id: String
  /// A name to show; the id where none was given.
  public var name: String
  /// What it can stand in for, in the planner's words: an operator's skills, a tool's kind.
  public var skills: [String]
  /// How many there are.
  public var quantity: Int
  /// Index of its calendar; nil for one that is there whenever it is needed.
  public var calendar: Int?
  /// Dated changes of its working time, of all of them at once; later ones in the list count over earlier ones.
  public var changes: [CalendarChange]

  /// A secondary resource.
  public init(
    id: String, name: String, skills: [String] = [], quantity: Int = 1, calendar: Int? = nil,
    changes: [CalendarChange] = []
  ) {
    self.id = id
    self.name = name
    self.skills = skills
    self.quantity = quantity
    self.calendar = calendar
    self.changes = changes
  }
}

extension RoutingOperation {
  /// So many secondary resources that an operation holds.
  public struct Need: Sendable, Equatable {
    /// How long they are held.
    public enum Span: String, Sendable, CaseIterable {
      /// From the begin of the changeover until the run begins.
      case setup
      /// While the operation runs.
      case run
      /// From the begin of the changeover to the end.
      case both
    }

    /// The skill, or the id of the resource itself.
    public var name: String
    /// Indices of the secondary resources that have it.
    public var candidates: [Int]
    /// How many are held at once.
    public var quantity: Int
    /// How long.
    public var span: Span

    /// A need.
    public init(name: String, candidates: [Int], quantity: Int = 1, span: Span = .both) {
      self.name = name
      self.candidates = candidates
      self.quantity = quantity
      self.span = span
    }
  }
}
