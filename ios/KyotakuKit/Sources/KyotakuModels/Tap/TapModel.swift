import KyotakuCore
import Observation

/// P33 カードのセット and P34 読み取り中: one card, one sheet of the reader, as often as it takes.
@MainActor
@Observable
public final class TapModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: TapState

    private let visit: any VisitRunning
    private let reader: any CardTapping
    private let messages: TapMessages
    private let log: TapLog
    private let facts: DeviceFacts
    private let acceptsLastTry: Bool
    private let visualRefused: String?
    private let exit: @MainActor (TapExit) -> Void
    private let work = Work()

    /// Lost taps in a row after which the help with the position opens by itself.
    static let patience = 3

    /// A visit at `ready`.
    ///
    /// - Parameters:
    ///   - acceptsLastTry: Whether the patient was told that one try is left, and wants it.
    ///   - visualRefused: Why 目視 is not offered where the PIN leads nowhere, if that is so.
    init(
        visit: any VisitRunning,
        reading: TapReading,
        acceptsLastTry: Bool,
        visualRefused: String?,
        exit: @escaping @MainActor (TapExit) -> Void
    ) {
        self.visit = visit
        reader = reading.reader
        messages = reading.messages
        log = reading.log
        facts = reading.facts
        self.acceptsLastTry = acceptsLastTry
        self.visualRefused = visualRefused
        self.exit = exit
        let overview = visit.overview()
        state = TapState(
            stage: .ready,
            method: overview.plan.method,
            tapBefore: overview.tapBefore
        )
        if reader.availability != .available {
            state.news = .reader(.unsupported)
            state.offers = [.stop]
        }
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: TapAction) {
        switch action {
        case .started: start()
        case .methodChosen(let method):
            guard state.stage != .reading, method != state.method else { return }
            exit(.method(method))
        case .positionToggled:
            guard state.stage != .reading else { return }
            state.stage = state.stage == .position ? .ready : .position
        case .reportToggled: toggleReport()
        case .backChosen where state.stage == .reading: work.interrupt()
        case .backChosen where state.stage == .ready: exit(.back)
        case .backChosen: state.stage = .ready
        case .stopChosen: if state.stage != .reading { exit(.stop) }
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends the reading. Its outcome, if there is one, is the visit's.
    public func stop() {
        work.cancel()
        if state.stage == .reading { state.stage = .ready }
    }

    private func start() {
        guard reader.availability == .available else { return }
        let (visit, reader, messages) = (visit, reader, messages)
        let (agreed, clock) = (acceptsLastTry, ContinuousClock())
        let begun = work.begin {
            let conversation = try await visit.tap(acceptsLastTry: agreed)
            let begin = clock.now
            let end = await TapEnd.of(conversation, at: reader, messages: messages)
            return (end, begin.duration(to: clock.now))
        } onEnd: { [weak self] result in
            self?.ended(result)
        }
        guard begun else { return }
        state.stage = .reading
        state.news = nil
    }

    private func ended(_ result: Result<(TapEnd, Duration), Problem>) {
        state.stage = .ready
        switch result {
        case .failure(let problem): stopped(by: problem)
        case .success((let end, let duration)):
            log.add(end.entry(method: state.method, taking: duration))
            switch end {
            case .failure(let failure): failed(failure)
            case .result(.problem(let problem)): stopped(by: problem)
            case .result(.outcome(let outcome)): came(to: outcome)
            }
        }
    }

    private func came(to outcome: TapOutcome) {
        switch outcome {
        case .signed, .tooLate, .cardChanged: exit(.moved)
        case .wrongPin(let code, let tries):
            exit(.pin(PinRequest(code: code, triesLeft: Int(tries))))
        case .pinNeeded(let code, let tries, let fate):
            exit(.pin(PinRequest(code: code, triesLeft: Int(tries), fate: fate)))
        case .lastTry(let code):
            exit(.pin(PinRequest(code: code, triesLeft: 1, isLastTry: true)))
        case .pinBlocked(let code):
            say(.card(code: code, date: nil), visualRefused == nil ? [.visual, .stop] : [.stop])
        case .cardUnsuitable(let code, let date):
            say(.card(code: code, date: date), [.holdAnother, .stop])
        case .visualRefused(let code):
            say(.card(code: code, date: nil), [.pin, .hold])
        case .cardFault(let code):
            say(.card(code: code, date: nil), [.hold])
        case .holdAgain(let code?, _):
            say(.card(code: code, date: nil), [.hold])
        case .holdAgain(nil, _):
            say(nil, [.hold])
        case .learned:
            stopped(by: .internalFault)
        }
    }

    private func failed(_ failure: TapFailure) {
        switch failure {
        case .cancelled: say(nil, [.hold])
        case .unsupported, .notPermitted, .misconfigured: say(.reader(failure), [.stop])
        case .timedOut, .takenOver, .busy, .radioOff, .lostTooOften:
            say(.reader(failure), [.hold])
        }
    }

    private func stopped(by problem: Problem) {
        guard let detour = problem.detour else { return say(.problem(problem), [.hold]) }
        state.news = .problem(problem)
        exit(.detour(detour))
    }

    /// Shows what came of it, unless the visit has moved, by the time for example.
    private func say(_ news: TapNews?, _ offers: [TapOffer]) {
        state.news = news
        state.offers = offers
        guard visit.overview().step == .ready else { return exit(.moved) }
        if log.lostInARow >= Self.patience { state.stage = .position }
    }

    private func toggleReport() {
        switch state.stage {
        case .report: state.stage = .position
        case .position:
            state.stage = .report(SupportReport(facts: facts, entries: log.entries))
        case .ready, .reading: break
        }
    }
}

/// What every tap of a visit needs.
struct TapReading {
    let reader: any CardTapping
    let messages: TapMessages
    let log: TapLog
    let facts: DeviceFacts
}
