import Foundation
import KyotakuCore
import KyotakuText

/// What a visit asks of the server, or of the disk, without anybody doing anything.
public struct ExchangeState: Equatable, Sendable {
    /// What it is.
    public var task: ExchangeTask
    /// Whether it is under way.
    public var isBusy = false
    /// Why it has not succeeded.
    public var problem: Problem?
    /// Until when it can be done later, from what the phone keeps.
    public var keptUntil: Date?

    /// Whether the same may succeed at another time.
    public var mayRetry: Bool {
        guard let problem else { return false }
        return problem.mayPass || task != .prepare || problem.reaction == .notNow
    }

    /// Whether it may be left: what is kept goes on without anybody; the answer to anything else is
    /// waited for, since what was sent may have been done.
    public var mayLeave: Bool { !isBusy || task == .prepare || task.isKept }

    /// Whether it can be left for later, because it has not succeeded and is kept.
    public var offersLater: Bool { problem != nil && task.isKept }

    /// Whether another visit may succeed, and nothing is lost with this one.
    public var mayStartAgain: Bool { problem != nil && task == .prepare }
}

/// The steps that need no person.
public enum ExchangeTask: Equatable, Sendable, CaseIterable {
    /// `preparing`: fetches what the card is to sign.
    case prepare
    /// `signed`: keeps the proof on the phone.
    case keep
    /// `delivering`: sends the proof.
    case deliver
    /// `registering`: sends the answer.
    case register

    /// The one for a step, if it needs no person.
    init?(_ step: VisitStep) {
        switch step {
        case .preparing: self = .prepare
        case .signed: self = .keep
        case .delivering: self = .deliver
        case .registering: self = .register
        case .verifying, .ready, .tapping, .identifying, .consenting, .reviewing, .done, .stopped:
            return nil
        }
    }

    /// Whether the phone keeps what it needs, so that it can be done later.
    public var isKept: Bool { self == .deliver || self == .register }

    /// What is said while it is under way.
    public var text: TextKey {
        switch self {
        case .prepare: .visitPreparing
        case .keep: .visitKeeping
        case .deliver: .visitSending
        case .register: .visitRegistering
        }
    }

    /// Does it.
    func run(_ visit: any VisitRunning) async throws {
        switch self {
        case .prepare: try await visit.prepare()
        case .keep: try await visit.keepProof()
        case .deliver: try await visit.deliver()
        case .register: try await visit.register()
        }
    }
}

/// What somebody does while it waits.
public enum ExchangeAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// Tries again.
    case retried
    /// Begins the visit again.
    case startedAgain
    /// Goes on later, from what the phone keeps.
    case leftForLater
    /// Back, to leave or to give up.
    case backChosen
}

/// How it is left.
public enum ExchangeExit: Equatable, Sendable {
    /// The visit has moved: its step says where to. The code says why, if it was refused.
    case moved(because: String?)
    /// Begin the visit again.
    case startAgain
    /// It goes on later, from what the phone keeps.
    case later
    /// Somebody wants to leave.
    case back
    /// Elsewhere.
    case detour(Detour)
}
