import Foundation

/// Apple: documentation/corenfc/nfciso7816apdu
public final class NFCISO7816APDU: NSObject {
    /// Apple: documentation/corenfc/nfciso7816apdu/instructionclass
    public let instructionClass: UInt8
    /// Apple: documentation/corenfc/nfciso7816apdu/instructioncode
    public let instructionCode: UInt8
    /// Apple: documentation/corenfc/nfciso7816apdu/p1parameter
    public let p1Parameter: UInt8
    /// Apple: documentation/corenfc/nfciso7816apdu/p2parameter
    public let p2Parameter: UInt8
    /// Apple: documentation/corenfc/nfciso7816apdu/data
    public let data: Data?
    /// Apple: documentation/corenfc/nfciso7816apdu/expectedresponselength
    public let expectedResponseLength: Int

    /// The command as the card sees it.
    let bytes: Data

    /// Apple: documentation/corenfc/nfciso7816apdu/init(data:)
    ///
    /// `nil` for bytes that are none of the command forms of ISO/IEC 7816-3 §12.1.3.
    public init?(data bytes: Data) {
        let bytes = Data(bytes)
        guard bytes.count >= 4, let body = Body(bytes.dropFirst(4)) else { return nil }
        instructionClass = bytes[0]
        instructionCode = bytes[1]
        p1Parameter = bytes[2]
        p2Parameter = bytes[3]
        data = body.data
        expectedResponseLength = body.expected ?? -1
        self.bytes = bytes
        super.init()
    }
}

/// What follows the four bytes of the header.
///
/// ```text
/// form       nothing   Le        Lc data     Lc data Le
/// short      –         1         1 n         1 n 1
/// extended   –         00 2      00 2 n      00 2 n 2
/// ```
private struct Body {
    let data: Data?
    let expected: Int?

    init?(_ bytes: Data) {
        let bytes = Data(bytes)
        guard let first = bytes.first else {
            self.init(data: nil, expected: nil)
            return
        }
        if bytes.count == 1 {
            self.init(data: nil, expected: first == 0 ? 256 : Int(first))
        } else if first != 0 {
            self.init(bytes, header: 1, length: Int(first), expectedBytes: 1)
        } else if bytes.count == 3 {
            self.init(data: nil, expected: Self.expected(bytes.dropFirst()))
        } else if bytes.count > 3 {
            self.init(bytes, header: 3, length: Self.number(bytes[1..<3]), expectedBytes: 2)
        } else {
            return nil
        }
    }

    private init(data: Data?, expected: Int?) {
        self.data = data
        self.expected = expected
    }

    private init?(_ bytes: Data, header: Int, length: Int, expectedBytes: Int) {
        let rest = bytes.count - header - length
        guard length > 0, rest == 0 || rest == expectedBytes else { return nil }
        data = Data(bytes.dropFirst(header).prefix(length))
        expected = rest == 0 ? nil : Self.expected(bytes.suffix(rest))
    }

    private static func number(_ bytes: Data) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Zero asks for as many as there can be.
    private static func expected(_ bytes: Data) -> Int {
        let number = number(bytes)
        return number == 0 ? 1 << (8 * bytes.count) : number
    }
}
