import CoreNFC
import Foundation
import StandInTime

/// What a session has told its delegate, in its order, and on which queue.
final class RecordingDelegate: NSObject, NFCTagReaderSessionDelegate, @unchecked Sendable {
    enum Told: Equatable {
        case active
        case detected(Int)
        case ended(NFCReaderError.Code)
    }

    nonisolated(unsafe) static let key = DispatchSpecificKey<String>()

    private let lock = NSLock()
    private var kept: [Told] = []
    private var lastTags: [NFCTag] = []
    private var strangers = 0

    var told: [Told] { lock.withLock { kept } }
    var tags: [NFCTag] { lock.withLock { lastTags } }
    /// Calls that came on another queue than the session's.
    var callsElsewhere: Int { lock.withLock { strangers } }

    private func add(_ entry: Told) {
        let isStranger = DispatchQueue.getSpecific(key: Self.key) != "session"
        lock.withLock {
            kept.append(entry)
            strangers += isStranger ? 1 : 0
        }
    }

    func tagReaderSessionDidBecomeActive(_ session: NFCTagReaderSession) {
        add(.active)
    }

    func tagReaderSession(_ session: NFCTagReaderSession, didDetect tags: [NFCTag]) {
        lock.withLock { lastTags = tags }
        add(.detected(tags.count))
    }

    func tagReaderSession(
        _ session: NFCTagReaderSession,
        didInvalidateWithError error: any Error
    ) {
        add(.ended((error as? NFCReaderError)?.code ?? .readerErrorInvalidParameter))
    }
}

/// A card that has some applications and says 9000 to everything else.
final class FixedCard: VirtualTag, @unchecked Sendable {
    let technology: VirtualTechnology
    let identifier = Data([1, 2, 3, 4])
    private let applications: [Data]
    private let lock = NSLock()
    private var seen: [Data] = []
    private var isPowered = false

    init(
        _ technology: VirtualTechnology = .typeB(applicationData: Data([9])),
        applications: [Data] = [jpki]
    ) {
        self.technology = technology
        self.applications = applications
    }

    /// Commands other than SELECT by name.
    var commands: [Data] { lock.withLock { seen } }
    var hasPower: Bool { lock.withLock { isPowered } }

    func powerOn() {
        lock.withLock { isPowered = true }
    }

    func powerOff() {
        lock.withLock { isPowered = false }
    }

    func transmit(_ command: Data) throws -> Data {
        if command.prefix(3) == Data([0x00, 0xA4, 0x04]) {
            let name = command.dropFirst(5).prefix(Int(command[4]))
            return applications.contains(Data(name)) ? Data([0x90, 0x00]) : Data([0x6A, 0x82])
        }
        lock.withLock { seen.append(command) }
        return Data([0xCA, 0xFE, 0x90, 0x00])
    }
}

let jpki = Data([0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01])
let text = Data([0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08])
let identifiers = ["D392F000260100000001", "D3921000310001010408"]

/// A reader, and one session on it.
struct Desk {
    let reader: VirtualReader
    let delegate = RecordingDelegate()
    let session: NFCTagReaderSession
    let queue = DispatchQueue(label: "session")

    init?(
        _ reader: VirtualReader = VirtualReader(
            clock: WorldClock(),
            selectIdentifiers: identifiers
        ),
        polling: NFCTagReaderSession.PollingOption = .iso14443
    ) {
        self.reader = reader
        queue.setSpecific(key: RecordingDelegate.key, value: "session")
        let made = VirtualReader.$current.withValue(reader) { [delegate, queue] in
            NFCTagReaderSession(pollingOption: polling, delegate: delegate, queue: queue)
        }
        guard let made else { return nil }
        session = made
    }

    func pass(_ duration: Duration) {
        reader.clock.advance(by: duration)
    }

    /// Connects to the tag that was found first.
    func connect() -> NFCReaderError.Code? {
        let outcome = Box<NFCReaderError.Code?>(.readerErrorInvalidParameter)
        session.connect(to: delegate.tags[0]) { error in
            outcome.value = (error as? NFCReaderError)?.code
        }
        pass(.milliseconds(100))
        return outcome.value
    }

    /// Sends a command to the first tag, and begins to wait.
    func send(_ bytes: [UInt8]) -> Box<Answer?> {
        let outcome = Box<Answer?>(nil)
        guard case .iso7816(let card) = delegate.tags.first,
            let command = NFCISO7816APDU(data: Data(bytes))
        else { return outcome }
        card.sendCommand(apdu: command) { data, sw1, sw2, error in
            if let error {
                outcome.value = .failed((error as? NFCReaderError)?.code)
            } else {
                outcome.value = .answered(data + [sw1, sw2])
            }
        }
        return outcome
    }

    /// A session that is connected to its card.
    static func connected(to card: FixedCard = FixedCard()) -> Desk? {
        let desk = Desk()
        desk?.reader.place(card)
        desk?.session.begin()
        desk?.pass(.seconds(1))
        return desk?.connect() == nil ? desk : nil
    }
}

enum Answer: Equatable {
    case answered(Data)
    case failed(NFCReaderError.Code?)
}

final class Box<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: Value

    init(_ value: Value) {
        kept = value
    }

    var value: Value {
        get { lock.withLock { kept } }
        set { lock.withLock { kept = newValue } }
    }
}
