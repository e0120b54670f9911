/// What it costs to leave a plan in force, in the objective's unit: weighted seconds of tardiness as a rule.
public struct DisruptionPrices: Sendable, Equatable {
  /// For a job order that moves at all.
  public var move: Int
  /// For an hour's shift of one that is to begin at once; ``fading`` says how it falls with time.
  public var shiftPerHour: Int
  /// Hours after which a shift costs half.
  public var fading: Double
  /// For another machine.
  public var machine: Int
  /// For one that comes behind another it was ahead of, on the same machine.
  public var inversion: Int

  /// The usual prices: a move costs five minutes of tardiness at weight 1, an hour's shift ten minutes at once and five for what is
  /// eight hours off, another machine twenty-five minutes, an overtaking five.
  public init(
    move: Int = 300, shiftPerHour: Int = 600, fading: Double = 8, machine: Int = 1500,
    inversion: Int = 300
  ) {
    self.move = move
    self.shiftPerHour = shiftPerHour
    self.fading = fading
    self.machine = machine
    self.inversion = inversion
  }

  /// All prices times a factor.
  public func scaled(by factor: Double) -> DisruptionPrices {
    let scale = { (price: Int) in Int((Double(price) * factor).rounded()) }
    return DisruptionPrices(
      move: scale(move), shiftPerHour: scale(shiftPerHour), fading: fading, machine: scale(machine),
      inversion: scale(inversion))
  }

  /// 1024ths a second for an operation that was to begin at a tick.
  func rate(at tick: Int32) -> Int32 {
    let hours = Double(max(0, tick)) / 3600
    return Int32(Double(shiftPerHour) * 1024 / 3600 * fading / (fading + hours))
  }
}
