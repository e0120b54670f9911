import Foundation
import TaktExchange
import TaktModel

/// A command's end without a result: the exit code and what to say.
struct Failure: Error {
  /// Exit codes, after sysexits.h; fixed by contract.
  enum Code: Int32 {
    case infeasible = 20
    case usage = 64
    case badData = 65
    case inputMissing = 66
    case unavailable = 69
    case fault = 70
    case cannotWrite = 73
    case tryAgain = 75
    case badConfiguration = 78
  }

  let code: Code
  let message: String
  /// A document for stdout, where the format asks for one.
  var document: [UInt8]?

  init(_ code: Code, _ message: String, document: [UInt8]? = nil) {
    self.code = code
    self.message = message
    self.document = document
  }

  func report() {
    if let document { FileHandle.standardOutput.write(Data(document)) }
    FileHandle.standardError.write(Data((message + "\n").utf8))
  }
}
