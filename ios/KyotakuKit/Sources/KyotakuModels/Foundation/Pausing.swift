/// Waits for some time to pass.
public protocol Pausing: Sendable {
    /// Returns when the time has passed.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func pause(for duration: Duration) async throws
}

/// Waits by the clock of the system.
public struct SystemPauses: Pausing {
    /// Pauses by the clock of the system.
    public init() {}

    /// Returns when the time has passed.
    public func pause(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
    }
}
