/// How the verifier puts what it finds.
extension PlanVerifier {
  func violation(_ rule: Violation.Rule, _ entry: Entry, zh: String, en: String)
    -> Violation
  {
    Violation(
      rule, order: entry.job.order, operation: entry.job.operation, resource: entry.job.equipment,
      zh: "订单 \(entry.job.order) 工序 \(entry.job.operation) \(zh)",
      en: "order \(entry.job.order), operation \(entry.job.operation) \(en)")
  }

  /// What the setup time needed is made of, where a changeover is part of it.
  func changeover(_ entry: Entry, _ language: Language) -> String {
    guard let changeover = entry.changeover else { return "" }
    let family = entry.operation.family.map { plant.setupFamilies[$0] } ?? ""
    let time = duration(changeover.time, language)
    return language.pick(
      zh: "，其中换型到 \(family) \(time)", en: ", \(time) of it to change over to \(family)")
  }
  func clock(_ instant: Instant) -> String { plant.zone.wall(instant).text }
  func span(_ job: JobOrder) -> String {
    let parts = [job.setupStart, job.start, job.end].map(clock)
    return parts[0] == parts[1]
      ? "\(parts[0]) – \(parts[2])" : "\(parts[0]) / \(parts[1]) – \(parts[2])"
  }
  func duration(_ seconds: Int, _ language: Language) -> String {
    let minutes = Double(seconds) / 60
    let number = seconds % 60 == 0 ? String(seconds / 60) : String((minutes * 100).rounded() / 100)
    return number + language.pick(zh: " 分钟", en: " min")
  }
}
