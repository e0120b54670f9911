import Foundation
import TaktExchange

/// Benchmark instances as commands are given them: files, and folders of them.
enum InstanceFiles {
  /// Reads one instance.
  static func read(_ path: String, dueDateFactor: Double?) throws -> ShopFile {
    let url = URL(fileURLWithPath: path)
    return try ShopFile(
      name: name(path), file: url.lastPathComponent, bytes: try Files.read(path),
      isFlexible: url.pathExtension.lowercased() == "fjs", dueDateFactor: dueDateFactor)
  }

  /// Reads every instance, or reports the mistakes of all of them at once.
  static func read(
    _ paths: [String], dueDateFactor: Double?, _ printing: PrintOptions
  ) throws -> [ShopFile] {
    var issues: [DataIssue] = []
    var shops: [ShopFile] = []
    for path in try different(paths.flatMap(expanded)) {
      do {
        shops.append(try read(path, dueDateFactor: dueDateFactor))
      } catch let error as DataError {
        issues += error.issues
      }
    }
    guard issues.isEmpty else { throw BadData.failure(issues, printing) }
    return shops
  }

  private static func name(_ path: String) -> String {
    URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
  }

  /// A folder's instances by name; anything else is taken for a file.
  private static func expanded(_ path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      isFolder.boolValue
    else { return [path] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
    let instances = names.filter { $0.hasSuffix(".txt") || $0.hasSuffix(".fjs") }
    guard !instances.isEmpty else {
      throw Failure(.inputMissing, "takt: the folder \(path) holds no .txt or .fjs file")
    }
    return instances.map { path + "/" + $0 }
  }

  /// Each file once; two files of one name could not be told apart in any table.
  private static func different(_ paths: [String]) throws -> [String] {
    var byName: [String: String] = [:]
    return try paths.filter { path in
      let file = URL(fileURLWithPath: path).standardizedFileURL.path
      guard let other = byName.updateValue(file, forKey: name(path)) else { return true }
      guard other == file else {
        throw Failure(.usage, "takt: two instances are named \(name(path)): \(other), \(file)")
      }
      return false
    }
  }
}
