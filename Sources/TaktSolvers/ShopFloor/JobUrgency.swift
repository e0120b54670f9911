import TaktModel

/// Due times and weights for ratings, handed down from jobs to those that feed them: so that a part is not late for what it goes into.
///
/// A job is due by its own due time and the time its longest tail leads on through others, or when one of those is due, whichever is
/// earlier (tails run through all of them); it weighs what it weighs and what they do.
struct JobUrgency {
  private(set) var due: [Double]
  private(set) var weight: [Double]

  /// - Complexity: O(operations + arcs)
  init(_ problem: Problem, tails: [Double]) {
    due = problem.due.map(Double.init)
    weight = problem.weight.map(Double.init)
    guard problem.floor.hasFeeds else { return }
    let all = Array(repeating: 0.0, count: problem.jobCount)
    var (beyond, earliest) = (all, all.map { _ in Double.infinity })
    var fed = all.map { _ in Set<Int>() }
    // From the last jobs back: a job's own figures stand when its last operation is met.
    for o in problem.topologicalOrder.reversed().map(Int.init) {
      let job = Int(problem.jobOf[o])
      for a in problem.arcs(outOf: o) {
        let next = Int(problem.successors[a])
        let parent = Int(problem.jobOf[next])
        guard parent != job else { continue }
        beyond[job] = max(beyond[job], tails[next] + Double(problem.successorLag[a]))
        earliest[job] = min(
          earliest[job], earliest[parent], Double(problem.due[parent]) + beyond[parent])
        if fed[job].insert(parent).inserted { weight[job] += weight[parent] }
      }
    }
    for job in due.indices { due[job] = min(due[job] + beyond[job], earliest[job]) }
  }
}
