extension PlanVerifier {
  /// Working time by the calendars that must be open.
  struct Sheets {
    fileprivate var single: [WorkSheet?]
    fileprivate var joined: [[Int]: WorkSheet] = [:]

    subscript(key: [Int]) -> WorkSheet? { key.count == 1 ? single[key[0]] : joined[key] }
  }

  /// The working time of all calendars that lines need, laid out over the plan.
  func workSheets(of entries: [Entry], spanning plan: [JobOrder]) -> Sheets {
    var (first, last) = (plant.asOf, plant.asOf)
    for i in plan.indices {
      first = min(first, plan[i].setupStart, plan[i].start, plan[i].end)
      last = max(last, plan[i].setupStart, plan[i].start, plan[i].end)
    }
    // A plan that reaches absurdly far is still judged, within a span that can be laid out.
    let limit = Problem.largestTime
    var sheets = Sheets(
      single: Array(
        repeating: nil,
        count: plant.calendars.count + plant.resources.count + plant.secondaries.count))
    (first, last) = (max(first, plant.asOf - limit), min(last, plant.asOf + 2 * limit))
    func single(_ number: Int) -> WorkSheet {
      if let known = sheets.single[number] { return known }
      let new = sheet(number, from: first, to: last, of: single)
      sheets.single[number] = new
      return new
    }
    var isLaid = sheets.single.map { _ in false }
    func lay(_ key: [Int]) {
      for number in key where !isLaid[number] {
        isLaid[number] = true
        _ = single(number)
      }
      guard key.count > 1, sheets.joined[key] == nil else { return }
      let parts = key.compactMap { sheets.single[$0] }
      sheets.joined[key] = parts.dropFirst().reduce(parts[0]) { $0.intersected(with: $1) }
    }
    for entry in entries {
      lay(entry.setupCalendars)
      lay(entry.runCalendars)
    }
    return sheets
  }
}
