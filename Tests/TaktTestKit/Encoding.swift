import Foundation

/// Text in the encodings that files come in.
package enum Encoding {
  /// Text as Excel on Chinese Windows saves it.
  package static func gb18030(_ text: String) -> [UInt8] { converted(text, to: "GB18030") }

  /// UTF-16, low byte first, with its mark.
  package static func utf16LittleEndian(_ text: String) -> [UInt8] {
    [0xFF, 0xFE] + converted(text, to: "UTF-16LE")
  }

  /// UTF-16, high byte first, with its mark.
  package static func utf16BigEndian(_ text: String) -> [UInt8] {
    [0xFE, 0xFF] + converted(text, to: "UTF-16BE")
  }

  /// UTF-8 with the mark that Excel wants.
  package static func markedUTF8(_ text: String) -> [UInt8] { [0xEF, 0xBB, 0xBF] + text.utf8 }

  private static func converted(_ text: String, to encoding: String) -> [UInt8] {
    let descriptor = unsafe iconv_open(encoding, "UTF-8")
    defer { unsafe _ = iconv_close(descriptor) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 4 * input.count + 16)
    var (left, room) = (input.count, output.count)
    // SAFETY: iconv moves both pointers within their buffers and never past the counts it is given.
    let result = unsafe input.withUnsafeMutableBufferPointer { from in
      unsafe output.withUnsafeMutableBufferPointer { to in
        var source = from.baseAddress
        var target = to.baseAddress
        return unsafe iconv(descriptor, &source, &left, &target, &room)
      }
    }
    precondition(result == 0 && left == 0, "\(encoding) cannot hold \(text)")
    return output.dropLast(room).map { UInt8(bitPattern: $0) }
  }
}
