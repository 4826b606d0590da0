import KyotakuCore
import KyotakuText

/// A visit that has ended before it came to what it was for. Nothing was registered.
public struct StoppedState: Equatable, Sendable {
    /// Why, by its code.
    public var code: String
    /// What can be done instead, the best first.
    public var offers: [StoppedOffer]
}

/// What can be done after a visit was stopped.
public enum StoppedOffer: Equatable, Sendable, CaseIterable {
    /// Begin again, by the PIN.
    case pin
    /// Begin again from the choice of the method.
    case startAgain
    /// Leave.
    case home

    /// Its label.
    public var title: TextKey {
        switch self {
        case .pin: .visualUsePin
        case .startAgain: .actionStartAgain
        case .home: .completeHome
        }
    }
}

/// How it is left.
public enum StoppedExit: Equatable, Sendable {
    /// Begin again; by this method, or from its choice.
    case startAgain(ConfirmationMethod?)
    /// To the first screen.
    case home
}
