import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// Visits by PIN, against the real core and a real clinic.
@MainActor
@Suite(.serialized)
struct PinVisitTests {
    @Test func aVisitLeadsFromTheChoiceToTheRegisteredConsent() async throws {
        // Given a nurse at the first screen
        let bedside = try await Bedside()
        try await bedside.begin()

        // When the patient enters the PIN, taps, is recognised and agrees to all
        try await bedside.chooseMethod(.pin)
        try bedside.expect(.handover)
        try await bedside.enterPin(Bedside.pin)
        try await bedside.tap(try EmulatedCard(name: "T01"))
        try await bedside.on(\.person) { person in
            #expect(person.state.person?.name == "試験　花子")
            #expect(person.state.person?.age != nil)
            person.send(.same)
        }
        try await bedside.agreeToAll()

        // Then it is registered, and nothing waits on the phone
        try await bedside.on(\.done) { done in
            guard case .registered(let registered) = done.state.outcome else {
                Issue.record("it came to \(done.state.outcome)")
                return
            }
            #expect(!registered.receptionNumber.isEmpty)
            #expect(registered.items?.isMedical == true)
            done.send(.resultChosen)
        }
        guard case .result(.known(let result)) = bedside.exits.last else {
            Issue.record("no result is shown")
            return
        }
        #expect(result.person.name == "試験　花子")
        #expect(try await bedside.core.waiting().isEmpty)
        #expect(try bedside.clinic.clinic.visits().count == 1)
    }

    @Test func aWrongPinSaysHowManyTriesAreLeftAndIsAskedForAgain() async throws {
        // Given a patient who enters another PIN
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin([9, 9, 9, 9])
        let card = try EmulatedCard(name: "T01")

        // When the card is held
        try await bedside.tap(card)

        // Then two tries are left, and the right one is taken
        try await bedside.on(\.handover) { handover in
            #expect(handover.state.pin?.code == "MKA-E2010")
            #expect(handover.state.pin?.triesLeft == 2)
        }
        try await bedside.enterPin(Bedside.pin)
        try await bedside.tap(card)
        try bedside.expect(.person)
        #expect(card.pinTriesLeft() == 3)
    }

    @Test func theLastTryIsSpentOnlyWhenThePatientAgrees() async throws {
        // Given a card with one try left
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)
        let card = try EmulatedCard(name: "T01")
        card.setPinTriesLeft(tries: 1)

        // When it is held
        try await bedside.tap(card)

        // Then nothing was sent, and the patient is asked with 目視 beside
        #expect(card.pinTriesLeft() == 1)
        try await bedside.on(\.handover) { handover in
            #expect(handover.state.pin?.isLastTry == true)
            #expect(handover.state.visualRefused == nil)
            handover.send(.started)
        }
        try await bedside.on(\.pin) { pad in
            #expect(pad.state.stage == .lastTry)
            pad.send(.digit(1))
            #expect(pad.state.count == 0)
            pad.send(.lastTryAgreed)
            Bedside.pin.forEach { pad.send(.digit($0)) }
            pad.send(.submitted)
        }
        try await bedside.handBack()
        try await bedside.tap(card)
        try bedside.expect(.person)
    }

    @Test func whoDoesNotRiskTheLastTryIsConfirmedBySight() async throws {
        // Given a card with one try left, and the patient asked about it
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)
        let card = try EmulatedCard(name: "T01")
        card.setPinTriesLeft(tries: 1)
        try await bedside.tap(card)
        try await bedside.on(\.handover) { $0.send(.started) }

        // When the patient would rather not
        try await bedside.on(\.pin) { $0.send(.visualChosen) }
        try await bedside.handBack()

        // Then staff look, and the try is still there
        try bedside.expect(.sight)
        try await bedside.confirmBySight(card)
        try bedside.expect(.person)
        #expect(card.pinTriesLeft() == 1)
    }

    @Test func aBlockedPinLeadsToSightOrToTheEndAndNowhereByItself() async throws {
        // Given a card whose PIN is blocked
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)
        let card = try EmulatedCard(name: "T01")
        card.setPinTriesLeft(tries: 0)

        // When it is held
        try await bedside.tap(card)

        // Then the screen says so, and goes on by sight only when staff choose it
        try await bedside.on(\.tap) { tap in
            #expect(tap.state.news == .card(code: "MKA-E2012", date: nil))
            #expect(tap.state.offers == [.visual, .stop])
            tap.send(.methodChosen(.visual))
        }
        try bedside.expect(.sight)
    }

    @Test func afterThreeLostTapsThereIsHelpAndAReportOfCodesAndSteps() async throws {
        // Given a card that slips away
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)
        let card = try EmulatedCard(name: "T01")

        // When it is lost three times
        try card.addFaults(script: "lose the tag after command 2")
        try card.addFaults(script: "lose the tag after command 4")
        try card.addFaults(script: "lose the tag after command 6")
        for tap in 1...3 {
            try await bedside.tap(card)
            try await bedside.on(\.tap) { model in
                #expect(model.state.news == .card(code: "MKA-E2002", date: nil))
                #expect(model.state.stage == (tap < 3 ? .ready : .position))
            }
        }

        // Then there is help, and a report
        try await bedside.on(\.tap) { model in
            model.send(.reportToggled)
            guard case .report(let report) = model.state.stage else {
                Issue.record("no report")
                return
            }
            #expect(report.entries.count == 3)
            #expect(report.text.contains("holdAgain MKA-E2002"))
            model.send(.backChosen)
        }

        // And the PIN is not asked for again
        try await bedside.tap(card)
        try bedside.expect(.person)
    }

    @Test func anotherPersonsCardEndsTheVisitWithNothingRegistered() async throws {
        // Given the wife's card at a visit to her husband
        let bedside = try await Bedside()
        try await bedside.identify("T01")

        // When staff see that it is another person
        try await bedside.on(\.person) { person in
            person.send(.differs)
            #expect(person.state.asksWhetherItDiffers)
            person.send(.differsConfirmed)
        }

        // Then it is stopped, nothing waits, and it can begin again
        try await bedside.on(\.stopped) { stopped in
            #expect(stopped.state.code == "MKA-I2043")
            stopped.send(.startAgain)
        }
        try bedside.expect(.method)
        #expect(try await bedside.core.waiting().isEmpty)
        #expect(try bedside.clinic.clinic.consents().isEmpty)
    }

    @Test func aCardThatWillNotDoSpendsNothingAndAsksForAnother() async throws {
        // Given a card that is no My Number Card
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)

        // When it is held
        let other = try #require(try cards().first { $0.about.contains("another kind of card") })
        try await bedside.tap(try EmulatedCard(name: other.name))

        // Then another is asked for, and the patient's goes on with the same PIN
        try await bedside.on(\.tap) { tap in
            #expect(tap.state.offers == [.holdAnother, .stop])
        }
        try await bedside.tap(try EmulatedCard(name: "T01"))
        try bedside.expect(.person)
    }

    @Test func whenTheTimeToTapIsOverAnotherChallengeIsFetchedAndThePinStays() async throws {
        // Given a patient whose PIN was entered more than five minutes ago
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)
        try bedside.clinic.advance(seconds: 310)
        try bedside.core.unlockByOwnerIfLocked()

        // When the card is held
        try await bedside.tap(try EmulatedCard(name: "T01"))

        // Then it is to be held again, without the PIN
        try bedside.expect(.tap)
        try await bedside.tap(try EmulatedCard(name: "T01"))
        try bedside.expect(.person)
    }

    @Test func backLeadsToTheChoiceOfTheMethodUntilTheCardHasSigned() async throws {
        // Given a visit at each screen before the card has signed
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try bedside.expect(.handover)

        // When somebody goes back, then staff choose anew
        try await bedside.back()
        try bedside.expect(.method)
        try await bedside.on(\.method) { $0.send(.chosen(.pin)) }
        try await bedside.on(\.handover) { $0.send(.started) }
        try await bedside.back()
        try bedside.expect(.handBack)
        try await bedside.back()
        try bedside.expect(.handBack)
        try await bedside.handBack()
        try await bedside.enterPin(Bedside.pin)
        try await bedside.back()
        try bedside.expect(.method)
        try await bedside.on(\.method) { $0.send(.chosen(.pin)) }

        // Then an entered PIN was not lost on the way
        try bedside.expect(.tap)
        try await bedside.tap(try EmulatedCard(name: "T01"))
        try bedside.expect(.person)
    }

    @Test func staffGetTheirScreensBackOnlyAsTheOwnerOfThePhone() async throws {
        // Given the phone in the patient's hands
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.on(\.handover) { $0.send(.started) }
        try await bedside.on(\.pin) { $0.send(.givenBack) }

        // When it is not the owner
        bedside.owner.answer(.failed)
        try await bedside.handBack()

        // Then staff's screens stay away, until it is
        try await bedside.on(\.handBack) { #expect($0.state.failure == .failed) }
        bedside.owner.answer(.cancelled)
        try await bedside.handBack()
        try await bedside.on(\.handBack) { #expect($0.state.problem == nil) }
        bedside.owner.answer(nil)
        try await bedside.handBack()
        try bedside.expect(.handover)
    }
}
