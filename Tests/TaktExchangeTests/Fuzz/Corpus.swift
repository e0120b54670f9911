import Foundation

/// The files under Corpus: small ones of every form we read, and every input that once broke a reader.
struct Corpus {
  /// What is read together: a plant's files, or a single file.
  struct Entry: Sendable {
    enum Form: String, Sendable, CaseIterable { case plants, plans, shops, bounds, runs }
    var form: Form
    var name: String
    var files: [(name: String, bytes: [UInt8])]
  }

  let entries: [Entry]

  init() throws {
    entries = try Entry.Form.allCases.flatMap { form in
      let folder = Repository.beside("Corpus/\(form.rawValue)")
      guard form == .plants else {
        return try Repository.files(folder).map {
          Entry(form: form, name: $0.name, files: [$0])
        }
      }
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
        Entry(
          form: form, name: $0, files: try Repository.files(folder.appendingPathComponent($0)))
      }
    }
  }

  /// All files, to take pieces from.
  var pieces: [[UInt8]] { entries.flatMap { $0.files.map(\.bytes) } }
}
