import KyotakuCore
import Observation

/// 端末情報: which phone this is, what it passes, and a tap that finds out.
@MainActor
@Observable
public final class DeviceModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: DeviceState

    private let watching: any PhoneWatching
    private let checking: any DeviceChecking
    private let reader: any CardTapping
    private let messages: TapMessages
    private let exit: @MainActor (DeviceExit) -> Void
    private let work = Work()
    private let looking = Work()

    /// Nothing known yet.
    ///
    /// - Parameter messages: The texts of the reader sheet, in the language of staff.
    public init(
        facts: DeviceFacts,
        watching: any PhoneWatching,
        checking: any DeviceChecking,
        reader: any CardTapping,
        messages: TapMessages,
        exit: @escaping @MainActor (DeviceExit) -> Void
    ) {
        self.watching = watching
        self.checking = checking
        self.reader = reader
        self.messages = messages
        self.exit = exit
        state = DeviceState(facts: facts, canCheck: reader.availability == .available)
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: DeviceAction) {
        switch action {
        case .appeared: look()
        case .checkChosen: tap()
        case .retried:
            if state.check == .learned(isReported: false) { report() } else { look() }
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await looking.settled()
        await work.settled()
    }

    /// Ends what is under way, a tap too. Called when the screen is left.
    public func stop() {
        looking.cancel()
        work.cancel()
        if state.check == .tapping { state.check = .ready }
    }

    private func look() {
        let watching = watching
        guard !work.isUnderWay else { return }
        let begun = looking.begin {
            try await watching.overview()
        } onEnd: { [weak self] result in
            switch result {
            case .success(let overview): self?.show(overview)
            case .failure(let problem): self?.show(problem)
            }
        }
        if begun { state.problem = nil }
    }

    private func show(_ overview: PhoneOverview) {
        state.deviceID = overview.registration?.deviceId
        state.certificateUntil = overview.registration?.notAfter
        state.longResponses = overview.longResponses
        state.longCommands = overview.longCommands
        state.visualRefused = overview.visualRefused
    }

    private func show(_ problem: Problem) {
        state.problem = problem
        if let detour = problem.detour { exit(.detour(detour)) }
    }

    private func tap() {
        guard state.canCheck, state.check != .tapping else { return }
        let (watching, checking, reader, messages) = (watching, checking, reader, messages)
        let begun = work.begin {
            let end = await TapEnd.of(
                try await checking.checkDevice(),
                at: reader,
                messages: messages
            )
            // What a tap that was cut has learned until then is known too.
            return (end, try await watching.overview())
        } onEnd: { [weak self] result in
            self?.tapped(result)
        }
        guard begun else { return }
        // The tap looks as well.
        looking.cancel()
        state.check = .tapping
        state.problem = nil
    }

    private func tapped(_ result: Result<(TapEnd, PhoneOverview), Problem>) {
        state.check = .ready
        switch result {
        case .failure(let problem): show(problem)
        case .success(let (end, overview)):
            show(overview)
            switch end {
            case .failure(let failure): fail(failure.code)
            case .result(.problem(let problem)): show(problem)
            case .result(.outcome(.learned)):
                state.check = .learned(isReported: false)
                report()
            case .result(.outcome(let outcome)): fail(outcome.shownCode)
            }
        }
    }

    /// A cancellation has no code, and needs no words.
    private func fail(_ code: String?) {
        state.check = code.map { .failed(code: $0) } ?? .ready
    }

    /// A phone that is not registered has nobody to tell.
    private func report() {
        guard state.deviceID != nil else { return }
        let report = DeviceCheckReport(
            nfc: true,
            longResponses: state.longResponses,
            longCommands: state.longCommands,
            model: state.facts.model,
            systemVersion: state.facts.systemVersion,
            appVersion: state.facts.appVersion
        )
        let checking = checking
        let begun = work.begin {
            try await checking.report(report)
        } onEnd: { [weak self] result in
            switch result {
            case .success: self?.state.check = .learned(isReported: true)
            case .failure(let problem): self?.show(problem)
            }
        }
        if begun { state.problem = nil }
    }
}
