/// Confirms with the phone's biometry or the passcode that whoever holds the phone is its owner. A gate of its
/// own: no key asks for it.
public protocol OwnerChecking: Sendable {
    /// Whether this phone can tell its owner, and by what.
    var availability: OwnerCheckAvailability { get }

    /// The biometry that is built into this phone, whether it is set up or not.
    var biometry: OwnerBiometry? { get }

    /// Asks the owner, and returns when they have confirmed.
    ///
    /// - Parameter reason: What it is for, in the language of the person who sees it; never empty.
    /// - Throws: What came in the place of a confirmation. Cancelling the task withdraws the
    ///   question.
    func confirm(reason: String) async throws(OwnerCheckFailure)
}

/// Whether a phone can tell its owner.
public enum OwnerCheckAvailability: Sendable, Equatable {
    /// By biometry that knows the owner, and else by the passcode; by the passcode alone if `nil`.
    /// That biometry has failed too often and waits for the passcode changes nothing.
    case available(biometry: OwnerBiometry?)
    /// No passcode is set, so anybody is as good as the owner.
    case passcodeMissing

    /// The biometry that knows the owner.
    public var biometry: OwnerBiometry? {
        switch self {
        case .available(let biometry): biometry
        case .passcodeMissing: nil
        }
    }
}

/// The biometry of an iPhone.
public enum OwnerBiometry: Sendable, Equatable, CaseIterable {
    /// The face.
    case faceID
    /// A finger.
    case touchID
}

/// What came in the place of the owner's confirmation.
public enum OwnerCheckFailure: Error, Sendable, Equatable, CaseIterable {
    /// The person declined, or the question was withdrawn.
    case cancelled
    /// It was not the owner, or it could not be told.
    case failed
    /// The system ended it, for example because another app came to the front.
    case interrupted
    /// Biometry failed too often.
    case lockedOut
    /// No passcode is set.
    case passcodeMissing
}
