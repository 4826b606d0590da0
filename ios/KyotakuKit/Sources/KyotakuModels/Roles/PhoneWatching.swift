import KyotakuCore

/// How the phone stands, and whether somebody is there.
public protocol PhoneWatching: Sendable {
    /// How the phone stands.
    func overview() async throws -> PhoneOverview
    /// Asks the server for its status, and keeps its policy.
    func checkServer() async throws
    /// Somebody has used the phone. Throws when nobody is signed in, or the phone is locked.
    func touch() throws
    /// The app goes to the background: results are forgotten at once.
    func leave()
    /// The app comes back, and is locked if it was away too long.
    func comeBack()
    /// Unlocks the phone for whoever signed in. Only after the device has just confirmed its owner.
    func unlockByOwner() async throws
}

extension Phone: PhoneWatching {
    /// How the phone stands.
    public func overview() async throws -> PhoneOverview {
        try await offMain { try self.overview() }
    }

    /// Asks the server for its status, and keeps its policy.
    public func checkServer() async throws {
        try await cancellable { try await self.checkServer(cancellation: $0) }
    }

    /// Unlocks the phone for whoever signed in.
    public func unlockByOwner() async throws {
        try await offMain { try self.unlockByOwner() }
    }
}
