import KyotakuCore

extension Visit: VisitRunning {
    /// `verifying` → `preparing`.
    public func confirmBySight(_ checks: VisualChecks) async throws {
        try await offMain { try self.confirmBySight(checks: checks) }
    }

    /// `verifying` → `stopped`.
    public func notConfirmed(_ checks: VisualChecks) async throws {
        try await cancellable { try await self.notConfirmed(checks: checks, cancellation: $0) }
    }

    /// The other way to confirm the identity.
    public func changeMethod(to method: ConfirmationMethod) async throws {
        try await offMain { try self.changeMethod(method: method) }
    }

    /// `preparing` → `ready`.
    public func prepare() async throws {
        try await cancellable { try await self.prepare(cancellation: $0) }
    }

    /// `ready` → `tapping`.
    public func tap(acceptsLastTry: Bool) async throws -> any TapConversing {
        try await offMain { TapConversation(try self.tap(acceptsLastTry: acceptsLastTry)) }
    }

    /// `signed` → `delivering`.
    public func keepProof() async throws {
        try await offMain { try self.keepProof() }
    }

    /// `delivering` → `identifying` or `registering`.
    public func deliver() async throws {
        try await cancellable { try await self.deliver(cancellation: $0) }
    }

    /// `identifying` → `consenting`, `reviewing` or `done`.
    public func confirmPerson() async throws {
        try await offMain { try self.confirmPerson() }
    }

    /// `identifying` → `stopped`.
    public func personDiffers() async throws {
        try await offMain { try self.personDiffers() }
    }

    /// `consenting` → `registering`.
    public func answer(_ answer: ConsentAnswer) async throws {
        try await offMain { try self.answer(answer: answer) }
    }

    /// `registering` → `done`.
    public func register() async throws {
        try await cancellable { try await self.register(cancellation: $0) }
    }

    /// `reviewing`: fetches the consents given earlier.
    public func fetchConsents() async throws {
        try await cancellable { try await self.fetchConsents(cancellation: $0) }
    }

    /// `reviewing` → `registering`.
    public func changeConsent(of careKind: CareKind, to answer: ConsentAnswer) async throws {
        try await offMain { try self.changeConsent(careKind: careKind, answer: answer) }
    }

    /// `reviewing` → `registering`.
    public func revokeConsents(_ revocation: ConsentRevocation) async throws {
        try await offMain { try self.revokeConsents(revocation: revocation) }
    }

    /// `reviewing` → `done`.
    public func leaveConsents() async throws {
        try await offMain { try self.leaveConsents() }
    }

    /// Any step but `done` → `stopped`.
    public func abandon() async throws {
        try await offMain { try self.abandon() }
    }
}
