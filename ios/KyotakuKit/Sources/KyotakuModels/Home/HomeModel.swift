import Foundation
import KyotakuCore
import KyotakuText
import Observation

/// P20 ホーム: what can be begun, what waits, and the way to the server.
///
/// Whenever it is looked at, what needs no person is sent.
@MainActor
@Observable
public final class HomeModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = HomeState()

    private let roles: Roles
    private let exit: @MainActor (HomeExit) -> Void
    private let work = Work()
    private let hiding = Work()

    /// How long the names of today's patients are shown without another look.
    static let glance = Duration.seconds(300)

    /// What the home screen looks at.
    public struct Roles: Sendable {
        let phone: any PhoneWatching & Delivering & NoticeReading & Requerying
        let marking: any NoticeMarking
        let reader: any CardTapping
        let pausing: any Pausing
        /// The server, as in the configuration of the phone.
        let server: String
        let now: @Sendable () -> Date
    }

    /// A home screen that has not looked at anything.
    public init(_ roles: Roles, exit: @escaping @MainActor (HomeExit) -> Void) {
        self.roles = roles
        self.exit = exit
        state.destination = serverName(of: roles.server)
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: HomeAction) {
        switch action {
        case .appeared, .refreshed: look()
        case .begun(let intent): if state.offers.cards { exit(.visit(intent)) }
        case .waitingChosen: exit(.waiting)
        case .noticesChosen: exit(.notices)
        case .patientsChosen: exit(.patients)
        case .patientChosen(let id):
            guard case .shown(let lines) = state.patients, lines.contains(where: { $0.id == id })
            else { return }
            exit(.requery(of: id))
        case .menuChosen: exit(.menu)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way, and forgets the patients.
    public func stop() {
        work.cancel()
        hiding.cancel()
        state.isLooking = false
        state.patients = .locked
    }

    /// First what the phone knows by itself, then the server.
    private func look() {
        let phone = roles.phone
        let begun = work.begin {
            (try await phone.overview(), try await phone.waiting())
        } onEnd: { [weak self] result in
            switch result {
            case .success((let overview, let waiting)): self?.know(overview, waiting)
            case .failure(let problem): self?.failed(problem)
            }
        }
        guard begun else { return }
        state.isLooking = true
        state.problem = nil
    }

    private func know(_ overview: PhoneOverview, _ waiting: [WaitingDelivery]) {
        state.institution = overview.registration?.institution.name ?? ""
        state.userName = overview.profile?.name ?? ""
        state.offers.cards = roles.reader.availability == .available
        state.offers.visualRefused = overview.visualRefused
        state.waiting = HomeState.WaitingCounts(waiting)
        ask()
    }

    private func ask() {
        let (roles, hasUnsent) = (roles, state.waiting.unsent > 0)
        work.begin {
            try await Answers(of: roles, delivering: hasUnsent)
        } onEnd: { [weak self] result in
            switch result {
            case .success(let answers): self?.asked(answers)
            case .failure(let problem): self?.failed(problem)
            }
        }
    }

    private func asked(_ answers: Answers) {
        state.isLooking = false
        state.connection = answers.connection
        state.unreadNotices = answers.unreadNotices ?? state.unreadNotices
        if let waiting = answers.waiting { state.waiting = HomeState.WaitingCounts(waiting) }
        state.patients = answers.patients.map { .shown($0.map(PatientLine.init)) } ?? .locked
        hidePatientsLater()
        guard let problem = answers.problem else { return }
        failed(problem)
    }

    private func failed(_ problem: Problem) {
        state.isLooking = false
        state.problem = problem
        if let detour = problem.detour { exit(.detour(detour)) }
    }

    private func hidePatientsLater() {
        hiding.cancel()
        guard case .shown = state.patients else { return }
        let pausing = roles.pausing
        hiding.begin {
            try await pausing.pause(for: Self.glance)
        } onEnd: { [weak self] _ in
            self?.state.patients = .locked
        }
    }
}

/// What the server has answered.
private struct Answers: Sendable {
    var connection = HomeState.Connection.online
    var waiting: [WaitingDelivery]?
    var unreadNotices: Int?
    var patients: [Patient]?
    /// Why not everything was asked, if the way to the server is not the reason.
    var problem: Problem?

    /// Asks one after the other, and no more than has an answer.
    init(of roles: HomeModel.Roles, delivering: Bool) async throws {
        let phone = roles.phone
        do {
            try await phone.checkServer()
        } catch {
            guard let problem = Problem(error) else { throw error }
            connection = .failed(problem)
            self.problem = problem.detour == nil ? nil : problem
            return
        }
        do {
            if delivering {
                _ = try await phone.deliverWaiting()
                waiting = try await phone.waiting()
            }
            let board = NoticeBoard(reading: phone, marking: roles.marking)
            unreadNotices = try await board.unreadCount()
            patients = try await Self.patients(of: phone, on: roles.now())
        } catch {
            guard let problem = Problem(error) else { throw error }
            if problem.reaction == .offline {
                connection = .failed(problem)
            } else {
                self.problem = problem
            }
        }
    }

    /// Nothing while the password is needed to see them.
    private static func patients(
        of phone: any Requerying,
        on now: Date
    ) async throws -> [Patient]? {
        let today = CalendarDay(inJapanAt: now).map { CalendarDate($0) }
        do {
            let query = PatientsQuery(from: today, to: today, kana: nil, cursor: nil)
            return try await phone.patients(query).patients
        } catch {
            guard let problem = Problem(error), problem.needsPassword else { throw error }
            return nil
        }
    }
}
