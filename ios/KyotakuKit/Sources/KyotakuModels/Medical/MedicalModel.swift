import Foundation
import KyotakuCore
import KyotakuText
import Observation

/// P65 医療情報 that the patient has agreed to show, for accounts of the role 医療情報閲覧.
///
/// Looking is recorded, so nothing is fetched before somebody asks for a kind.
@MainActor
@Observable
public final class MedicalModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = MedicalState()

    private let receptionNumber: String
    private let reading: any MedicalReading
    private let exit: @MainActor (MedicalExit) -> Void
    private let work = Work()

    /// How many months there are to choose from: five years.
    static let monthsOffered = 60

    /// The most entries that the server gives of a kind.
    static let mostEntries = 200

    /// Medical information about the person of a result.
    ///
    /// - Parameters:
    ///   - mayView: Whether whoever is signed in has the role for it.
    ///   - now: The phone's time, whose month the period ends with at first.
    public init(
        of receptionNumber: String,
        reading: any MedicalReading,
        mayView: Bool,
        now: @escaping @Sendable () -> Date,
        exit: @escaping @MainActor (MedicalExit) -> Void
    ) {
        self.receptionNumber = receptionNumber
        self.reading = reading
        self.exit = exit
        state.to = CalendarDay(inJapanAt: now()).map { CalendarMonth($0) }
        state.from = state.to?.earlier(by: 11)
        state.months = (0..<Self.monthsOffered).compactMap { state.to?.earlier(by: $0) }
        if !mayView { state.phase = .refused(code: Self.notPermitted, offersVisit: false) }
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: MedicalAction) {
        switch action {
        case .kindChosen(let kind): change { $0.kind = kind }
        case .fromChosen(let from): change { $0.from = from }
        case .toChosen(let to): change { $0.to = to }
        case .submitted: fetch()
        case .visitChosen:
            if case .refused(_, offersVisit: true) = state.phase { exit(.visit) }
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Forgets what was fetched. Called when the screen is left.
    public func stop() {
        work.cancel()
        state.phase = .ready
    }

    /// What was fetched by other conditions is not shown under these.
    private func change(_ conditions: (inout MedicalState) -> Void) {
        guard !isForbidden else { return }
        work.cancel()
        conditions(&state)
        state.phase = .ready
        state.periodProblem = nil
    }

    private var isForbidden: Bool {
        if case .refused(Self.notPermitted, _) = state.phase { true } else { false }
    }

    private func fetch() {
        switch state.phase {
        case .ready, .shown, .failed: break
        case .refused(let code, _) where code != Self.notPermitted: break
        case .fetching, .refused: return
        }
        if let from = state.from, let to = state.to, to < from {
            state.periodProblem = Codes.searchMalformed
            return
        }
        let query = MedicalQuery(
            kind: state.kind,
            from: state.from?.firstDay.map { CalendarDate($0) },
            to: state.to?.lastDay.map { CalendarDate($0) }
        )
        let (reading, number) = (reading, receptionNumber)
        work.begin {
            try await reading.medicalInformation(of: number, query)
        } onEnd: { [weak self] result in
            self?.answered(result)
        }
        state.phase = .fetching
    }

    private func answered(_ result: Result<MedicalInformation, Problem>) {
        switch result {
        case .success(let information):
            state.phase = .shown(
                MedicalState.Listing(
                    entries: information.entries.map { MedicalLine($0, of: information.kind) },
                    isLimited: information.entries.count >= Self.mostEntries
                )
            )
        case .failure(let problem) where problem.reaction == .refused:
            state.phase = .refused(
                code: problem.code,
                offersVisit: Self.askable.contains(problem.code)
            )
        case .failure(let problem):
            state.phase = .failed(problem)
            if let detour = problem.detour { exit(.detour(detour)) }
        }
    }

    /// The role is missing, and asking again changes nothing.
    private static let notPermitted = Codes.accountNotPermitted

    /// The consent was revoked, has ended, is missing, or does not cover the kind: the patient can
    /// be asked again, with the card.
    private static let askable: Set = [
        Codes.consentWithdrawn, Codes.consentExpired, Codes.consentMissing, Codes.itemNotConsented,
    ]
}
