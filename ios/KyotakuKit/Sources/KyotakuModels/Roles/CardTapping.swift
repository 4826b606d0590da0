/// Holds cards to the phone: one reader session for one tap.
public protocol CardTapping: Sendable {
    /// Whether this phone can read cards, and if not, why.
    var availability: CardReaderAvailability { get }

    /// Opens a reader session, waits for one card and moves bytes between it and the conversation
    /// until that is over. Ends the session in every case. Cancelling the task ends the tap.
    ///
    /// Whatever cuts a tap short, the conversation has been told, and has come to its own end by
    /// then. It is begun for that even when no card was there, since one that is told keeps what it
    /// has learned; nothing is sent. A card that leaves the field throws nothing: the conversation
    /// says what that means.
    ///
    /// - Throws: Only what ended the tap before the conversation was over.
    func tap(_ conversation: any CardConversation, messages: TapMessages) async throws(TapFailure)
}

/// Whether a phone can read cards.
public enum CardReaderAvailability: Sendable, Equatable {
    /// It can.
    case available
    /// It has no reader, or the app may not use it.
    case unsupported
}

/// Why a tap ended without an outcome.
public enum TapFailure: Error, Sendable, Equatable, CaseIterable {
    /// Whoever holds the phone closed the sheet, or the task was cancelled.
    case cancelled
    /// The time of the sheet was over before a card was there.
    case timedOut
    /// The system ended the session, for example because another app came to the front.
    case takenOver
    /// The reader is in use elsewhere.
    case busy
    /// The reader is switched off.
    case radioOff
    /// This phone has no reader.
    case unsupported
    /// The system does not let this app read cards.
    case notPermitted
    /// The app was built without what reading cards needs.
    case misconfigured
    /// The card left the field again and again.
    case lostTooOften

    /// The code to show; nothing for a cancellation, which needs no words.
    public var code: String? {
        switch self {
        case .cancelled: nil
        case .timedOut: Codes.cardNotFound
        case .takenOver, .busy, .radioOff: Codes.cardSessionEnded
        case .unsupported, .notPermitted: Codes.nfcUnsupported
        case .misconfigured: Codes.internal
        case .lostTooOften: Codes.cardLost
        }
    }
}
