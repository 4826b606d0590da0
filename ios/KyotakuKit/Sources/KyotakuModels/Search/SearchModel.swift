import Foundation
import KyotakuCore
import KyotakuText
import Observation

/// P62 資格確認結果検索, behind the password.
///
/// The list is kept while the screen is there and the password counts. When its time is over the
/// list goes, also if nobody touches the phone.
@MainActor
@Observable
public final class SearchModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: SearchState
    /// The password again, while it is wanted. What was under way goes on behind it.
    public private(set) var gate: PasswordGateModel?

    private let searching: any ResultSearching
    private let pausing: any Pausing
    private let now: @Sendable () -> Date
    private let exit: @MainActor (SearchExit) -> Void
    private let work = Work()
    private var next: ResultQuery?
    private var watch: Task<Void, Never>?

    /// How often it is looked whether the password still counts.
    static let lookEvery = Duration.seconds(5)

    /// An empty form.
    ///
    /// - Parameter now: The phone's time.
    public init(
        searching: any ResultSearching,
        pausing: any Pausing = SystemPauses(),
        now: @escaping @Sendable () -> Date,
        exit: @escaping @MainActor (SearchExit) -> Void
    ) {
        self.searching = searching
        self.pausing = pausing
        self.now = now
        self.exit = exit
        state = SearchState(longestSpan: searching.longestSearch)
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: SearchAction) {
        switch action {
        case .edited(let form):
            state.form = form
            state.fieldProblems = [:]
        case .cleared:
            state.form = SearchForm()
            state.fieldProblems = [:]
        case .submitted: submit()
        case .moreChosen:
            if let next, state.listing != nil { search(next, as: .addingPage) }
        case .resultChosen(let number):
            guard state.listing?.results.contains(where: { $0.id == number }) == true else {
                return
            }
            exit(.result(receptionNumber: number))
        case .backChosen: exit(.back)
        case .resultEnded: end()
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
        await gate?.settled()
        await work.settled()
    }

    /// Forgets what was found and what was asked for. Called when the screen is left.
    public func stop() {
        work.cancel()
        watch?.cancel()
        watch = nil
        gate?.stop()
        gate = nil
        next = nil
        state = SearchState(longestSpan: state.longestSpan)
        searching.closeResults()
    }

    private func submit() {
        // Who answers the gate does not search by that.
        guard gate == nil, state.activity == .none, let today = CalendarDay(inJapanAt: now())
        else { return }
        state.fieldProblems = state.form.problems(longestSpan: state.longestSpan, today: today)
        guard state.fieldProblems.isEmpty else { return }
        search(state.form.query, as: .searching)
    }

    private func search(_ query: ResultQuery, as activity: SearchState.Activity) {
        let searching = searching
        let begun = work.begin {
            try await searching.search(query)
        } onEnd: { [weak self] result in
            self?.answered(result)
        }
        guard begun else { return }
        state.activity = activity
        state.problem = nil
        state.hasEnded = false
    }

    private func answered(_ result: Result<ResultList, Problem>) {
        state.activity = .none
        switch result {
        case .success(let list): show(list)
        case .failure(let problem) where problem.needsPassword:
            close()
            openGate()
        case .failure(let problem):
            state.problem = problem
            if let detour = problem.detour { exit(.detour(detour)) }
        }
    }

    private func show(_ list: ResultList) {
        next = list.next
        state.listing = SearchState.Listing(
            results: list.results.map(ResultLine.init),
            hasMore: list.next != nil
        )
        guard watch == nil else { return }
        watch = Task { [weak self, pausing] in
            while (try? await pausing.pause(for: Self.lookEvery)) != nil, let self {
                self.look()
            }
        }
    }

    /// The core has forgotten the list as soon as the password counts no more.
    private func look() {
        guard let listing = state.listing, !listing.results.isEmpty, state.activity == .none
        else { return }
        if searching.listed().results.isEmpty { end() }
    }

    private func end() {
        guard state.listing != nil else { return }
        close()
        state.hasEnded = true
    }

    private func close() {
        state.listing = nil
        next = nil
    }

    private func openGate() {
        gate = PasswordGateModel(searching: searching) { [weak self] exit in
            self?.gateLeft(exit)
        }
        gate?.uses.tell(uses)
    }

    private func gateLeft(_ gateExit: PasswordGateExit) {
        gate = nil
        switch gateExit {
        // A page cannot be added to a list that was forgotten, so the search begins anew.
        case .opened: submit()
        case .cancelled: break
        case .detour(let detour): exit(.detour(detour))
        }
    }
}
