internal import CTaktGLPK
import Foundation
import Synchronization

/// One GLPK solve on a thread of its own, which can be given up on.
///
/// GLPK looks at the clock between nodes only, and not at all inside a factorisation; a run that outstays its time is left
/// behind on its thread (it ends with the process) rather than waited for.
final class GLPKRun: Sendable {
  struct Options {
    var seconds: Double
    var nodeLimit: Int?
    var presolve = false
    var cuts = false
    var writeLP: String?
  }

  enum Outcome: Sendable { case optimal, infeasible, limit, fault(String), abandoned }

  struct Result: Sendable {
    var outcome: Outcome
    var values: [Double]?
    var bound: Double?
    var nodes = 0
  }

  /// What the watcher wants next.
  enum Order { case goOn, stop, inject([Double]) }

  private let watcher: @Sendable (_ bound: Double, _ nodes: Int, _ incumbent: [Double]?) -> Order
  private let columnCount: Int
  private let finished = Mutex<Result?>(nil)

  private init(
    columnCount: Int,
    watcher: @escaping @Sendable (_ bound: Double, _ nodes: Int, _ incumbent: [Double]?) -> Order
  ) {
    self.columnCount = columnCount
    self.watcher = watcher
  }

  /// The library's version.
  static var version: String { unsafe String(cString: takt_glpk_version()) }

  /// Solves the model; `isCancelled` is asked a few times a second and frees the caller at once.
  static func solve(
    _ model: MILPModel, _ options: Options, isCancelled: () -> Bool,
    watcher: @escaping @Sendable (_ bound: Double, _ nodes: Int, _ incumbent: [Double]?) -> Order
  ) -> Result {
    let run = GLPKRun(columnCount: model.columnCount, watcher: watcher)
    let group = DispatchGroup()
    SolverThreads.start(group) { run.solve(model, options) }
    let deadline = DispatchTime.now() + options.seconds + 0.3
    while group.wait(timeout: min(deadline, .now() + 0.02)) == .timedOut {
      if DispatchTime.now() >= deadline || isCancelled() {
        // A moment for a clean end, so that its bound is not lost.
        _ = group.wait(timeout: .now() + 0.1)
        break
      }
    }
    return run.finished.withLock { $0 } ?? Result(outcome: .abandoned)
  }

  private func solve(_ model: MILPModel, _ options: Options) {
    var values = [Double](repeating: 0, count: model.columnCount)
    var raw = takt_milp_result()
    // SAFETY: every pointer is used during the call only; `self` outlives it, held by this frame.
    unsafe withModel(model) { cModel in
      var cOptions = unsafe takt_milp_options()
      unsafe cOptions.milliseconds = Int32(clamping: Int(options.seconds * 1000))
      unsafe cOptions.node_limit = options.nodeLimit ?? 0
      unsafe cOptions.memory_megabytes = 1200
      unsafe cOptions.cuts = options.cuts ? 1 : 0
      unsafe cOptions.presolve = options.presolve ? 1 : 0
      let context = unsafe Unmanaged.passUnretained(self).toOpaque()
      let path = options.writeLP
      unsafe Self.withOptionalCString(path) { lp in
        unsafe cOptions.write_lp = lp
        unsafe takt_milp_solve(
          &cModel, &cOptions,
          { context, bound, nodes, incumbent, inject in
            guard let context = unsafe context else { return Int32(TAKT_MILP_STOP) }
            let run = unsafe Unmanaged<GLPKRun>.fromOpaque(context).takeUnretainedValue()
            return unsafe run.watch(bound, nodes, incumbent, inject)
          }, context, &values, &raw)
      }
    }
    let message = unsafe withUnsafeBytes(of: raw.message) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let outcome: Outcome =
      switch raw.outcome {
      case TAKT_MILP_OPTIMAL: .optimal
      case TAKT_MILP_INFEASIBLE: .infeasible
      case TAKT_MILP_LIMIT: .limit
      default: .fault(message.trimmingCharacters(in: .whitespaces))
      }
    let result = Result(
      outcome: outcome, values: raw.has_solution != 0 ? values : nil,
      bound: raw.bound.isFinite ? raw.bound : nil, nodes: raw.nodes)
    finished.withLock { $0 = result }
  }

  private func watch(
    _ bound: Double, _ nodes: Int, _ incumbent: UnsafePointer<Double>?,
    _ inject: UnsafeMutablePointer<Double>?
  ) -> Int32 {
    // SAFETY: both point to `columnCount` numbers, as the C layer promises.
    let values = unsafe incumbent.map {
      unsafe Array(UnsafeBufferPointer(start: $0, count: columnCount))
    }
    switch watcher(bound, nodes, values) {
    case .goOn: return Int32(TAKT_MILP_GO_ON)
    case .stop: return Int32(TAKT_MILP_STOP)
    case .inject(let solution):
      for (j, value) in solution.enumerated() { unsafe inject?[j] = value }
      return Int32(TAKT_MILP_INJECT)
    }
  }

  // SAFETY: the pointers in the C struct are valid while `body` runs.
  private func withModel(_ model: MILPModel, _ body: (inout takt_milp_model) -> Void) {
    unsafe model.columnLower.withUnsafeBufferPointer { columnLower in
      unsafe model.columnUpper.withUnsafeBufferPointer { columnUpper in
        unsafe model.columnCost.withUnsafeBufferPointer { columnCost in
          unsafe model.columnIsBinary.withUnsafeBufferPointer { isBinary in
            unsafe model.columnPriority.withUnsafeBufferPointer { priority in
              unsafe model.rowLower.withUnsafeBufferPointer { rowLower in
                unsafe model.rowUpper.withUnsafeBufferPointer { rowUpper in
                  unsafe model.entryRow.withUnsafeBufferPointer { entryRow in
                    unsafe model.entryColumn.withUnsafeBufferPointer { entryColumn in
                      unsafe model.entryValue.withUnsafeBufferPointer { entryValue in
                        var c = unsafe takt_milp_model(
                          columns: Int32(model.columnCount), rows: Int32(model.rowCount),
                          entries: Int32(model.entryRow.count),
                          column_lower: columnLower.baseAddress,
                          column_upper: columnUpper.baseAddress,
                          column_cost: columnCost.baseAddress,
                          column_is_binary: isBinary.baseAddress,
                          column_priority: priority.baseAddress,
                          row_lower: rowLower.baseAddress, row_upper: rowUpper.baseAddress,
                          entry_row: entryRow.baseAddress, entry_column: entryColumn.baseAddress,
                          entry_value: entryValue.baseAddress)
                        unsafe body(&c)
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private static func withOptionalCString(
    _ string: String?, _ body: (UnsafePointer<CChar>?) -> Void
  ) {
    guard let string else { return body(nil) }
    unsafe string.withCString { unsafe body($0) }
  }
}
