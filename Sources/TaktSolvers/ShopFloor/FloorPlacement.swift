/// When an operation happens, and what held it back.
struct FloorPlacement {
  /// Begin of the changeover, of the operation's own setup, of its run, and its end.
  var setupStart: Int32 = 0
  var start: Int32 = 0
  var runStart: Int32 = 0
  var end: Int32 = 0
  /// Its machine; -1 for an operation without work, which needs none, and for one on a machine without limit.
  var machine: Int32 = -1
  /// Its mode.
  var mode: Int32 = -1
  /// The operation before it on the machine, -1 for none.
  var previous: Int32 = -1
  /// What held it back: an operation, or -1 for its release.
  var cause: Int32 = -1
  /// Whether it begins later than it must.
  var slips = false
  /// Whether no other units would have it end sooner, however free they were.
  var isSuited = false
  /// Ticks of the changeover and the own setup together, and the changeover's cost.
  var setup: Int32 = 0
  var cost: Int32 = 0
  /// Ticks of the changeover alone, and whether they are by the clock.
  var changeover: Int32 = 0
  var isByClock = false
  /// Whether ``cause`` did so by holding a machine.
  var isHeldByMachine = false
  /// Whether it is in its machine with what was placed there before it.
  var joins = false
}

/// An operation in a mode, before it is known whom it holds.
struct FloorTask {
  var ready: Int32
  var cause: Int32
  var machine: Int32
  var calendar: Int32
  var changeover: Int32
  var byClock: Bool
  var setup: Int32
  var run: Int32
  /// Its run begins no earlier.
  var hold: Int32
  /// See ``ShopFloor/Settlement/pin``.
  var pin: Int32
  /// The longest break within both, -1 for any.
  var longestBreak: Int32
  var operation: Int32
  var mode: Int32
  /// Whether links or breaks may delay it further.
  var isBound: Bool
}

/// What held units mean for an operation's times: the calendars its setup and its run are worked in, and from when the
/// units are free, and after whom; materials hold the run too.
struct FloorHold {
  var setupCalendar: Int32
  var runCalendar: Int32
  var setupFree: Int32 = 0
  var runFree: Int32 = 0
  var setupHolder: Int32 = -1
  var runHolder: Int32 = -1

  init(calendar: Int32) { (setupCalendar, runCalendar) = (calendar, calendar) }
}
