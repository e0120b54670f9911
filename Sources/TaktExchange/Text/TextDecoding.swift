import Foundation

/// Bytes of a file as UTF-8, whatever they were: UTF-8 with or without a mark, UTF-16 with one, or GB18030 (a superset of GBK and
/// GB2312, what Excel on Chinese Windows calls ANSI).
enum TextDecoding {
  struct Failure: Error {
    /// Where decoding broke off, in bytes from the file's begin.
    var offset: Int
  }

  /// The readings a file allows, likeliest first.
  ///
  /// Without a mark, bytes that are valid UTF-8 may still be GB18030 (状态 in GBK is valid UTF-8), so both are
  /// offered and the caller picks the one whose headers it knows.
  static func readings(_ bytes: [UInt8]) throws -> [[UInt8]] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return [try strictUTF8(Array(bytes.dropFirst(3)), skipped: 3)]
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return [try convert(bytes, skip: 2, from: "UTF-16LE")] }
    if bytes.starts(with: [0xFE, 0xFF]) { return [try convert(bytes, skip: 2, from: "UTF-16BE")] }
    guard bytes.contains(where: { $0 >= 0x80 }) else { return [bytes] }
    let utf8 = try? strictUTF8(bytes, skipped: 0)
    do {
      let gb18030 = try convert(bytes, skip: 0, from: "GB18030")
      return [utf8, gb18030].compactMap { $0 }
    } catch {
      if let utf8 { return [utf8] }
      throw error
    }
  }

  private static func strictUTF8(_ bytes: [UInt8], skipped: Int) throws -> [UInt8] {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    if String(validating: bytes, as: UTF8.self) != nil { return bytes }
    // Invalid: find out where.
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput, .error: throw Failure(offset: skipped + offset)
      }
    }
  }

  private static func convert(_ bytes: [UInt8], skip: Int, from encoding: String) throws -> [UInt8]
  {
    let descriptor = unsafe iconv_open("UTF-8", encoding)
    // iconv_open answers (iconv_t)-1 where it knows no such encoding; glibc knows these.
    guard Int(bitPattern: descriptor) != -1 else { throw Failure(offset: 0) }
    defer { unsafe _ = iconv_close(descriptor) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 2)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var input = Array(bytes[skip...].map { CChar(bitPattern: $0) })
    let total = input.count
    var consumed = 0
    // SAFETY: iconv moves both pointers within the two buffers and never past the counts it is given.
    try unsafe input.withUnsafeMutableBufferPointer { buffer in
      var left = buffer.count
      var from = buffer.baseAddress
      while left > 0 {
        var room = chunk.count
        let result = unsafe chunk.withUnsafeMutableBytes { raw in
          var to = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
          return unsafe iconv(descriptor, &from, &left, &to, &room)
        }
        let failed = result == Int(bitPattern: UInt.max) ? errno : 0
        output.append(contentsOf: chunk[0..<(chunk.count - room)])
        consumed = total - left
        if failed != 0, failed != E2BIG { throw Failure(offset: skip + consumed) }
      }
    }
    return output
  }
}
