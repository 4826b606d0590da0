import KyotakuText

/// 通信環境の確認: where the way to the server ends, so that a proxy or a portal is not taken for a
/// missing connection.
public struct NetworkState: Equatable, Sendable {
    /// The steps of the way, in their order.
    public var steps: [NetworkStepLine] = NetworkStep.allCases.map { NetworkStepLine(step: $0) }
    /// How the phone is connected; nothing before it was looked at.
    public var path: NetworkPath?
    /// How long the server's answer has taken, in milliseconds.
    public var milliseconds: Int?
    /// By how many minutes the phone's time is off, if that is the problem and is known.
    public var minutesOff: Int?
    /// Whether it is being looked at.
    public var isChecking = false

    /// Whether all is well.
    public var isAllFine: Bool { steps.allSatisfy { $0.outcome == .passed } }

    /// Whether mobile data may help: on Wi-Fi, something between phone and server is in the way.
    public var suggestsMobile: Bool {
        path == .wiFi
            && steps.contains { line in
                guard case .failed = line.outcome else { return false }
                return line.step == .server || line.step == .identity
            }
    }
}

/// A step of the way to the server.
public enum NetworkStep: Equatable, Sendable, CaseIterable {
    /// The phone is connected.
    case internet
    /// The server answers.
    case server
    /// It is the pinned one, and not a proxy or a portal.
    case identity
    /// The phone's time is right.
    case clock
    /// The service is open, and serves this version.
    case service
    /// This phone and whoever is signed in are known there.
    case device

    /// Its label.
    public var title: TextKey {
        switch self {
        case .internet: .networkStepInternet
        case .server: .networkStepServer
        case .identity: .networkStepIdentity
        case .clock: .networkStepClock
        case .service: .networkStepService
        case .device: .networkStepDevice
        }
    }
}

/// A step with what came of it.
public struct NetworkStepLine: Equatable, Sendable {
    /// What came of a step.
    public enum Outcome: Equatable, Sendable {
        /// It was not reached, or it cannot be told.
        case unknown
        /// It was passed.
        case passed
        /// The way ends here; the code says why.
        case failed(Problem)
    }

    /// The step.
    public var step: NetworkStep
    /// What came of it.
    public var outcome = Outcome.unknown
}

/// What somebody does on 通信環境の確認.
public enum NetworkAction: Sendable, Equatable {
    /// Look, also again.
    case started
    /// Back.
    case backChosen
}

/// How 通信環境の確認 is left.
public enum NetworkExit: Equatable, Sendable {
    /// Back.
    case back
}
