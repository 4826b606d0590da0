import Foundation
import KyotakuCore
import KyotakuText
import Observation

/// One visit, from the choice of care to its end.
///
/// What comes next is said by the step of the core's overview, and by nothing else. What the flow
/// knows besides is in whose hands the phone is, whether the patient has to enter a PIN, and which
/// screens of one step lie on each other.
///
/// Back never loses what the core has taken: until the card has signed it leads to the choice of the
/// method, and the core keeps an entered PIN for the card it was meant for; after that it asks whether
/// to leave, and the phone keeps what was signed. A consent that was not given to its end is asked for
/// anew when the phone was given back.
@MainActor
@Observable
public final class VisitFlowModel {
    /// What belongs to the visit as a whole.
    public internal(set) var state: VisitFlowState
    /// The screens that lie on each other, the one to be seen last.
    public private(set) var pages: [VisitPage] = []

    /// The same as a path.
    public var path: [VisitScreen] { pages.map(\.screen) }

    /// Who has begun it, by their ユーザーID.
    let staff: String?
    let roles: VisitRoles
    let leave: @MainActor (VisitFlowExit) -> Void
    let work = Work()
    /// Told of whatever somebody does during the visit.
    let uses = Uses()

    /// How the phone stood when it was last asked.
    var standing: PhoneOverview
    var visit: (any VisitRunning)?
    /// What was chosen, to begin again with.
    var careKind: CareKind?
    var method: ConfirmationMethod?
    /// What is kept of a visit that was put aside, or is taken up again.
    var delivery: String?
    /// Why the patient has to enter the PIN; nothing while the core has one.
    var pinRequest: PinRequest? = PinRequest()
    var acceptsLastTry = false
    /// The method that was chosen in the patient's hands, until staff have the phone.
    var wantedMethod: ConfirmationMethod?
    /// The kind of care whose consent is being changed.
    var changedKind: CareKind?
    /// Why the answer before was not taken.
    var refusedAnswer: String?
    /// What goes on by itself, also while the phone comes back from the patient.
    var exchange: ExchangeModel?
    /// When the server has verified who is there.
    var verifiedAt: Date?

    /// A visit that has not begun.
    ///
    /// - Parameter standing: How the phone stands.
    public convenience init(
        _ intent: VisitIntent,
        standing: PhoneOverview,
        roles: VisitRoles,
        exit: @escaping @MainActor (VisitFlowExit) -> Void
    ) {
        self.init(intent, standing: standing, delivery: nil, roles: roles, exit: exit)
    }

    /// A visit that goes on from what the phone keeps.
    public convenience init(
        resuming delivery: String,
        standing: PhoneOverview,
        roles: VisitRoles,
        exit: @escaping @MainActor (VisitFlowExit) -> Void
    ) {
        self.init(.visit, standing: standing, delivery: delivery, roles: roles, exit: exit)
    }

    private init(
        _ intent: VisitIntent,
        standing: PhoneOverview,
        delivery: String?,
        roles: VisitRoles,
        exit: @escaping @MainActor (VisitFlowExit) -> Void
    ) {
        state = VisitFlowState(intent: intent)
        staff = standing.profile?.id
        self.standing = standing
        self.delivery = delivery
        self.roles = roles
        leave = exit
    }

    /// Shows the first screen, or leaves at once. Called when the flow is where its exit looks for it.
    public func begin() {
        guard visit == nil, pages.isEmpty else { return }
        takeUpWhatThereIs()
    }

    /// Takes up what somebody has done.
    public func send(_ action: VisitFlowAction) {
        uses.note()
        switch action {
        case .backChosen:
            guard !work.isUnderWay, state.question == nil else { return }
            // What could not be taken up has no screen; what waits of it, waits on.
            guard let page = pages.last else { return leaveForHome() }
            page.goBack()
        case .languageChosen(let language):
            guard Language.forPatients.contains(language) else { return }
            state.language = language
        case .staffCalled(let calls): state.callsStaff = calls
        case .wentOn: state.question = nil
        case .leftForLater:
            guard state.question?.isKept == true else { return }
            leaveForHome()
        case .abandoned:
            guard state.question != nil else { return }
            // The question goes with its answer; what comes of that may be asked about anew.
            state.question = nil
            abandon()
        case .retried: if visit == nil { takeUpWhatThereIs() }
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        var seen: [ObjectIdentifier] = []
        repeat {
            seen = pages.map { ObjectIdentifier($0.model) }
            await work.settled()
            await exchange?.settled()
            await pages.last?.model.settled()
        } while work.isUnderWay || seen != pages.map { ObjectIdentifier($0.model) }
    }

    /// Puts other screens on each other. Those that are left forget what is about a person.
    func show(_ next: [VisitPage]) {
        let staying = Set(next.map { ObjectIdentifier($0.model) })
        for page in pages where !staying.contains(ObjectIdentifier(page.model)) {
            // What is asked of the server goes on while the phone comes back.
            guard page.model !== exchange else { continue }
            page.model.stop()
        }
        next.forEach { $0.model.uses.tell(uses) }
        pages = next
    }

    /// Puts a screen on the others, unless it lies there: who taps twice goes on once.
    func push(_ page: VisitPage) {
        guard !path.contains(page.screen) else { return page.model.stop() }
        show(pages + [page])
    }

    /// Takes the uppermost screen away.
    func pop() {
        show(pages.dropLast())
    }

    /// Looks at the phone anew, and goes on.
    func refresh(then goOn: @escaping @MainActor () -> Void) {
        let watching = roles.watching
        work.begin {
            try await watching.overview()
        } onEnd: { [weak self] result in
            if case .success(let standing) = result { self?.standing = standing }
            goOn()
        }
    }

    /// Ends the flow. What the phone keeps is kept.
    func end() {
        work.cancel()
        exchange?.stop()
        exchange = nil
        show([])
        visit = nil
        state.question = nil
    }

    private func abandon() {
        guard let visit else { return leaveForHome() }
        // Whatever the visit would have gone on with, it does not go on.
        work.cancel()
        work.begin {
            try await visit.abandon()
        } onEnd: { [weak self] result in
            guard let self else { return }
            if case .failure(let problem) = result, visit.overview().step != .stopped {
                return self.notAbandoned(problem)
            }
            self.leaveForHome()
        }
    }

    /// It is still there, and staff say what to do with it.
    private func notAbandoned(_ problem: Problem) {
        if let detour = problem.detour { return self.detour(detour) }
        state.question = .notAbandoned(problem, isKept: visit?.overview().delivery != nil)
    }

    /// Leaves for the first screen. What the phone keeps waits there.
    func leaveForHome() {
        end()
        leave(.home)
    }
}
