import Foundation
import KyotakuCore
import KyotakuText
import Observation

/// The patients of continuing home visits, behind the password: those of today, or all; one or
/// several of them are asked for again without the card.
@MainActor
@Observable
public final class PatientsModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = PatientsState()
    /// The password, while it is wanted. What was under way goes on behind it.
    public private(set) var gate: PasswordGateModel?

    private let requerying: any Requerying
    private let searching: any ResultSearching
    private let now: @Sendable () -> Date
    private let exit: @MainActor (PatientsExit) -> Void
    private let work = Work()
    private var fetched: PatientsQuery?
    private var cursor: String?

    /// An empty list.
    ///
    /// - Parameters:
    ///   - searching: Opens what the list is behind.
    ///   - now: The phone's time, which tells what day it is.
    public init(
        requerying: any Requerying,
        searching: any ResultSearching,
        now: @escaping @Sendable () -> Date,
        exit: @escaping @MainActor (PatientsExit) -> Void
    ) {
        self.requerying = requerying
        self.searching = searching
        self.now = now
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: PatientsAction) {
        switch action {
        case .appeared:
            if state.listing == nil, !state.needsPassword { fetch() }
        case .scopeChosen(let scope):
            guard state.activity == .none, scope != state.scope else { return }
            state.scope = scope
            fetch()
        case .kanaTyped(let kana):
            state.kana = kana
            state.kanaProblem = nil
        case .submitted: fetch()
        case .moreChosen: addPage()
        case .unlockChosen:
            if state.needsPassword { openGate() }
        case .selectingToggled:
            state.selection = state.selection == nil ? [] : nil
        case .patientChosen(let id): choose(id)
        case .requeryChosen: requerySelected()
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
        await gate?.settled()
        await work.settled()
    }

    /// Forgets the patients. Called when the screen is left.
    public func stop() {
        work.cancel()
        gate?.stop()
        gate = nil
        forget()
        state = PatientsState()
    }

    private func fetch() {
        let kana = state.kana.trimmed
        guard kana.isEmpty || KanaName.isBeginning(kana) else {
            state.kanaProblem = Codes.searchMalformed
            return
        }
        let today = CalendarDay(inJapanAt: now()).map { CalendarDate($0) }
        let day = state.scope == .today ? today : nil
        let query = PatientsQuery(
            from: day,
            to: day,
            kana: kana.isEmpty ? nil : kana,
            cursor: nil
        )
        ask(query, as: .fetching)
    }

    private func addPage() {
        guard let cursor, let fetched, state.listing != nil else { return }
        let next = PatientsQuery(
            from: fetched.from,
            to: fetched.to,
            kana: fetched.kana,
            cursor: cursor
        )
        ask(next, as: .addingPage)
    }

    private func ask(_ query: PatientsQuery, as activity: PatientsState.Activity) {
        let requerying = requerying
        let begun = work.begin {
            try await requerying.patients(query)
        } onEnd: { [weak self] result in
            self?.answered(result, to: query)
        }
        guard begun else { return }
        state.activity = activity
        state.problem = nil
        if activity == .fetching { forget() }
    }

    private func answered(_ result: Result<PatientList, Problem>, to query: PatientsQuery) {
        state.activity = .none
        switch result {
        case .success(let page):
            let before = query.cursor == nil ? [] : state.listing?.patients ?? []
            state.listing = PatientsState.Listing(
                patients: before + page.patients.map(PatientLine.init),
                hasMore: page.nextCursor != nil
            )
            state.needsPassword = false
            fetched = query
            cursor = page.nextCursor
        case .failure(let problem) where problem.needsPassword:
            forget()
            state.needsPassword = true
        case .failure(let problem):
            state.problem = problem
            if let detour = problem.detour { exit(.detour(detour)) }
        }
    }

    private func forget() {
        state.listing = nil
        if state.selection != nil { state.selection = [] }
        fetched = nil
        cursor = nil
    }

    private func choose(_ id: String) {
        guard let patient = state.listing?.patients.first(where: { $0.id == id }) else { return }
        guard let selection = state.selection else {
            exit(.requery(patient))
            return
        }
        if selection.contains(id) {
            state.selection?.remove(id)
        } else if !state.isSelectionFull, patient.requeryRefused == nil {
            state.selection?.insert(id)
        }
    }

    private func requerySelected() {
        guard let selection = state.selection, !selection.isEmpty, let listing = state.listing
        else { return }
        exit(.requeryAll(listing.patients.filter { selection.contains($0.id) }))
    }

    private func openGate() {
        guard gate == nil else { return }
        gate = PasswordGateModel(searching: searching) { [weak self] exit in
            self?.gateLeft(exit)
        }
        gate?.uses.tell(uses)
    }

    private func gateLeft(_ gateExit: PasswordGateExit) {
        gate = nil
        switch gateExit {
        case .opened: fetch()
        case .cancelled: break
        case .detour(let detour): exit(.detour(detour))
        }
    }
}
