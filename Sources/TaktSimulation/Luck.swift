import Foundation
import TaktSolvers

/// The random draws of a simulated floor: the same seed draws the same breakdowns, orders and delays whatever the policy, as each kind
/// of draw has a stream of its own (common random numbers).
struct Luck {
  private var streams: [SplitMix64]

  /// What a draw is for.
  enum Purpose: Int, CaseIterable {
    case breakdown, repair, rush, material, scrap
  }
  private let seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
    streams = Purpose.allCases.map { SplitMix64(seed: seed, stream: $0.rawValue) }
  }

  mutating func unit(_ purpose: Purpose) -> Double { streams[purpose.rawValue].unit() }

  mutating func below(_ bound: Int, _ purpose: Purpose) -> Int {
    streams[purpose.rawValue].below(bound)
  }

  /// Seconds until something that happens once in so many hours on average.
  mutating func wait(hours: Double, _ purpose: Purpose) -> Int {
    max(1, Int(-log(1 - unit(purpose)) * hours * 3600))
  }

  /// What an operation's run takes over what is planned: lognormal with mean 1, the same for an operation in every run.
  func runFactor(_ jobOrder: String, spread: Double) -> Double {
    guard spread > 0 else { return 1 }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in jobOrder.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var own = SplitMix64(seed: seed ^ hash)
    let normal = sqrt(-2 * log(1 - own.unit())) * cos(2 * .pi * own.unit())
    return exp(spread * normal - spread * spread / 2)
  }
}
