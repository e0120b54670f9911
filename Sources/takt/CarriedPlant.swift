import TaktExchange
import TaktModel

/// The plant a plan document carries.
enum CarriedPlant {
  /// Reads it.
  /// - Throws: a ``Failure`` that asks for `--plant` where there is none; what is wrong with its tables.
  static func read(_ name: String, _ document: PlanDocument) throws -> Plant {
    guard let tables = document.plant else {
      throw Failure(
        .inputMissing,
        "takt: \(name) does not carry its plant: give the plant's folder with --plant")
    }
    return try PlantImporter.read("\(name)#plant", tables)
  }
}
