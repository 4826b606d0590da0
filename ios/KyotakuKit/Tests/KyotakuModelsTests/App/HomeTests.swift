import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// The home screen and the ways from it, with the real core and a real clinic.
@MainActor
@Suite(.serialized)
struct HomeTests {
    @Test func thePatientsOfTodayAreBehindThePassword() async throws {
        // Given a visit that was registered today
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.begun(.visit)) }
        try await handset.identify()
        try await handset.agreeAndLeave()
        try await handset.visit(\.done) { $0.send(.homeChosen) }
        try await handset.at(\.home) { #expect($0.state.patients == .locked) }

        // When staff give the password on the list of patients
        try await handset.at(\.home) { $0.send(.patientsChosen) }
        try await handset.on(\.patients) { $0.send(.appeared) }
        try await handset.on(\.patients) { $0.send(.unlockChosen) }
        let password = TypedSecret(handset.clinic.nurse.password)
        try await handset.on(\.patients) { patients in
            patients.gate?.send(.typed(password))
            patients.gate?.send(.submitted)
        }
        try await handset.send(.backChosen)

        // Then the home screen lists them, and forgets them by itself
        try await handset.at(\.home) { home in
            guard case .shown(let patients) = home.state.patients else {
                Issue.record("they are \(home.state.patients)")
                return
            }
            #expect(patients.map(\.name) == ["試験　花子"])
        }
        try await waitUntil { handset.pauses.count == 2 }
        handset.pauses.pass()
        try await waitUntil { (try? handset.app.stage.home?.state.patients) == .locked }
    }

    @Test func theResultIsShownAfterTheVisitAndTheVisitIsStillThere() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.begun(.visit)) }
        try await handset.identify()
        try await handset.agreeAndLeave()
        try await handset.visit(\.done) { $0.send(.resultChosen) }
        try await handset.on(\.result) { result in
            guard case .shown = result.state.phase else {
                Issue.record("it is \(result.state.phase)")
                return
            }
        }
        try await handset.send(.backChosen)
        #expect(try handset.app.pages.isEmpty)
        try await handset.visit(\.done) { $0.send(.nextChosen) }
        #expect(try handset.app.visit?.path.count == 1)
    }

    @Test func aVisitIsTakenUpFromWhatWaits() async throws {
        // Given a visit that was left before the patient was recognised
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.begun(.visit)) }
        try await handset.identify()
        try handset.app.visit?.send(.backChosen)
        try handset.app.visit?.send(.leftForLater)
        try await handset.app.settled()
        #expect(try handset.app.visit == nil)
        try await handset.at(\.home) { home in
            #expect(home.state.waiting.unanswered == 1)
            home.send(.waitingChosen)
        }

        // When it is taken up
        try await handset.on(\.waiting) { $0.send(.appeared) }
        try await handset.on(\.waiting) { waiting in
            guard let line = waiting.state.lines?.first else { return }
            waiting.send(.resumeChosen(line.id))
        }

        // Then it goes on
        #expect(try handset.app.visit?.path == [.person])
        #expect(try handset.app.pages.isEmpty)
    }

    @Test func everyEntryOfTheMenuLeadsSomewhereAndBack() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.menuChosen) }
        for entry in MenuEntry.allCases where entry != .signOut {
            try await handset.on(\.menu) { $0.send(.chosen(entry)) }
            #expect(try handset.app.pages.count == 2, "\(entry)")
            try await handset.send(.backChosen)
            #expect(try handset.app.pages.count == 1, "\(entry)")
        }
        try await handset.send(.backChosen)
        #expect(try handset.app.pages.isEmpty)
    }

    @Test func whoSignsOutLeavesNothingOpen() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.menuChosen) }
        try await handset.on(\.menu) { $0.send(.chosen(.signOut)) }
        try await handset.on(\.menu) { $0.send(.signOutConfirmed) }
        try await handset.at(\.signIn)
        #expect(try handset.app.pages.isEmpty)
        try await handset.signIn(as: handset.clinic.doctor)
        try await handset.at(\.home)
    }

    @Test func nothingOfAPersonStaysOnTheScreensBehindTheLock() async throws {
        // Given a result on the screen
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.begun(.visit)) }
        try await handset.identify()
        try await handset.agreeAndLeave()
        try await handset.visit(\.done) { $0.send(.resultChosen) }
        let result = try #require(try handset.app.pages.last?.result)

        // When the app goes away
        try await handset.send(.phaseChanged(.background))

        // Then it is gone
        #expect(result.state.phase == .left)
        #expect(try handset.app.pages.isEmpty)
    }
}
