import KyotakuCore
import Observation

/// 通信環境の確認: asks the server for its status, then for the institution's settings, and says how
/// far that came.
@MainActor
@Observable
public final class NetworkModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = NetworkState()

    private let watching: any PhoneWatching
    private let signing: any SigningIn
    private let reading: any NetworkPathReading
    private let exit: @MainActor (NetworkExit) -> Void
    private let work = Work()

    /// Nothing looked at yet.
    public init(
        watching: any PhoneWatching,
        signing: any SigningIn,
        reading: any NetworkPathReading,
        exit: @escaping @MainActor (NetworkExit) -> Void
    ) {
        self.watching = watching
        self.signing = signing
        self.reading = reading
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: NetworkAction) {
        switch action {
        case .started: look()
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way. Called when the screen is left.
    public func stop() {
        work.cancel()
        state.isChecking = false
    }

    private func look() {
        let (watching, signing, reading) = (watching, signing, reading)
        let begun = work.begin {
            var findings = NetworkFindings(path: await reading.path())
            // Without a connection there is nothing to be asked.
            guard findings.path != .none else { return findings }
            let begin = ContinuousClock.now
            findings.server = try await Self.problem { try await watching.checkServer() }
            findings.duration = ContinuousClock.now - begin
            guard findings.server == nil else { return findings }
            findings.device = try await Self.problem { try await signing.refreshSettings() }
            return findings
        } onEnd: { [weak self] result in
            self?.looked(result)
        }
        guard begun else { return }
        state = NetworkState()
        state.isChecking = true
    }

    /// What a call failed with, if it did.
    private nonisolated static func problem(_ body: () async throws -> Void) async throws
        -> Problem?
    {
        do {
            try await body()
            return nil
        } catch {
            guard let problem = Problem(error) else { throw error }
            return problem
        }
    }

    private func looked(_ result: Result<NetworkFindings, Problem>) {
        state.isChecking = false
        guard case .success(let findings) = result else { return }
        state.path = findings.path
        state.steps = findings.steps
        if findings.server == nil, let duration = findings.duration {
            state.milliseconds = Int(duration / .milliseconds(1))
        }
        if let ahead = findings.server?.aheadSeconds {
            state.minutesOff = Int(ahead.magnitude / 60)
        }
    }
}

/// What was found on the way.
struct NetworkFindings: Sendable {
    let path: NetworkPath
    /// Why the server's status could not be had.
    var server: Problem?
    /// Why the settings could not be had, once the server's status could.
    var device: Problem?
    var duration: Duration?

    /// The steps up to where the way ends; those behind it are not known.
    var steps: [NetworkStepLine] {
        let (end, problem) = end
        return NetworkStep.allCases.map { step in
            guard let end, let problem else { return NetworkStepLine(step: step, outcome: .passed) }
            let (place, last) = (Self.place(step), Self.place(end))
            if place == last { return NetworkStepLine(step: step, outcome: .failed(problem)) }
            // A certificate that seems not to be valid at this time says nothing about whose it is.
            let isBlind = end == .clock && problem.aheadSeconds == nil && step == .identity
            return NetworkStepLine(
                step: step,
                outcome: place < last && !isBlind ? .passed : .unknown
            )
        }
    }

    private var end: (NetworkStep?, Problem?) {
        if path == .none {
            return (.internet, Problem(code: Codes.offline, reaction: .offline))
        }
        if let server { return (Self.step(of: server), server) }
        if let device { return (.device, device) }
        return (nil, nil)
    }

    private static func place(_ step: NetworkStep) -> Int {
        NetworkStep.allCases.firstIndex(of: step) ?? 0
    }

    /// Where the way ends by what the status came to.
    private static func step(of problem: Problem) -> NetworkStep {
        switch problem.reaction {
        case .offline: offline[problem.code] ?? .server
        case .clockWrong: .clock
        // Known to the server, or to the phone itself.
        case .activate, .deviceLocked, .reauthenticate, .signIn, .storage, .unlock: .device
        case .correctInput, .internalFault, .maintenance, .notNow, .refused, .update: .service
        }
    }

    /// All are answers that do not come; these come from somewhere else, or too slowly.
    private static let offline: [String: NetworkStep] = [
        Codes.notOurServer: .identity,
        Codes.pending: .service,
        Codes.tooManyRequests: .service,
    ]
}
