public import TaktModel

/// Benchmark instances: job shops in JSPLIB text (`*.txt`), flexible and re-entrant shops (`*.fjs`).
///
/// JSPLIB: `jobs machines`, then a line a job of machine and duration pairs, machines from 0. FJS: `jobs machines [average]`,
/// then a line a job: number of operations, and for each the number of alternatives and as many machine and duration pairs,
/// machines from 1. Lines that are blank or begin with `#` are skipped.
public struct ShopFile: Sendable {
  /// The file's name without its ending.
  public let name: String
  /// The shop.
  public let problem: Problem

  /// Reads an instance; with a due-date factor each job gets Singer and Pinedo's due date and weight (1998): due
  /// floor(factor × total work), weight 4 for the first 20% of jobs, 2 for the next 60%, 1 for the rest.
  /// - Parameter isFlexible: whether the text is in the FJS form
  /// - Throws: ``DataError`` with every mistake found.
  /// - Complexity: O(bytes)
  public init(
    name: String, file: String, bytes: [UInt8], isFlexible: Bool, dueDateFactor: Double? = nil
  ) throws {
    var parser = ShopParser(file: file, bytes: bytes, isFlexible: isFlexible)
    var jobs = try parser.parse()
    if let factor = dueDateFactor { Self.setDueDates(&jobs, factor: factor) }
    do {
      problem = try Problem(jobs: jobs, machineCount: parser.machineCount)
    } catch let error as ProblemError {
      throw DataError([
        DataIssue(
          file: file, problem: Bilingual(zh: "时间之和过大：\(error)", en: error.description),
          remedy: Bilingual(zh: "请检查加工时间的单位", en: "check the unit of the durations"))
      ])
    }
    self.name = name
  }

  private static func setDueDates(_ jobs: inout [JobSpec], factor: Double) {
    let n = Double(jobs.count)
    for j in jobs.indices {
      let work = jobs[j].operations.reduce(0) { sum, operation in
        sum + Int(operation.modes.map(\.duration).min() ?? 0)
      }
      let due = (factor * Double(work) + 1e-9).rounded(.down)
      jobs[j].due = Int32(max(0, min(due, Double(Int32.max))))
      jobs[j].weight = Double(j) < 0.2 * n ? 4 : Double(j) < 0.8 * n ? 2 : 1
    }
  }
}

/// The text of a shop, number by number; remembers every mistake until there is no point in going on.
private struct ShopParser {
  let file: String
  let bytes: [UInt8]
  let isFlexible: Bool
  var machineCount = 0
  private var issues: [DataIssue] = []

  init(file: String, bytes: [UInt8], isFlexible: Bool) {
    self.file = file
    self.bytes = bytes
    self.isFlexible = isFlexible
  }

  /// Limits far above any published instance, so that a hostile header costs nothing.
  private static let mostIssues = 50
  private static let largestDuration = 1 << 28

  mutating func parse() throws -> [JobSpec] {
    var lines = lineRanges()[...]
    guard let header = lines.popFirst() else {
      throw fault(1, nil, zh: "文件是空的", en: "the file is empty")
    }
    let size = numbers(header)
    guard size.count >= 2, let jobCount = size[0], let machines = size[1], jobCount > 0,
      machines > 0, machines <= 1_000_000
    else {
      throw fault(
        header.line, text(header), zh: "首行应为作业数和机器数",
        en: "the first line must hold the number of jobs and of machines")
    }
    machineCount = machines
    guard lines.count >= jobCount else {
      throw fault(
        header.line, String(jobCount), zh: "首行声明 \(jobCount) 个作业，实际只有 \(lines.count) 行",
        en: "the first line promises \(jobCount) jobs, but only \(lines.count) lines follow")
    }
    var jobs: [JobSpec] = []
    for line in lines.prefix(jobCount) {
      if let job = isFlexible ? flexibleJob(line) : plainJob(line) { jobs.append(job) }
      if issues.count >= Self.mostIssues { break }
    }
    guard issues.isEmpty else { throw DataError(issues) }
    return jobs
  }

  private mutating func plainJob(_ line: Line) -> JobSpec? {
    let values = numbers(line)
    guard values.count % 2 == 0, !values.isEmpty else {
      complain(
        line, nil, zh: "机器和时间应成对出现，此行有 \(values.count) 个数",
        en: "machines and durations come in pairs, but the line holds \(values.count) numbers")
      return nil
    }
    var chain: [[JobSpec.Mode]] = []
    for i in stride(from: 0, to: values.count, by: 2) {
      guard let mode = mode(line, values[i], values[i + 1], base: 0) else { return nil }
      chain.append([mode])
    }
    return JobSpec(chain: chain)
  }

  private mutating func flexibleJob(_ line: Line) -> JobSpec? {
    let values = numbers(line)
    var at = 1
    var chain: [[JobSpec.Mode]] = []
    guard let count = values.first ?? nil, count >= 0, count <= values.count else {
      complain(line, nil, zh: "行首应为工序数", en: "the line must begin with its number of operations")
      return nil
    }
    for _ in 0..<count {
      guard at < values.count, let alternatives = values[at], alternatives > 0,
        alternatives <= (values.count - at - 1) / 2
      else {
        complain(
          line, nil, zh: "第 \(chain.count + 1) 道工序的可选机器数与此行的数不符",
          en: "operation \(chain.count + 1) promises more alternatives than the line holds")
        return nil
      }
      var modes: [JobSpec.Mode] = []
      for k in 0..<alternatives {
        let (machine, duration) = (values[at + 1 + 2 * k], values[at + 2 + 2 * k])
        guard let mode = mode(line, machine, duration, base: 1) else { return nil }
        modes.append(mode)
      }
      chain.append(modes)
      at += 1 + 2 * alternatives
    }
    guard at == values.count else {
      complain(
        line, nil, zh: "此行比声明的工序多出 \(values.count - at) 个数",
        en: "the line holds \(values.count - at) numbers more than its operations need")
      return nil
    }
    return JobSpec(chain: chain)
  }

  private mutating func mode(_ line: Line, _ machine: Int?, _ duration: Int?, base: Int)
    -> JobSpec.Mode?
  {
    guard let machine, machine >= base, machine < machineCount + base else {
      complain(
        line, machine.map { String($0) }, zh: "机器编号应在 \(base) 到 \(machineCount + base - 1) 之间",
        en: "a machine must be from \(base) to \(machineCount + base - 1)")
      return nil
    }
    guard let duration, duration >= 0, duration <= Self.largestDuration else {
      complain(
        line, duration.map { String($0) }, zh: "加工时间应为不超过 \(Self.largestDuration) 的非负整数",
        en: "a duration must be a whole number from 0 to \(Self.largestDuration)")
      return nil
    }
    return JobSpec.Mode(machine: Int32(machine - base), duration: Int32(duration))
  }

  // MARK: Text

  private typealias Line = (line: Int, range: Range<Int>)

  /// Lines that hold something, with their numbers.
  private func lineRanges() -> [Line] {
    var result: [Line] = []
    var (start, number) = (0, 1)
    for i in 0...bytes.count where i == bytes.count || bytes[i] == 10 {
      let content = bytes[start..<i].first { $0 != 32 && $0 != 9 && $0 != 13 }
      if let content, content != UInt8(ascii: "#") { result.append((number, start..<i)) }
      start = i + 1
      number += 1
    }
    return result
  }

  /// The numbers of a line; nil for a token that is no whole number (`3.0` is one).
  private func numbers(_ line: Line) -> [Int?] {
    bytes[line.range].split { $0 == 32 || $0 == 9 || $0 == 13 }.map { token in
      guard token.count <= 20 else { return nil }
      let text = String(decoding: token, as: UTF8.self)
      if let value = Int(text) { return value }
      guard let value = Double(text), value == value.rounded(), abs(value) < 1e15 else {
        return nil
      }
      return Int(value)
    }
  }

  private func text(_ line: Line) -> String {
    String(decoding: bytes[line.range].prefix(60), as: UTF8.self)
  }

  private mutating func complain(_ line: Line, _ value: String?, zh: String, en: String) {
    issues.append(
      DataIssue(
        file: file, row: line.line, value: value ?? text(line), problem: Bilingual(zh: zh, en: en),
        remedy: remedy))
  }

  private func fault(_ row: Int, _ value: String?, zh: String, en: String)
    -> DataError
  {
    DataError([
      DataIssue(
        file: file, row: row, value: value, problem: Bilingual(zh: zh, en: en), remedy: remedy)
    ])
  }

  private var remedy: Bilingual {
    isFlexible
      ? Bilingual(
        zh: "每行：工序数，然后每道工序为可选机器数和若干“机器 时间”（机器从 1 起）",
        en: "a line a job: operations, then for each the alternatives and as many machine and "
          + "duration pairs (machines from 1)")
      : Bilingual(
        zh: "每行一个作业：若干“机器 时间”（机器从 0 起）",
        en: "a line a job of machine and duration pairs (machines from 0)")
  }
}
