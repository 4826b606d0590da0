import Foundation

/// Certificates as text (RFC 7468).
enum Certificates {
    private static let begin = "-----BEGIN CERTIFICATE-----"
    private static let end = "-----END CERTIFICATE-----"

    /// The certificates of a text, each in DER; nothing where one of them is cut or no Base64.
    ///
    /// Line breaks may be missing or be spaces, as they are in what some products for managing phones
    /// send.
    static func ders(inPEM text: String) -> [Data]? {
        var ders: [Data] = []
        var rest = text[...]
        while let opening = rest.range(of: begin) {
            let body = opening.upperBound..<rest.endIndex
            guard let closing = rest.range(of: end, range: body) else { return nil }
            let base64 = rest[opening.upperBound..<closing.lowerBound].filter { !$0.isWhitespace }
            guard let der = Data(base64Encoded: String(base64)), !der.isEmpty else { return nil }
            ders.append(der)
            rest = rest[closing.upperBound...]
        }
        return ders
    }

    /// The text of certificates in DER.
    static func pem(_ ders: [Data]) -> Data {
        let texts = ders.map { der in
            let base64 = der.base64EncodedString(
                options: [.lineLength64Characters, .endLineWithLineFeed]
            )
            return "\(begin)\n\(base64)\n\(end)\n"
        }
        return Data(texts.joined().utf8)
    }
}
