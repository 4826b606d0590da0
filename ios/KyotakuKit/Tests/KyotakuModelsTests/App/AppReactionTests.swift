import Foundation
import KyotakuCore
import KyotakuText
import Synchronization
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// What the app as a whole makes of each of the core's errors, with a phone that answers as told.
@MainActor
@Suite struct AppReactionTests {
    /// Where a problem on the home screen leads.
    enum Place: Equatable {
        case opening, registration, signIn, locked, home, update
    }

    @Test(arguments: Problem.ofEachReaction)
    func aProblemOfTheHomeScreenLeadsWhereItCanBeSolved(_ problem: Problem) async throws {
        // Given a phone in use
        let phone = ScriptedPhone.atHome(noticing: problem)
        if problem.reaction == .unlock {
            // So it stands when the start, the app and the home screen have looked at it.
            phone.standing.answer(Sample.overview(), Sample.overview())
            phone.standing.answer(Sample.overview(account: .locked))
        }
        let app = AppModel.scripted(phone)

        // When the home screen meets a problem
        app.send(.started)
        await app.settled()

        // Then it leads to where it is solved, or is shown
        let expected: Place =
            switch problem.reaction {
            case .activate: .opening
            case .signIn: .signIn
            case .unlock: .locked
            case .update: .update
            default: .home
            }
        #expect(place(of: app) == expected)
    }

    @Test func aRegistrationThatCannotBeUsedIsGivenUpAfterAQuestion() async throws {
        let problem = Problem(code: "MKA-E0009", reaction: .activate)
        let phone = ScriptedPhone.atHome(noticing: problem)
        phone.erasure.succeed()
        let app = AppModel.scripted(phone)
        app.send(.started)
        await app.settled()
        guard case .opening(let opening) = app.stage else {
            Issue.record("it is at \(app.stage)")
            return
        }
        #expect(opening.state.offersAnew)
        opening.send(.retried)
        opening.send(.anewChosen)
        phone.standing.restart(Sample.overview(registration: nil, account: .signedOut))
        opening.send(.anewConfirmed)
        await app.settled()
        #expect(phone.erasure.count == 1)
        guard case .start = app.stage else {
            Issue.record("it is at \(app.stage)")
            return
        }
    }

    @Test(arguments: Problem.ofEachReaction)
    func whatKeepsThePhoneShutHasAWayOn(_ problem: Problem) async {
        var exits: [String] = []
        let pauses = HeldPauses()
        let model = OpeningModel(
            opening: { throw problem },
            erasing: {},
            pausing: pauses
        ) { exit in
            exits.append("\(exit)")
        }
        model.send(.appeared)
        if problem.reaction == .deviceLocked {
            try? await waitUntil { pauses.count == 1 }
            #expect(model.state.phase == .waitingForUnlock(problem))
            model.stop()
        } else {
            await model.settled()
            let isUpdate = problem.reaction == .update
            #expect(exits.count == (isUpdate ? 1 : 0))
            if !isUpdate { #expect(model.state.phase == .failed(problem)) }
            #expect(model.state.offersAnew == (problem.reaction == .activate))
        }
    }

    @Test(arguments: Problem.ofEachReaction)
    func theHomeScreenShowsWhatLeadsNowhereElse(_ problem: Problem) async {
        for call in 0..<4 {
            let phone = ScriptedPhone.atHome()
            switch call {
            case 0: phone.standing.restart(failing: problem)
            case 1: phone.server.restart(failing: problem)
            case 2: phone.noticeLists.restart(failing: problem)
            default: phone.patientLists.restart(failing: problem)
            }
            var exits: [HomeExit] = []
            let home = home(phone) { exits.append($0) }
            home.send(.appeared)
            await home.settled()
            #expect(!home.state.isLooking)
            if let detour = problem.detour {
                #expect(exits == [.detour(detour)])
            } else if call == 3, problem.needsPassword {
                #expect(home.state.patients == .locked && home.state.problem == nil)
            } else {
                let isOnline = home.state.connection == .online
                #expect(home.state.problem == problem || !isOnline)
                #expect(exits.isEmpty)
            }
        }
    }

    @Test func aPhoneWithoutAReaderBeginsNoVisit() async {
        let phone = ScriptedPhone.atHome()
        var exits: [HomeExit] = []
        let home = home(phone, ScriptedReader(availability: .unsupported)) { exits.append($0) }
        home.send(.appeared)
        await home.settled()
        #expect(!home.state.offers.cards)
        VisitIntent.allCases.forEach { home.send(.begun($0)) }
        #expect(exits.isEmpty)
        home.send(.patientsChosen)
        #expect(exits == [.patients])
    }

    @Test func whatWaitsIsCountedByWhatIsToBeDone() async {
        let phone = ScriptedPhone.atHome()
        phone.waitingLists.restart([
            .sample("a"), .sample("b", answered: true), .sample("c", delivered: true),
            .sample("d", delivered: true, refusedAnswer: "MKA-E3011"),
            .sample("e", code: "MKA-E2055"),
        ])
        phone.deliveries.answer(.sample())
        let home = home(phone) { _ in }
        home.send(.appeared)
        await home.settled()
        #expect(home.state.waiting.unsent == 2)
        #expect(home.state.waiting.unanswered == 2)
        #expect(home.state.waiting.refused == 1)
        #expect(phone.deliveries.count == 1)
    }

    @Test func anEventIsReportedOnceAndOneAfterTheOther() async {
        let phone = ScriptedPhone.atHome()
        phone.events.succeed()
        let app = AppModel.scripted(phone)
        app.send(.screenshotTaken)
        app.send(.started)
        await app.settled()
        app.send(.screenshotTaken)
        app.send(.captureChanged(true))
        await app.settled()
        // Nothing could be seen before the app was in use.
        #expect(phone.events.arguments == [.screenshot, .screenCaptured])
    }

    @Test func theHomeScreenLooksAgainWhenTheNetworkChanges() async throws {
        let phone = ScriptedPhone.atHome()
        let network = ChangingPath()
        let app = AppModel.scripted(phone, in: network)
        app.send(.started)
        await app.settled()
        let home = try #require(app.stage.home)
        #expect(home.state.connection == .online)

        let offline = Problem(code: "MKA-E5001", reaction: .offline)
        phone.server.restart(failing: offline)
        network.change(to: .none)
        try await waitUntil { home.state.connection == .failed(offline) }

        // What waits goes as soon as it can, without anybody.
        phone.server.succeed()
        phone.waitingLists.restart([.sample("a")])
        phone.deliveries.answer(.sample())
        network.change(to: .mobile)
        try await waitUntil { home.state.connection == .online && phone.deliveries.count == 1 }

        // Nobody looks at it while something lies over it, or nobody is signed in.
        await app.settled()
        let asked = phone.server.count
        home.send(.menuChosen)
        network.change(to: .wiFi)
        app.send(.phaseChanged(.background))
        try await waitUntil { network.isForgotten }
        #expect(phone.server.count == asked)
    }

    private func place(of app: AppModel) -> Place? {
        switch app.stage {
        case .opening: .opening
        case .registration: .registration
        case .signIn: .signIn
        case .locked: .locked
        case .home: .home
        case .update: .update
        case .launching, .start, .passcode: nil
        }
    }

    private func home(
        _ phone: ScriptedPhone,
        _ reader: ScriptedReader = ScriptedReader(),
        exit: @escaping @MainActor (HomeExit) -> Void
    ) -> HomeModel {
        let roles = HomeModel.Roles(
            phone: phone,
            marking: ScriptedMarks(),
            reader: reader,
            pausing: HeldPauses(),
            server: "https://kyotaku.example.jp:8443",
            now: { Sample.now }
        )
        return HomeModel(roles, exit: exit)
    }
}

/// A connection that changes when it is told to.
private final class ChangingPath: NetworkPathReading {
    private let follower = Mutex<AsyncStream<NetworkPath>.Continuation?>(nil)

    var isForgotten: Bool { follower.withLock { $0 == nil } }

    func path() async -> NetworkPath { .wiFi }

    func changes() -> AsyncStream<NetworkPath> {
        AsyncStream { continuation in
            continuation.onTermination = { [self] _ in follower.withLock { $0 = nil } }
            follower.withLock { $0 = continuation }
        }
    }

    func change(to path: NetworkPath) {
        _ = follower.withLock { $0?.yield(path) }
    }
}
