import Foundation

extension WorldClock {
    /// Stand-in only: keeps virtual time from passing until the hold is released.
    public func hold() -> Hold {
        changeHolds(by: 1)
        return Hold(clock: self)
    }
}

/// Stand-in only: time stands still until this is released.
public final class Hold: Sendable {
    private let clock: WorldClock
    private let released = Once()

    fileprivate init(clock: WorldClock) {
        self.clock = clock
    }

    deinit {
        release()
    }

    /// Stand-in only: time may pass again. Harmless the second time.
    public func release() {
        if released.first() {
            clock.changeHolds(by: -1)
        }
    }
}

/// Tells the first caller from all later ones.
private final class Once: @unchecked Sendable {
    private let lock = NSLock()
    private var isUsed = false

    func first() -> Bool {
        lock.withLock {
            defer { isUsed = true }
            return !isUsed
        }
    }
}
