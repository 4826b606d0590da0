import Foundation
import KyotakuCore
import KyotakuText

/// What a tap is about, without a word about who moves the bytes: the core's tap behind it.
///
/// `begin` first, then `resume` or `relay` as each step asks, until `done`. The calls may block for
/// a moment, so they are never made on the main actor.
public protocol CardConversation: Sendable {
    /// Says what to do first.
    func begin() throws -> CardStep
    /// Goes on with what happened since the last step.
    func resume(_ event: CardEvent) throws -> CardStep
    /// Has the server sign the card's challenge (目視 only) and goes on.
    func relay() async throws -> CardStep
    /// Drops the tap: nothing more will come.
    func cancel()
}

/// What has to be done next.
public enum CardStep: Sendable, Equatable {
    /// Send these bytes to the card. They may hold a PIN: move them, never keep or print them.
    case transmit(command: Data, progress: TapProgress)
    /// Call `relay` while the card is held.
    case relay(progress: TapProgress)
    /// The conversation is over.
    case done(TapEnding)
}

extension CardStep: Unprintable {
    /// What is to be done, without the bytes.
    public var description: String {
        switch self {
        case .transmit(_, let progress): "transmit(**** \(progress.phase))"
        case .relay(let progress): "relay(\(progress.phase))"
        case .done(let ending): "done(\(ending.text.rawValue))"
        }
    }
}

/// What happened since the last step.
public enum CardEvent: Sendable {
    /// The card's answer, with SW1 SW2 at its end.
    case response(Data)
    /// There is no answer, because the card or the session is gone.
    case interrupted(CardInterruption)
}

extension CardEvent: Unprintable {}

/// Why a command could not be exchanged.
public enum CardInterruption: Sendable, Equatable, CaseIterable {
    /// The user or the system ended the session on purpose.
    case cancelled
    /// Any other failure of the reader, with its own number.
    case other(code: UInt32)
    /// The system cannot send a command this long.
    case packetTooLong
    /// The session's time is over.
    case sessionTimeout
    /// The card left the field.
    case tagLost

    /// One of each.
    public static let allCases: [CardInterruption] = [
        .cancelled, .other(code: 0), .packetTooLong, .sessionTimeout, .tagLost,
    ]
}

/// How the sheet is to end: with a tick or a cross, and a text.
public struct TapEnding: Sendable, Equatable {
    /// Whether it is a tick.
    public var succeeded: Bool
    /// The text.
    public var text: TextKey

    /// An ending.
    public init(succeeded: Bool, text: TextKey) {
        self.succeeded = succeeded
        self.text = text
    }
}

/// Where a tap stands.
public struct TapProgress: Sendable, Equatable {
    /// What is going on.
    public var phase: TapPhase
    /// Bytes of the file received so far.
    public var received: Int
    /// Bytes of the file, once they are known.
    public var total: Int?

    /// A progress.
    public init(phase: TapPhase, received: Int = 0, total: Int? = nil) {
        self.phase = phase
        self.received = received
        self.total = total
    }
}

/// What is going on with the card.
public enum TapPhase: Sendable, Equatable, CaseIterable {
    /// Finding the JPKI application.
    case selecting
    /// Reading what kind of token this is.
    case identifying
    /// Reading the certificate.
    case readingCertificate
    /// Asking how many tries are left, which costs none.
    case askingTries
    /// Presenting the PIN.
    case verifyingPin
    /// Proving to the card that this institution may use it without a PIN.
    case authenticatingTerminal
    /// The card signs.
    case signing
}
