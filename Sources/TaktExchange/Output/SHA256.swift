internal import CCrypto

/// SHA-256 by OpenSSL's libcrypto, as lower-case hex.
package enum SHA256 {
  package static func hex(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    // SAFETY: EVP_Digest reads bytes.count bytes and writes at most 32, the size of a SHA-256 digest.
    let done = unsafe EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil)
    precondition(done == 1 && length == 32, "libcrypto cannot do SHA-256")
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
