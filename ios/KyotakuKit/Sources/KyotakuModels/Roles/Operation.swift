import KyotakuCore

/// お知らせ.
public protocol NoticeReading: Sendable {
    /// All notices, newest first.
    func notices() async throws -> [Notice]
}

/// 操作履歴.
public protocol HistoryReading: Sendable {
    /// A page of what whoever is signed in has done, newest first.
    func history(after cursor: String?) async throws -> History
}

/// The phones that are known to work.
public protocol DeviceListing: Sendable {
    /// The list.
    func supportedDevices() async throws -> SupportedDevices
}

/// What the app notices, and tells the server.
public protocol EventReporting: Sendable {
    /// Keeps an event, and reports it as soon as there is a connection.
    func report(_ event: NoticedEvent) async throws
}

/// The device check.
public protocol DeviceChecking: Sendable {
    /// A tap that learns what this phone passes. Spends nothing of the card.
    func checkDevice() async throws -> any TapConversing
    /// Tells the server what a device check has found.
    func report(_ check: DeviceCheckReport) async throws
}

extension Phone: NoticeReading {
    /// All notices, newest first.
    public func notices() async throws -> [Notice] {
        try await cancellable { try await self.notices(cancellation: $0) }
    }
}

extension Phone: HistoryReading {
    /// A page of what whoever is signed in has done, newest first.
    public func history(after cursor: String?) async throws -> History {
        try await cancellable { try await self.history(cursor: cursor, cancellation: $0) }
    }
}

extension Phone: DeviceListing {
    /// The phones that are known to work.
    public func supportedDevices() async throws -> SupportedDevices {
        try await cancellable { try await self.supportedDevices(cancellation: $0) }
    }
}

extension Phone: EventReporting {
    /// Keeps an event, and reports it as soon as there is a connection.
    public func report(_ event: NoticedEvent) async throws {
        try await cancellable { try await self.reportEvent(event: event, cancellation: $0) }
    }
}

extension Phone: DeviceChecking {
    /// A tap that learns what this phone passes.
    public func checkDevice() async throws -> any TapConversing {
        try await offMain { TapConversation(try self.checkDevice()) }
    }

    /// Tells the server what a device check has found.
    public func report(_ check: DeviceCheckReport) async throws {
        try await cancellable { try await self.reportCheck(report: check, cancellation: $0) }
    }
}
