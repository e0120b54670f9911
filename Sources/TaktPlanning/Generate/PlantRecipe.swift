package import TaktModel

/// What a generated plant is to be like.
package struct PlantRecipe: Sendable {
  /// Orders.
  package var orders = 200
  /// Machines over all work centres, at least one in each.
  package var resources = 25
  /// Items, each with a routing; orders draw from them.
  package var items = 60
  /// Most machines an operation may choose from.
  package var alternatives = 3
  /// Work of all orders over what the machines can do in the span their releases are spread over.
  package var load = 0.85
  /// Mean time from release to due date over the order's own work: smaller is tighter.
  package var dueDateFactor = 4.0
  /// Machines that work three shifts; the others work days.
  package var threeShiftShare = 0.6
  /// Setup families in each work centre that has any; 0 for a plant without.
  package var setupFamilies = 0
  /// Operators over the machines they serve; 0 for a plant without.
  package var operatorShare = 0.0
  /// Raw materials; 0 for a plant without.
  package var materials = 0
  /// Share of the second half of the items that one of the first half goes into.
  package var assemblyShare = 0.0
  /// Whether machines say what they draw, and a tariff what it costs when.
  package var hasTariff = false
  /// Kilowatts the machines may draw at once, beside what they say they draw; 0 for any.
  package var powerLimit = 0
  /// Orders that may wait in front of a work centre per machine of it, where it is clear who waits; nil for any number.
  package var bufferPlaces: Double?
  /// Share of items that are plated by a supplier before inspection; 0 for a plant without.
  package var outsideShare = 0.0
  /// Share of items whose machining breaks may interrupt for an hour at most, and whose heat treatment not at all.
  package var uninterruptedShare = 0.0
  /// Sites; with more than one the machines of a kind are spread over them, and pieces are carried from one to the other.
  package var sites = 1
  /// Share of items that are passed on in transfer batches of ten, and inspected along with the step before.
  package var overlapShare = 0.0
  /// Share of items whose next step must begin within ten hours of heat treatment.
  package var hotShare = 0.0
  /// Orders of usual size that a furnace holds at once; 0 for furnaces that heat one order at a time.
  package var furnaceOrders = 0.0
  /// Pieces that turning, milling and grinding work on together at most; 0 for whole orders.
  package var lotSize = 0
  package var seed: UInt64 = 1
  package var language = Language.zh
  /// The plan's start: a Monday.
  package var start = WallTime(date: CivilDate(day: 20_458), second: 8 * 3600)

  package init() {}

  /// The fewest machines a shop can have.
  package static let fewestResources = WorkKind.all.count
}

/// The kinds of work a machine shop does, in the order they tend to come.
struct WorkKind {
  var id: String
  var zh: String
  var en: String
  /// Share of all machines.
  var share: Double
  /// Setup, in minutes.
  var setup: ClosedRange<Int>
  /// Run time of a piece, in seconds.
  var run: ClosedRange<Int>
  /// A changeover between setup families, in minutes; nil where there are none.
  var changeover: ClosedRange<Int>?
  /// Whether changeovers go on in breaks: a furnace heats up by itself.
  var changesInBreaks = false

  static let all: [WorkKind] = [
    WorkKind(id: "SAW", zh: "下料", en: "Sawing", share: 0.08, setup: 5...15, run: 20...90),
    WorkKind(
      id: "LATHE", zh: "车削", en: "Turning", share: 0.24, setup: 20...60, run: 90...420,
      changeover: 15...60),
    WorkKind(
      id: "MILL", zh: "铣削", en: "Milling", share: 0.24, setup: 30...90, run: 120...600,
      changeover: 20...90),
    WorkKind(id: "DRILL", zh: "钻孔", en: "Drilling", share: 0.08, setup: 10...30, run: 40...160),
    WorkKind(
      id: "HEAT", zh: "热处理", en: "Heat treatment", share: 0.08, setup: 20...40, run: 40...120,
      changeover: 60...180, changesInBreaks: true),
    WorkKind(
      id: "GRIND", zh: "磨削", en: "Grinding", share: 0.12, setup: 20...60, run: 90...360,
      changeover: 15...50),
    WorkKind(id: "EDM", zh: "线切割", en: "Wire EDM", share: 0.08, setup: 20...60, run: 120...480),
    WorkKind(id: "INSP", zh: "检验", en: "Inspection", share: 0.08, setup: 5...10, run: 20...80),
  ]
}
