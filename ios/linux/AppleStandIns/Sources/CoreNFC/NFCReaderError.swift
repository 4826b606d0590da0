@_exported import CoreNFCErrorCodes
import Foundation

/// Apple: documentation/corenfc/nfcreadererror-swift.struct
public struct NFCReaderError: CustomNSError, Hashable, Sendable {
    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code
    public typealias Code = NFCReaderErrorCode

    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/code
    public let code: Code

    /// Apple: documentation/corenfc/nfcreadererror-swift.struct/errordomain
    public static var errorDomain: String { NFCErrorDomain }

    /// Apple: documentation/foundation/customnserror/errorcode
    public var errorCode: Int { code.rawValue }

    /// Apple: documentation/foundation/nserror/init(domain:code:userinfo:)
    public init(_ code: Code) {
        self.code = code
    }
}

// swift-format-ignore: AlwaysUseLowerCamelCase
/// Apple: documentation/corenfc/nfcerrordomain
public let NFCErrorDomain = "NFCError"
