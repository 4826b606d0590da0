import KyotakuCore

/// 初期登録, renewal and the end of the registration.
public protocol Activating: Sendable {
    /// Registers this phone. After `offline` the same inputs again give the same device.
    func activate(_ form: ActivationForm) async throws -> Registration
    /// Renews the device certificate where that is due, and says whether it was.
    func renewIfDue() async throws -> Bool
    /// Ends the registration at the server, then destroys the keys and everything on the phone.
    func deregister(password: Secret) async throws
    /// Destroys the keys and everything on the phone, without the server.
    func eraseWithoutServer() async throws
}

/// Signing in and out.
public protocol SigningIn: Sendable {
    /// Signs an account in. Never repeated by itself, because a wrong password is counted.
    func signIn(userId: String, password: Secret) async throws -> SignedIn
    /// Signs out, also of a locked phone.
    func signOut() async throws
    /// Asks for the institution's settings, and keeps them.
    func refreshSettings() async throws
}

extension Phone: Activating {
    /// Registers this phone.
    public func activate(_ form: ActivationForm) async throws -> Registration {
        try await cancellable { try await self.activate(form: form, cancellation: $0) }
    }

    /// Renews the device certificate where that is due, and says whether it was.
    public func renewIfDue() async throws -> Bool {
        try await cancellable { try await self.renewIfDue(cancellation: $0) }
    }

    /// Ends the registration at the server, then destroys the keys and everything on the phone.
    public func deregister(password: Secret) async throws {
        try await cancellable { try await self.deregister(password: password, cancellation: $0) }
    }

    /// Destroys the keys and everything on the phone, without the server.
    public func eraseWithoutServer() async throws {
        try await offMain { try self.eraseWithoutServer() }
    }
}

extension Phone: SigningIn {
    /// Signs an account in.
    public func signIn(userId: String, password: Secret) async throws -> SignedIn {
        try await cancellable {
            try await self.signIn(userId: userId, password: password, cancellation: $0)
        }
    }

    /// Signs out, also of a locked phone.
    public func signOut() async throws {
        try await cancellable { try await self.signOut(cancellation: $0) }
    }

    /// Asks for the institution's settings, and keeps them.
    public func refreshSettings() async throws {
        try await cancellable { try await self.refreshSettings(cancellation: $0) }
    }
}
