import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// Visits that are put aside, against the real core and a real clinic.
@MainActor
@Suite(.serialized)
struct AsideTests {
    @Test func beforeTheCardHasSignedAVisitBeginsAgainWithWhatWasChosen() async throws {
        // Given a visit whose patient has entered the PIN
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)

        // When the app goes away and comes back
        try await bedside.putAside()

        // Then the PIN is asked for again, and nothing else
        try bedside.expect(.handover)
        try await bedside.enterPin(Bedside.pin)
        try await bedside.tap(try EmulatedCard(name: "T01"))
        try bedside.expect(.person)
    }

    @Test func digitsThatWereTypedAreGoneWhenTheAppGoesAway() async throws {
        // Given a patient who has typed two digits
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.on(\.handover) { $0.send(.started) }
        let pad = try #require(try bedside.flow.pages.last?.pin)
        pad.send(.digit(1))
        pad.send(.typed("2"))
        #expect(pad.state.count == 2)

        // When the app goes away
        try bedside.flow.setAside()

        // Then they are gone, and staff's screens come back to the owner only
        #expect(pad.state.count == 0)
        try bedside.flow.takeUp(ownerConfirmed: false)
        try await bedside.flow.settled()
        try bedside.expect(.handBack)
        try await bedside.handBack()
        try bedside.expect(.handover)
    }

    @Test func afterTheCardHasSignedAVisitGoesOnWhereThePatientIsRecognised() async throws {
        // Given a patient who is being asked
        let bedside = try await Bedside()
        try await bedside.identify()
        let person = try #require(try bedside.flow.pages.last?.person)
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.on(\.handover) { $0.send(.started) }
        let consent = try #require(try bedside.flow.pages.last?.consent)

        // When the app goes away
        try bedside.flow.setAside()

        // Then nothing of the patient is left
        #expect(person.state.person == nil)
        #expect(consent.state.draft == nil)
        #expect(try bedside.flow.pages.isEmpty)

        // And staff compare again before it goes on
        try bedside.flow.takeUp(ownerConfirmed: true)
        try await bedside.flow.settled()
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.agreeToAll()
        try bedside.expect(.done)
        #expect(try bedside.clinic.clinic.visits().count == 1)
    }

    @Test func anAnswerThatWasSentMeanwhileLeavesNothingToTakeUp() async throws {
        // Given an answer that waits for the network, and a phone put aside
        let bedside = try await Bedside()
        try await bedside.identify()
        try await bedside.on(\.person) { $0.send(.same) }
        try bedside.clinic.clinic.cutNetwork()
        try await bedside.agreeToAll()
        try bedside.flow.setAside()
        try bedside.clinic.clinic.mendNetwork()

        // When it is sent while nobody looks
        #expect(try await bedside.core.deliverWaiting().registered == 1)

        // Then that is said, and back leads home
        try bedside.flow.takeUp(ownerConfirmed: true)
        try await bedside.flow.settled()
        #expect(try bedside.flow.state.problem?.reaction == .refused)
        #expect(bedside.exits.isEmpty)
        try bedside.flow.send(.backChosen)
        #expect(bedside.exits == [.home])
    }

    @Test func aWishForSightIsMetWhenTheVisitIsTakenUpAndIsNoWishAnyMore() async throws {
        // Given a patient who would rather be seen than enter the PIN
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.on(\.handover) { $0.send(.started) }
        try await bedside.on(\.pin) { $0.send(.visualChosen) }
        try bedside.expect(.handBack)

        // When the phone is locked and unlocked before staff have it
        try await bedside.putAside()

        // Then it goes on by sight
        try bedside.expect(.sight)
        #expect(try bedside.flow.wantedMethod == nil)
    }

    @Test func aMethodThatWasLeftBeforeItWasTakenBeginsNoVisit() async throws {
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.on(\.careKind) { $0.send(.chosen(.homeVisit)) }
        try await bedside.on(\.method) {
            $0.send(.chosen(.pin))
            $0.send(.backChosen)
        }
        // Whatever the core was asked for is there by then.
        try await Task.sleep(for: .milliseconds(300))
        #expect(try bedside.flow.visit == nil)
    }

    @Test func aFinishedVisitKeepsItsNumberAndForgetsTheRest() async throws {
        // Given a visit that is registered
        let bedside = try await Bedside()
        try await bedside.visit()

        // When the app goes away and comes back
        try await bedside.putAside()

        // Then the number is there, and the result is found by it alone
        try await bedside.on(\.done) { done in
            guard case .registered(let registered) = done.state.outcome else {
                Issue.record("it came to \(done.state.outcome)")
                return
            }
            #expect(registered.items == nil)
            done.send(.resultChosen)
            #expect(bedside.exits == [.result(.listed(registered.receptionNumber))])
        }
    }

    @Test func aSessionThatEndsLeadsToTheSignInAndTheVisitGoesOnUnderTheNextAccount() async throws {
        // Given a session that ends before the challenge is fetched
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.core.signOut()
        try await bedside.chooseMethod(.pin)
        guard case .detour(.signIn) = bedside.exits.last else {
            Issue.record("it went to \(bedside.exits)")
            return
        }
        #expect(try bedside.flow.state.isAside)

        // When somebody else signs in
        let doctor = bedside.clinic.doctor
        _ = try await bedside.core.signIn(userId: doctor.id, password: doctor.secret)
        try bedside.flow.takeUp(ownerConfirmed: true)
        try await bedside.flow.settled()

        // Then the visit is theirs
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)
        try await bedside.tap(try EmulatedCard(name: "T01"))
        try bedside.expect(.person)
    }

    @Test func aVisitOfAnotherAccountBeginsAgain() async throws {
        // Given a visit that waits for the network while another account signs in
        let bedside = try await Bedside()
        try bedside.clinic.clinic.cutNetwork()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try bedside.clinic.clinic.mendNetwork()
        let doctor = bedside.clinic.doctor
        _ = try await bedside.core.signIn(userId: doctor.id, password: doctor.secret)

        // When it goes on
        try await bedside.on(\.exchange) { $0.send(.retried) }

        // Then it is refused, and begins again with what was chosen
        try await bedside.on(\.exchange) { exchange in
            #expect(exchange.state.problem?.code == "MKA-E1119")
            #expect(!exchange.state.mayRetry)
            exchange.send(.startedAgain)
        }
        try bedside.expect(.handover)
    }

    @Test func aVisitOutlivesTheApp() async throws {
        // Given a patient who has tapped
        let bedside = try await Bedside()
        try await bedside.identify()

        // When the app is killed, and somebody signs in again
        try bedside.restart()
        let nurse = bedside.clinic.nurse
        _ = try await bedside.core.signIn(userId: nurse.id, password: nurse.secret)

        // Then the visit goes on without the card
        try await bedside.resume()
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.agreeToAll()
        try bedside.expect(.done)
    }

    @Test func aLockedPhoneLeadsToItsUnlocking() async throws {
        // Given a phone that was left alone
        let bedside = try await Bedside()
        try await bedside.begin()
        try bedside.clinic.advance(seconds: 400)

        // When staff go on
        try await bedside.chooseMethod(.pin)

        // Then it is to be unlocked, and then goes on
        #expect(bedside.exits == [.detour(.unlock)])
        try await bedside.core.unlockByOwner()
        try bedside.flow.takeUp(ownerConfirmed: true)
        try await bedside.flow.settled()
        try await bedside.chooseMethod(.pin)
        try bedside.expect(.handover)
    }
}

extension Bedside {
    /// The app goes away, and comes back to its owner.
    func putAside() async throws {
        try flow.setAside()
        try flow.takeUp(ownerConfirmed: true)
        try await flow.settled()
    }
}
