/// Where a problem leads that the screen it came up on cannot solve.
public enum Detour: Equatable, Sendable {
    /// Register the phone, again perhaps; the problem says why.
    case activation(Problem)
    /// Sign in; the problem says why.
    case signIn(Problem)
    /// Unlock the app.
    case unlock
    /// Update the app; nothing works until then.
    case update(Problem)
}

extension Problem {
    /// Where it leads away from any screen; nothing where the screen itself shows it.
    public var detour: Detour? {
        switch reaction {
        case .activate: .activation(self)
        case .signIn: .signIn(self)
        case .unlock: .unlock
        case .update: .update(self)
        case .clockWrong, .correctInput, .deviceLocked, .internalFault, .maintenance, .notNow,
            .offline, .reauthenticate, .refused, .storage:
            nil
        }
    }

    /// Whether the same may do at another time, so that a screen offers to try again.
    public var mayPass: Bool {
        switch reaction {
        case .clockWrong, .deviceLocked, .internalFault, .maintenance, .offline, .storage: true
        case .activate, .correctInput, .notNow, .reauthenticate, .refused, .signIn, .unlock,
            .update:
            false
        }
    }

    /// Whether the password is wanted (again), where only the password can be missing.
    var needsPassword: Bool { reaction == .reauthenticate || reaction == .notNow }
}
