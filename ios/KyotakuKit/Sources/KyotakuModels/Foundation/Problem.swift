import Foundation
import KyotakuCore

/// What went wrong, as a screen shows it and reacts to it.
public struct Problem: Error, Equatable, Sendable {
    /// The code that a person is told, by way of the catalogue of texts.
    public var code: String
    /// What the app does next.
    public var reaction: Reaction
    /// The fields that cannot be right, in the order of the form.
    public var fields: [FieldProblem]
    /// How far the server's clock is ahead of the phone's, in seconds, if it could be asked.
    public var aheadSeconds: Int64?
    /// When the server is expected back, if that is known.
    public var until: Date?

    /// A problem.
    public init(
        code: String,
        reaction: Reaction,
        fields: [FieldProblem] = [],
        aheadSeconds: Int64? = nil,
        until: Date? = nil
    ) {
        self.code = code
        self.reaction = reaction
        self.fields = fields
        self.aheadSeconds = aheadSeconds
        self.until = until
    }

    /// A fault of the app or of the system that nothing better is known of.
    public static let internalFault = Problem(code: Codes.internal, reaction: .internalFault)

    /// What an error means; nothing for a cancellation, of which nobody needs to be told.
    public init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as KyotakuError: self.init(error)
        case is CancellationError: return nil
        default: self = .internalFault
        }
    }

    private init?(_ error: KyotakuError) {
        switch error {
        case .Cancelled:
            return nil
        case .ClockWrong(let code, let aheadSeconds):
            self.init(code: code, reaction: .clockWrong, aheadSeconds: aheadSeconds)
        case .CorrectInput(let code, let fields):
            self.init(code: code, reaction: .correctInput, fields: fields)
        case .Maintenance(let code, let until):
            self.init(code: code, reaction: .maintenance, until: until)
        case .Activate(let code): self.init(code: code, reaction: .activate)
        case .DeviceLocked(let code): self.init(code: code, reaction: .deviceLocked)
        case .Internal(let code): self.init(code: code, reaction: .internalFault)
        case .NotNow(let code): self.init(code: code, reaction: .notNow)
        case .Offline(let code): self.init(code: code, reaction: .offline)
        case .Reauthenticate(let code): self.init(code: code, reaction: .reauthenticate)
        case .Refused(let code): self.init(code: code, reaction: .refused)
        case .SignIn(let code): self.init(code: code, reaction: .signIn)
        case .Storage(let code): self.init(code: code, reaction: .storage)
        case .Unlock(let code): self.init(code: code, reaction: .unlock)
        case .Update(let code): self.init(code: code, reaction: .update)
        }
    }
}

/// What the app does about a problem: one case for each of the core's errors.
public enum Reaction: Equatable, Sendable, CaseIterable {
    /// The phone is not registered, or its registration cannot be used any more: activate it.
    case activate
    /// The phone's time is wrong: set it.
    case clockWrong
    /// What was entered or chosen does not do: correct it.
    case correctInput
    /// The phone has not been unlocked since it started: unlock it. Nothing is lost.
    case deviceLocked
    /// A fault of the app or of the system: restart, and report the code if it stays.
    case internalFault
    /// The server is closed: come back later.
    case maintenance
    /// Not at this step: show what the step allows.
    case notNow
    /// The server could not be reached: try again when there is a connection.
    case offline
    /// The password is needed (again) for this.
    case reauthenticate
    /// The server refused, and the same again would be refused again.
    case refused
    /// Nobody is signed in, or the session has ended: sign in.
    case signIn
    /// The state cannot be written or read now: free storage, or start the app again.
    case storage
    /// The app is locked: unlock it.
    case unlock
    /// The app is too old: update it.
    case update
}
