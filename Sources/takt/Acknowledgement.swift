import Foundation

/// Whoever carries a plan out says that he has it.
enum Acknowledgement {
  /// The version a line acknowledges: `{"type": "….plan.acknowledged", "data": {"version": 42}}`; nil for any other line.
  static func version(_ bytes: [UInt8]) -> Int? {
    guard bytes.count < 4096,
      let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      let type = object["type"] as? String, type.contains("plan.acknowledged"),
      let data = object["data"] as? [String: Any]
    else { return nil }
    return (data["version"] as? NSNumber)?.intValue
  }
}
