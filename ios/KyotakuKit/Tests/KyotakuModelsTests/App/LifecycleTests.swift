import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// The app that is left, comes back, and is looked at by others; with the real core and clinic.
@MainActor
@Suite(.serialized)
struct LifecycleTests {
    @Test func anAppThatIsNotInFrontIsCovered() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.send(.phaseChanged(.inactive))
        #expect(try !handset.app.state.showsContent)
        try await handset.send(.phaseChanged(.active))
        #expect(try handset.app.state.showsContent)
        try await handset.at(\.home)
    }

    @Test func itsOwnSheetsDoNotCoverTheApp() async throws {
        // Given an owner who is being asked
        let handset = try Handset()
        try await handset.startAtHome()
        let owner = try handset.app.owner
        handset.owner.hold()
        let asked = Task { await owner.answer(reason: "?") }
        try await waitUntil { handset.owner.asked == 1 }

        // When the system's sheet takes the front
        try handset.app.send(.phaseChanged(.inactive))

        // Then nothing is covered; and without a sheet it is
        #expect(try handset.app.state.showsContent)
        handset.owner.letGo()
        _ = await asked.value
        try handset.app.send(.phaseChanged(.inactive))
        #expect(try !handset.app.state.showsContent)
    }

    @Test func whatTakesAnOwnSheetAwayCoversTheApp() async throws {
        // Given an owner who is being asked
        let handset = try Handset()
        try await handset.startAtHome()
        let owner = try handset.app.owner
        handset.owner.hold()
        handset.owner.answer(.interrupted)
        let asked = Task { await owner.answer(reason: "?") }
        try await waitUntil { handset.owner.asked == 1 }
        try handset.app.send(.phaseChanged(.inactive))
        #expect(try handset.app.state.showsContent)

        // When a call takes the front
        handset.owner.letGo()
        _ = await asked.value

        // Then the app is covered until it is active again
        #expect(try !handset.app.state.showsContent)
        try handset.app.send(.phaseChanged(.active))
        #expect(try handset.app.state.showsContent)
    }

    @Test func whoeverIsStillNotInFrontWhenAnOwnSheetHasGoneIsCovered() async throws {
        // Given a sheet that ends while something else is in front
        let handset = try Handset()
        try await handset.startAtHome()
        let owner = try handset.app.owner
        for isActiveInTime in [true, false] {
            handset.owner.hold()
            let before = handset.owner.asked
            let asked = Task { await owner.answer(reason: "?") }
            try await waitUntil { handset.owner.asked == before + 1 }
            try handset.app.send(.phaseChanged(.inactive))
            let waiting = handset.pauses.count
            handset.owner.letGo()
            _ = await asked.value

            // When it has had the time to go
            #expect(try handset.app.state.showsContent)
            try await waitUntil { handset.pauses.count > waiting }
            if isActiveInTime {
                try handset.app.send(.phaseChanged(.active))
                try await waitUntil { handset.pauses.count == waiting }
                try handset.app.send(.phaseChanged(.active))
                #expect(try handset.app.state.showsContent)
            } else {
                handset.pauses.pass()
                try await waitUntil { (try? handset.app.state.showsContent) == false }
            }
        }
    }

    @Test func aPhoneThatWasAwayForAMomentIsUsedOn() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.goAway(seconds: 10)
        try await handset.at(\.home)
        #expect(try handset.app.state.showsContent)
    }

    @Test func aPhoneThatWasAwayTooLongIsLockedAndItsOwnerUnlocksIt() async throws {
        // Given a phone away for a minute
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.goAway(seconds: 60)

        // When somebody else tries, and then the owner
        handset.owner.answer(.failed)
        try await handset.at(\.locked) { $0.send(.unlockChosen(reason: "?")) }
        try await handset.at(\.locked) { #expect($0.state.failure == .failed) }
        handset.owner.answer(nil)
        try await handset.at(\.locked) { $0.send(.unlockChosen(reason: "?")) }

        // Then it is in use
        try await handset.at(\.home)
    }

    @Test func aPhoneThatNobodyTouchesLocksByItself() async throws {
        // Given a phone that lies on the table
        let handset = try Handset()
        try await handset.startAtHome()
        try handset.clinic.advance(seconds: 290)
        try await handset.send(.touched)
        try handset.clinic.advance(seconds: 290)
        handset.pauses.pass()
        try await handset.app.settled()
        try await handset.at(\.home)

        // When five minutes are over
        try handset.clinic.advance(seconds: 20)
        try await waitUntil { handset.pauses.count > 0 }
        handset.pauses.pass()
        try await waitUntil { (try? handset.app.stage.locked) != nil }

        // Then it is locked
        try await handset.at(\.locked)
    }

    @Test func whoeverWouldBeInterruptedByTheLockIsToldBefore() async throws {
        // Given a patient who reads what is asked
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.begun(.visit)) }
        try await handset.identify()
        try await handset.visit(\.person) { $0.send(.same) }
        try await handset.visit(\.handover) { $0.send(.started) }
        try handset.app.visit?.send(.languageChosen(.plainJapanese))
        try await handset.letPass(seconds: 250)
        #expect(try handset.app.state.lockWarning == nil)

        // When there are some thirty seconds left
        try await handset.letPass(seconds: 10)

        // Then the patient is told, and goes on
        #expect(try handset.app.state.lockWarning == .plainJapanese)
        try await handset.send(.lockPostponed)
        #expect(try handset.app.state.lockWarning == nil)
        try await handset.letPass(seconds: 250)
        #expect(try handset.app.state.lockWarning == nil)
        #expect(try handset.app.visit?.path.last == .consent)
    }

    @Test func aTouchThatIsNoAnswerTakesTheWarningAwayAtTheNextLook() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.begun(.visit)) }
        try await handset.letPass(seconds: 265)
        #expect(try handset.app.state.lockWarning == .japanese)
        try await handset.send(.touched)
        // Not under the finger.
        #expect(try handset.app.state.lockWarning == .japanese)
        try await handset.letPass(seconds: 15)
        #expect(try handset.app.state.lockWarning == nil)
    }

    @Test func aWarningThatNobodyAnswersIsFollowedByTheLock() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.begun(.visit)) }
        try await handset.letPass(seconds: 265)
        #expect(try handset.app.state.lockWarning == .japanese)
        // VoiceOver goes to the warning by itself.
        try await handset.send(.readOn)
        try handset.clinic.advance(seconds: 40)
        handset.pauses.pass()
        try await waitUntil { (try? handset.app.stage.locked) != nil }
        #expect(try handset.app.state.lockWarning == nil)
    }

    @Test func whereNothingWouldBeLostNobodyIsWarned() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.letPass(seconds: 270)
        #expect(try handset.app.state.lockWarning == nil)
        try await handset.at(\.home) { $0.send(.menuChosen) }
        try await handset.letPass(seconds: 270)
        #expect(try handset.app.state.lockWarning == nil)
        try await handset.on(\.menu) { $0.send(.chosen(.guide)) }
        try await handset.letPass(seconds: 270)
        #expect(try handset.app.state.lockWarning == .japanese)
    }

    @Test func aTouchOfALockedPhoneShowsTheLock() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try handset.clinic.advance(seconds: 400)
        try await handset.send(.touched)
        try await handset.at(\.locked)
    }

    @Test func aVisitOutlivesTheLock() async throws {
        // Given a visit whose card has signed
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.begun(.visit)) }
        try await handset.identify()
        #expect(try handset.app.visit?.path == [.person])

        // When the phone is away too long, and unlocked
        try await handset.goAway(seconds: 60)
        #expect(try handset.app.visit?.pages.isEmpty == true)
        try await handset.at(\.locked) { #expect($0.state.keepsVisit) }
        try await handset.at(\.locked) { $0.send(.unlockChosen(reason: "?")) }

        // Then the visit goes on
        #expect(try handset.app.visit?.path == [.person])
    }

    @Test func aRecordedScreenIsBlankAndReported() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.send(.captureChanged(true))
        try await handset.send(.captureChanged(true))
        #expect(try !handset.app.state.showsContent)
        try await handset.send(.captureChanged(false))
        #expect(try handset.app.state.showsContent)
        try await handset.send(.screenshotTaken)
        #expect(try handset.app.state.notice == .screenshot)
        let actions = try await handset.history()
        #expect(actions.filter { $0 == "screen-captured" }.count == 1)
        #expect(actions.filter { $0 == "screenshot-taken" }.count == 1)
    }

    @Test func whatWaitsIsSentWhenTheHomeScreenLooks() async throws {
        // Given an answer that waits for the network
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.begun(.visit)) }
        try await handset.identify()
        try handset.clinic.clinic.cutNetwork()
        try await handset.agreeAndLeave()
        try await handset.at(\.home) { $0.send(.refreshed) }
        try await handset.at(\.home) { home in
            #expect(home.state.waiting.unsent == 1)
            guard case .failed(let problem) = home.state.connection else {
                Issue.record("it is \(home.state.connection)")
                return
            }
            #expect(problem.reaction == .offline)
        }

        // When the network is back, and the app comes to the front
        try handset.clinic.clinic.mendNetwork()
        try await handset.goAway(seconds: 5)

        // Then it is registered
        try await handset.at(\.home) { home in
            #expect(home.state.waiting.unsent == 0)
            #expect(home.state.connection == .online)
        }
        #expect(try handset.clinic.clinic.consents().count == 1)
    }

    @Test func theLanguageOfStaffIsKept() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.send(.languageChosen(.english))
        try await handset.send(.languageChosen(.plainJapanese))
        #expect(try handset.app.state.language == .english)
        try await handset.start()
        #expect(try handset.app.state.language == .english)
    }
}
