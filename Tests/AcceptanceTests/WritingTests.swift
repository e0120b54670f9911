import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// Results that cannot be written: code 73, and what was there stays.
  @Suite struct WritingTests {
    @Test func `a file where a folder should be is left alone`() throws {
      let folder = try WorkFolder()
      let file = try folder.write("taken", "mine")
      let outcome = try TaktBinary.run(
        "plan", "Instances/one-sheet", "--engine", "edd", "--output", file)
      #expect(outcome.code == 73)
      #expect(outcome.stderr.contains("taken"))
      #expect(try folder.text("taken") == "mine")
    }

    @Test func `a folder where a file should be is left alone`() throws {
      let folder = try WorkFolder()
      try folder.write("result.json/inside", "mine")
      let outcome = try TaktBinary.run(
        "solve", "Instances/classics/mini.fjs", "--engine", "spt", "--output",
        folder.path("result.json"))
      #expect(outcome.code == 73)
      #expect(try folder.text("result.json/inside") == "mine")
    }

    @Test func `a full device is reported and stays a device`() throws {
      let outcome = try TaktBinary.run(
        "solve", "Instances/classics/mini.fjs", "--engine", "spt", "--output", "/dev/full")
      #expect(outcome.code == 73)
      let attributes = try FileManager.default.attributesOfItem(atPath: "/dev/full")
      #expect(attributes[.type] as? FileAttributeType == .typeCharacterSpecial)
    }

    @Test func `a pipe is written to, not replaced`() throws {
      let outcome = try RunningProcess(
        "/bin/sh",
        [
          "-c", #""$0" solve Instances/classics/mini.fjs --engine spt --output /dev/stdout | cat"#,
          TaktBinary.path(),
        ]
      ).outcome()
      #expect(outcome.code == 0)
      #expect(outcome.stdout.hasPrefix("mini: makespan "))
    }

    @Test(.enabled(if: SmallDisk.isAvailable, "mounting a small tmpfs needs root"))
    func `a full disk leaves the old plan`() throws {
      let disk = try SmallDisk(kilobytes: 64)
      defer { disk.unmount() }
      let output = disk.path + "/out"
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
      try Data("the old plan".utf8).write(to: URL(filePath: output + "/plan.json"))
      let outcome = try TaktBinary.run(
        "plan", "Instances/precision-shop", "--engine", "edd", "--output", output)
      #expect(outcome.code == 73)
      #expect(outcome.stderr.contains("No space left on device"))
      #expect(
        try WorkFolder.contents(of: output) == ["plan.json": Data("the old plan".utf8)])
    }
  }
}

/// A file system of a few pages, to be filled up.
final class SmallDisk {
  private let folder: WorkFolder
  var path: String { folder.path }

  /// Whether this process may mount one.
  static let isAvailable = (try? SmallDisk(kilobytes: 64)).map { $0.unmount() } != nil

  init(kilobytes: Int) throws {
    folder = try WorkFolder()
    let arguments = ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path]
    let outcome = try RunningProcess("/bin/mount", arguments).outcome()
    guard outcome.code == 0 else { throw TaktBinary.Problem(description: outcome.stderr) }
  }

  func unmount() { _ = try? RunningProcess("/bin/umount", [folder.path]).outcome() }
}
