import Foundation
import Synchronization

/// Stand-in only: what happens to a request for the owner of the phone.
public enum OwnerReaction: Sendable, Equatable {
    /// Stand-in only: the owner shows their face or finger, or enters the passcode.
    case confirms
    /// Stand-in only: nothing, until ``VirtualOwner/answer(_:)`` or an interruption.
    case hesitates
    /// Stand-in only: it ends with this code of `LAError`.
    case ends(code: Int)

    /// Stand-in only: a face or finger that is not the owner's, and no passcode.
    public static let fails = Self.ends(code: -1)
    /// Stand-in only: the owner taps the button to cancel.
    public static let cancels = Self.ends(code: -2)
    /// Stand-in only: the owner taps the button for another way.
    public static let fallsBack = Self.ends(code: -3)
}

/// Stand-in only: the biometry that a phone has.
public enum Biometry: Sendable, Equatable, CaseIterable {
    /// Stand-in only: none.
    case none
    /// Stand-in only: a camera for faces.
    case faceID
    /// Stand-in only: a sensor for fingers.
    case touchID
    /// Stand-in only: cameras for eyes.
    case opticID
}

/// Stand-in only: whoever sits before the phone, and the biometry that knows them.
public final class VirtualOwner: Sendable {
    /// Stand-in only: a request that was shown.
    public struct Prompt: Sendable, Equatable {
        /// Stand-in only: the text that says what it is for.
        public let reason: String
        /// Stand-in only: whether the passcode was offered besides biometry.
        public let offersPasscode: Bool

        /// Stand-in only: a request.
        public init(reason: String, offersPasscode: Bool) {
            self.reason = reason
            self.offersPasscode = offersPasscode
        }
    }

    package typealias Reply = @Sendable (OwnerReaction) -> Void

    private struct State {
        var reactions: [OwnerReaction] = []
        var prompts: [Prompt] = []
        var pending: [UUID: Reply] = [:]
        var biometry = Biometry.faceID
        var isEnrolled = true
        var isLockedOut = false
    }

    private let state = Mutex(State())

    /// Stand-in only: what happens to the next requests, in turn. The owner confirms those after.
    public var reactions: [OwnerReaction] {
        get { state.withLock { $0.reactions } }
        set { state.withLock { $0.reactions = newValue } }
    }

    /// Stand-in only: the requests that were shown.
    public var prompts: [Prompt] {
        state.withLock { $0.prompts }
    }

    /// Stand-in only: how many requests wait for the owner.
    public var pendingCount: Int {
        state.withLock { $0.pending.count }
    }

    /// Stand-in only: the biometry of the phone.
    public var biometry: Biometry {
        get { state.withLock { $0.biometry } }
        set { state.withLock { $0.biometry = newValue } }
    }

    /// Stand-in only: whether the biometry knows the owner.
    public var isEnrolled: Bool {
        get { state.withLock { $0.isEnrolled } }
        set { state.withLock { $0.isEnrolled = newValue } }
    }

    /// Stand-in only: whether biometry failed too often, so that the passcode has to come first.
    public var isLockedOut: Bool {
        get { state.withLock { $0.isLockedOut } }
        set { state.withLock { $0.isLockedOut = newValue } }
    }

    /// Stand-in only: the owner, after hesitating, reacts to all that waits.
    public func answer(_ reaction: OwnerReaction) {
        let replies = state.withLock { state in
            defer { state.pending = [:] }
            return Array(state.pending.values)
        }
        for reply in replies {
            reply(reaction)
        }
    }

    /// Stand-in only: the system ends all that waits, as when another app comes to the front.
    public func interrupt() {
        answer(.ends(code: -4))
    }

    /// Shows a request, under a name to withdraw it by.
    package func ask(_ prompt: Prompt, as name: UUID, reply: @escaping Reply) {
        let reaction = state.withLock { state in
            state.prompts.append(prompt)
            let reaction = state.reactions.isEmpty ? .confirms : state.reactions.removeFirst()
            if reaction == .hesitates {
                state.pending[name] = reply
            }
            return reaction
        }
        if reaction != .hesitates {
            reply(reaction)
        }
    }

    /// Ends a request that waits, because its context is invalidated.
    package func withdraw(_ name: UUID) {
        let reply = state.withLock { $0.pending.removeValue(forKey: name) }
        reply?(.ends(code: -9))
    }
}
