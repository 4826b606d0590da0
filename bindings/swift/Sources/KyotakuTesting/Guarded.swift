import Foundation

/// A value that several threads use, one at a time.
///
/// `Synchronization.Mutex` would do, but not on the iOS that the package supports.
public final class Guarded<Value: Sendable>: Sendable {
    private let lock = NSLock()
    // Only `with` touches it, under the lock.
    nonisolated(unsafe) private var value: Value

    /// Guards a value.
    public init(_ value: Value) {
        self.value = value
    }

    /// Uses the value, or changes it, while nobody else does.
    public func with<Result>(_ use: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try use(&value)
    }
}
