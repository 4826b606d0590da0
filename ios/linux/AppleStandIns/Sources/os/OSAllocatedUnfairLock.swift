import Synchronization

/// Apple: documentation/os/osallocatedunfairlock
public struct OSAllocatedUnfairLock<State>: Sendable {
    private final class Storage: @unchecked Sendable {
        // The state is touched under the mutex alone.
        let mutex = Mutex(())
        var state: State

        init(_ state: State) {
            self.state = state
        }
    }

    private let storage: Storage

    /// Apple: documentation/os/osallocatedunfairlock/init(initialstate:)
    public init(initialState: State) where State: Sendable {
        storage = Storage(initialState)
    }

    /// Apple: documentation/os/osallocatedunfairlock/withlock(_:)
    public func withLock<R: Sendable>(
        _ body: @Sendable (inout State) throws -> R
    ) rethrows -> R {
        try storage.mutex.withLock { _ in try body(&storage.state) }
    }
}
