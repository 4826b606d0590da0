/// The password again, before persons are looked at.
public struct PasswordGateState: Equatable, Sendable {
    /// Whether something has been typed. The field is emptied whenever it becomes false.
    public var hasPassword = false
    /// Whether the server is asked.
    public var isChecking = false
    /// Why it did not open.
    public var problem: Problem?
}

/// What somebody does at the gate.
public enum PasswordGateAction: Sendable, Equatable {
    /// The field has this text now.
    case typed(TypedSecret)
    /// Open.
    case submitted
    /// Not now.
    case cancelled
}

/// How the gate is left.
public enum PasswordGateExit: Equatable, Sendable {
    /// It is open for a few minutes.
    case opened
    /// Somebody went away.
    case cancelled
    /// Elsewhere.
    case detour(Detour)
}
