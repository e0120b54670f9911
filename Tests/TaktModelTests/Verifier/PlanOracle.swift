import TaktModel

/// Whether a plan is valid, second by second: slow, obvious, and nothing like the verifier.
struct PlanOracle {
  private let plant: Plant
  private let first: Instant
  /// Whether each second from `first` on is working time, by calendar.
  private let isOpen: [[Bool]]

  init(_ plant: Plant, days: Int) {
    self.plant = plant
    let first = plant.asOf - 4 * 86_400
    self.first = first
    isOpen = plant.calendars.map { calendar in
      var open = Array(repeating: false, count: (days + 4) * 86_400)
      for second in open.indices {
        let wall = plant.zone.wall(first + second)
        open[second] = [-1, 0, 1].contains { shift in
          calendar.windows(on: wall.date.advanced(by: -shift)).contains {
            $0.start <= wall.second + shift * 86_400 && wall.second + shift * 86_400 < $0.end
          }
        }
      }
      return open
    }
  }

  func isValid(_ plan: [JobOrder]) -> Bool {
    let wanted = plant.orders.flatMap { order in
      plant.routings[order.routing].operations.map { "\(order.id)/\($0.id)" }
    }
    return plan.map(\.id).sorted() == wanted.sorted() && plan.allSatisfy(isValidAlone)
      && plan.allSatisfy { isReady($0, plan) } && !hasOverlap(plan)
  }

  private func order(_ job: JobOrder) -> Order? { plant.orders.first { $0.id == job.order } }

  private func operation(_ job: JobOrder) -> RoutingOperation? {
    order(job).flatMap { order in
      plant.routings[order.routing].operations.first { $0.id == job.operation }
    }
  }

  private func isValidAlone(_ job: JobOrder) -> Bool {
    guard let order = order(job), let operation = operation(job),
      let r = plant.resources.firstIndex(where: { $0.id == job.equipment }),
      let mode = operation.alternatives.first(where: { $0.resource == r }),
      job.setupStart <= job.start, job.start <= job.end
    else { return false }
    let open = isOpen[plant.resources[r].calendar]
    let work = { (from: Instant, to: Instant) in
      (from - first..<to - first).count { open[$0] }
    }
    let run = Double(mode.runMillisecondsPerPiece * order.quantity) / 1000
    let isBusy = job.setupStart < job.end
    return job.setupStart >= max(plant.asOf, order.release)
      && work(job.setupStart, job.start) == mode.setup
      && work(job.start, job.end) == Int(run.rounded(.up))
      && (!isBusy || open[job.setupStart - first] && open[job.end - first - 1])
  }

  private func isReady(_ job: JobOrder, _ plan: [JobOrder]) -> Bool {
    guard let order = order(job), let operation = operation(job) else { return false }
    let names = operation.predecessors.map { plant.routings[order.routing].operations[$0].id }
    return plan.allSatisfy { other in
      other.order != job.order || !names.contains(other.operation)
        || other.end + operation.wait <= job.setupStart
    }
  }

  private func hasOverlap(_ plan: [JobOrder]) -> Bool {
    let busy = plan.filter { $0.setupStart < $0.end }
    return busy.indices.contains { i in
      busy[..<i].contains {
        $0.equipment == busy[i].equipment && $0.setupStart < busy[i].end
          && busy[i].setupStart < $0.end
      }
    }
  }
}
