import Foundation

/// Apple: documentation/corenfc/nfctag-swift.enum
public enum NFCTag {
    /// Apple: documentation/corenfc/nfctag-swift.enum/felica(_:)
    case feliCa(any NFCFeliCaTag)
    /// Apple: documentation/corenfc/nfctag-swift.enum/iso7816(_:)
    case iso7816(any NFCISO7816Tag)
    /// Apple: documentation/corenfc/nfctag-swift.enum/iso15693(_:)
    case iso15693(any NFCISO15693Tag)
    /// Apple: documentation/corenfc/nfctag-swift.enum/mifare(_:)
    case miFare(any NFCMiFareTag)

    /// Apple: documentation/corenfc/nfctag-swift.enum/isavailable
    public var isAvailable: Bool {
        switch self {
        case .feliCa(let tag): tag.isAvailable
        case .iso7816(let tag): tag.isAvailable
        case .iso15693(let tag): tag.isAvailable
        case .miFare(let tag): tag.isAvailable
        }
    }
}

/// Apple: documentation/corenfc/nfcndeftag
public protocol NFCNDEFTag: NSObjectProtocol {
    /// Apple: documentation/corenfc/nfcndeftag/isavailable
    var isAvailable: Bool { get }
}

/// Apple: documentation/corenfc/nfcfelicatag
public protocol NFCFeliCaTag: NFCNDEFTag {
    /// Apple: documentation/corenfc/nfcfelicatag/currentidm
    var currentIDm: Data { get }
}

/// Apple: documentation/corenfc/nfciso15693tag
public protocol NFCISO15693Tag: NFCNDEFTag {
    /// Apple: documentation/corenfc/nfciso15693tag/identifier
    var identifier: Data { get }
}

/// Apple: documentation/corenfc/nfcmifaretag
public protocol NFCMiFareTag: NFCNDEFTag {
    /// Apple: documentation/corenfc/nfcmifaretag/identifier
    var identifier: Data { get }
}

/// Apple: documentation/corenfc/nfciso7816tag
public protocol NFCISO7816Tag: NFCNDEFTag {
    /// Apple: documentation/corenfc/nfciso7816tag/initialselectedaid
    var initialSelectedAID: String { get }
    /// Apple: documentation/corenfc/nfciso7816tag/identifier
    var identifier: Data { get }
    /// Apple: documentation/corenfc/nfciso7816tag/historicalbytes
    var historicalBytes: Data? { get }
    /// Apple: documentation/corenfc/nfciso7816tag/applicationdata
    var applicationData: Data? { get }
    /// Apple: documentation/corenfc/nfciso7816tag/sendcommand(apdu:completionhandler:)
    func sendCommand(
        apdu: NFCISO7816APDU,
        completionHandler: @escaping @Sendable (Data, UInt8, UInt8, (any Error)?) -> Void
    )
}
