import Foundation

/// Stand-in only: a thing with an NFC chip that can be held to a ``VirtualReader``.
///
/// All calls come from the phone, one after another, from any thread.
public protocol VirtualTag: AnyObject, Sendable {
    /// Stand-in only: what kind of chip it is.
    var technology: VirtualTechnology { get }

    /// Stand-in only: what it is called on the air: UID, PUPI or IDm.
    var identifier: Data { get }

    /// Stand-in only: the field of the reader powers the chip, from the state without memory.
    func powerOn()

    /// Stand-in only: the field is gone.
    func powerOff()

    /// Stand-in only: answers a command APDU with data, SW1 and SW2. What it throws means that no
    /// answer came: an `NFCReaderError` reaches the app, anything else as a lost connection.
    func transmit(_ command: Data) throws -> Data
}

/// Stand-in only: kinds of chips.
public enum VirtualTechnology: Sendable, Equatable {
    /// Stand-in only: ISO/IEC 14443-4 type A, with the historical bytes of its answer to select.
    case typeA(historicalBytes: Data)
    /// Stand-in only: ISO/IEC 14443-4 type B, with the application data of its ATQB.
    case typeB(applicationData: Data)
    /// Stand-in only: a MIFARE chip without applications.
    case miFare
    /// Stand-in only: FeliCa.
    case feliCa
    /// Stand-in only: ISO/IEC 15693.
    case vicinity

    var pollingOption: NFCTagReaderSession.PollingOption {
        switch self {
        case .typeA, .typeB, .miFare: .iso14443
        case .feliCa: .iso18092
        case .vicinity: .iso15693
        }
    }

    var hasApplications: Bool {
        switch self {
        case .typeA, .typeB: true
        case .miFare, .feliCa, .vicinity: false
        }
    }
}

/// A tag as one polling of one session has found it.
class DetectedTag: NSObject {
    let tag: any VirtualTag
    let state: SessionState
    let polling: Int

    init(_ tag: any VirtualTag, in state: SessionState, polling: Int) {
        self.tag = tag
        self.state = state
        self.polling = polling
    }

    var identifier: Data { tag.identifier }

    var isAvailable: Bool { state.isAvailable(self) }
}

/// A tag that is told by its number alone.
final class DetectedPlainTag: DetectedTag, NFCFeliCaTag, NFCISO15693Tag, NFCMiFareTag {
    var currentIDm: Data { identifier }
}

/// A tag with applications, one of which the phone has selected.
final class DetectedCard: DetectedTag, NFCISO7816Tag {
    let initialSelectedAID: String

    init(
        _ tag: any VirtualTag,
        in state: SessionState,
        polling: Int,
        selected application: String
    ) {
        initialSelectedAID = application
        super.init(tag, in: state, polling: polling)
    }

    var historicalBytes: Data? {
        if case .typeA(let historicalBytes) = tag.technology { historicalBytes } else { nil }
    }

    var applicationData: Data? {
        if case .typeB(let applicationData) = tag.technology { applicationData } else { nil }
    }

    func sendCommand(
        apdu: NFCISO7816APDU,
        completionHandler: @escaping @Sendable (Data, UInt8, UInt8, (any Error)?) -> Void
    ) {
        state.send(apdu.bytes, to: self, completionHandler)
    }
}

extension NFCTag {
    var detected: DetectedTag? {
        switch self {
        case .feliCa(let tag): tag as? DetectedTag
        case .iso7816(let tag): tag as? DetectedTag
        case .iso15693(let tag): tag as? DetectedTag
        case .miFare(let tag): tag as? DetectedTag
        }
    }

    init(_ tag: DetectedPlainTag) {
        switch tag.tag.technology {
        case .feliCa: self = .feliCa(tag)
        case .vicinity: self = .iso15693(tag)
        case .typeA, .typeB, .miFare: self = .miFare(tag)
        }
    }
}
