import Foundation

/// A value that several threads use, one at a time.
final class Guarded<Value: Sendable>: Sendable {
    private let lock = NSLock()
    // Only `with` touches it, under the lock.
    nonisolated(unsafe) private var value: Value

    init(_ value: Value) {
        self.value = value
    }

    /// Uses the value, or changes it, while nobody else does.
    func with<Result>(_ use: (inout Value) throws -> Result) rethrows -> Result {
        try lock.withLock { try use(&value) }
    }
}
