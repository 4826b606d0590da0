import Foundation
import Synchronization

/// Stand-in only: a call that an app makes to Keychain or Secure Enclave.
public enum PhoneCall: Sendable, Hashable, CaseIterable {
    /// Stand-in only: `SecItemAdd`.
    case keychainAdd
    /// Stand-in only: `SecItemCopyMatching`.
    case keychainCopy
    /// Stand-in only: `SecItemDelete`.
    case keychainDelete
    /// Stand-in only: `SecItemUpdate`.
    case keychainUpdate
    /// Stand-in only: a new private key.
    case enclaveGenerate
    /// Stand-in only: a private key from its data representation.
    case enclaveRestore
    /// Stand-in only: a signature.
    case enclaveSign
}

/// Stand-in only: the status that a call to the Keychain is to answer with.
public struct ScriptedStatus: Error, Equatable {
    /// Stand-in only: an `OSStatus`.
    public let rawValue: Int32

    /// Stand-in only: a status to answer with.
    public init(_ rawValue: Int32) {
        self.rawValue = rawValue
    }
}

/// Stand-in only: records the calls of the app, lets them fail, and stops the app between two.
public final class VirtualCalls: Sendable {
    private struct Fault {
        let call: PhoneCall
        let error: any Error
        var times: Int
    }

    private struct State {
        var made: [PhoneCall] = []
        var faults: [Fault] = []
        var stop: (index: Int, reached: @Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Stand-in only: the calls made since the last ``forget()``, in their order.
    public var made: [PhoneCall] {
        state.withLock { $0.made }
    }

    /// Stand-in only: forgets calls, faults and where to stop.
    public func forget() {
        state.withLock { $0 = State() }
    }

    /// Stand-in only: lets the next calls of a kind fail, and do nothing.
    ///
    /// - Parameters:
    ///   - call: The kind.
    ///   - error: A ``ScriptedStatus`` for the Keychain, any error for the Secure Enclave.
    ///   - times: How many calls; all from now on if it is not given.
    public func fail(_ call: PhoneCall, with error: any Error, times: Int = .max) {
        state.withLock { $0.faults.append(Fault(call: call, error: error, times: times)) }
    }

    /// Stand-in only: runs an app that is killed before its call number `index`, counted from 0:
    /// nothing after that is run, neither the call nor any clean-up.
    ///
    /// - Parameters:
    ///   - index: The call that is not made any more.
    ///   - patience: How many seconds the work may take.
    ///   - work: What the app does. It runs on a thread of its own.
    /// - Returns: Whether it was killed; `false` when it ended before that call; `nil` when it did
    ///   neither in time.
    public func killing(
        beforeCall index: Int,
        patience: TimeInterval = 10,
        _ work: @escaping @Sendable () -> Void
    ) -> Bool? {
        let ended = DispatchSemaphore(value: 0)
        let outcome = Outcome()
        state.withLock { state in
            state.made = []
            state.stop = (
                index,
                {
                    outcome.wasKilled.store(true, ordering: .releasing)
                    ended.signal()
                }
            )
        }
        Thread.detachNewThread {
            work()
            ended.signal()
        }
        let isInTime = ended.wait(timeout: .now() + patience) == .success
        state.withLock { $0.stop = nil }
        return isInTime ? outcome.wasKilled.load(ordering: .acquiring) : nil
    }

    /// Stand-in only: what each call of the stand-ins goes through before it does anything.
    package func enter(_ call: PhoneCall) throws {
        let (reached, error) = state.withLock { state -> ((@Sendable () -> Void)?, (any Error)?) in
            defer { state.made.append(call) }
            if let stop = state.stop, stop.index == state.made.count {
                state.stop = nil
                return (stop.reached, nil)
            }
            guard
                let index = state.faults.firstIndex(where: { $0.call == call && $0.times > 0 })
            else {
                return (nil, nil)
            }
            state.faults[index].times -= 1
            return (nil, state.faults[index].error)
        }
        if let reached {
            reached()
            // The thread of a killed app never runs again; this one is kept for good.
            while true {
                Thread.sleep(forTimeInterval: 3600)
            }
        }
        if let error {
            throw error
        }
    }

    private final class Outcome: Sendable {
        let wasKilled = Atomic(false)
    }
}
