import Foundation
import TaktMetrics
import TaktModel

/// The performance profile of a comparison as a picture: for each engine the share of instances it solves within a factor of
/// the best engine.
struct PerformanceProfile {
  private let comparison: EngineComparison
  private let language: Language
  private let width = 860.0
  private let height = 380.0
  private let left = 52.0
  private let bottom = 42.0
  private let top = 12.0
  private let right = 190.0

  init(_ comparison: EngineComparison, language: Language) {
    self.comparison = comparison
    self.language = language
  }

  func svg() -> String {
    let order = comparison.table().map(\.engine)
    let worst =
      order.flatMap { engine in
        comparison.instances.map { comparison.value(engine, $0) / best($0) }.filter(\.isFinite)
      }.max() ?? 1
    let limit = max(1.01, min(worst, 3))
    let factors = (0...200).map { 1 + (limit - 1) * Double($0) / 200 }
    let x = { (f: Double) in left + (f - 1) / (limit - 1) * (width - left - right) }
    let y = { (share: Double) in height - bottom - share * (height - bottom - top) }
    var parts: [String] = []
    for share in stride(from: 0.0, through: 1.0, by: 0.25) {
      parts.append(line(left, y(share), width - right, y(share), "#dfe5eb"))
      parts.append(
        text(left - 8, y(share) + 4, String(format: "%.0f%%", share * 100), anchor: "end"))
    }
    for k in 0...4 {
      let f = 1 + (limit - 1) * Double(k) / 4
      parts.append(text(x(f), height - bottom + 18, String(format: "%.2f", f), anchor: "middle"))
    }
    parts.append(
      text(
        (left + width - right) / 2, height - 4,
        language.pick(zh: "与最好引擎之比 τ", en: "factor τ of the best engine"), anchor: "middle"))
    for (i, engine) in order.prefix(16).enumerated() {
      let colour = "hsl(\(i * 360 / max(1, min(16, order.count))) 60% 45%)"
      let shares = comparison.profile(engine, factors: factors)
      var path = "M\(number(x(1))) \(number(y(shares[0])))"
      for (f, share) in zip(factors, shares).dropFirst() {
        path += "H\(number(x(f)))V\(number(y(share)))"
      }
      parts.append("<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"/>")
      let legend = top + 12 + Double(i) * 18
      parts.append(line(width - right + 14, legend - 4, width - right + 34, legend - 4, colour, 3))
      parts.append(text(width - right + 40, legend, engine))
    }
    return
      "<svg viewBox=\"0 0 \(Int(width)) \(Int(height))\" width=\"100%\" style=\"max-width:980px\" "
      + "font-size=\"12\" fill=\"#1d2733\">\(parts.joined(separator: "\n"))</svg>"
  }

  private func best(_ instance: String) -> Double {
    max(1e-9, comparison.engines.map { comparison.value($0, instance) }.min() ?? 1)
  }
  private func number(_ value: Double) -> String { String(format: "%.1f", value) }
  private func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String, _ width: Int = 1
  ) -> String {
    "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" "
      + "stroke=\"\(colour)\" stroke-width=\"\(width)\"/>"
  }
  private func text(_ x: Double, _ y: Double, _ content: String, anchor: String = "start") -> String
  {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(HTMLText.escaped(content))</text>"
  }
}
