import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// Visits by sight, against the real core and a real clinic.
@MainActor
@Suite(.serialized)
struct SightVisitTests {
    @Test func staffWhoFindAllInOrderNeedNoPin() async throws {
        // Given a card without a PIN
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.visual)

        // When staff look, and hold the card
        try await bedside.confirmBySight(try EmulatedCard(name: "T11"))

        // Then the patient is recognised without ever having had the phone
        #expect(bedside.owner.asked == 0)
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.agreeToAll()
        try bedside.expect(.done)
        #expect(try bedside.clinic.clinic.visits().map(\.method) == ["visual"])
    }

    @Test func aFaceThatIsAnotherStopsTheVisitAndOffersThePin() async throws {
        // Given staff who cannot confirm the face
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.visual)

        // When they say so
        try await bedside.on(\.sight) { sight in
            sight.send(.denied)
            sight.send(.faceDiffersToggled)
            sight.send(.denialConfirmed)
        }

        // Then it is stopped, recorded, and may begin again by PIN
        try await bedside.on(\.stopped) { stopped in
            #expect(stopped.state.code == "MKA-I2041")
            stopped.send(.pin)
        }
        try bedside.expect(.handover)
        let actions = try await bedside.core.history(after: nil).entries.map(\.action)
        #expect(actions.contains("identity-not-confirmed"))
    }

    @Test func aDeadNetworkInTheTapSaysSoAndTheCardIsHeldAgain() async throws {
        // Given a network that dies between the challenge and the tap
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.visual)
        try await bedside.lookAndFindAllInOrder()
        try bedside.clinic.clinic.cutNetwork()
        let card = try EmulatedCard(name: "T01")

        // When the card is held
        try await bedside.tap(card)

        // Then nothing is lost, and with the network it works
        try await bedside.on(\.tap) { tap in
            #expect(tap.state.news == .card(code: "MKA-E2071", date: nil))
            #expect(tap.state.offers == [.pin, .hold])
        }
        try bedside.clinic.clinic.mendNetwork()
        try await bedside.tap(card)
        try bedside.expect(.person)
    }

    @Test func anotherCardThanTheOneThatWasLookedAtIsLookedAtFirst() async throws {
        // Given a card that was looked at, and slips away
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.visual)
        try await bedside.lookAndFindAllInOrder()
        let card = try EmulatedCard(name: "T01")
        try card.addFaults(script: "lose the tag after challenge")
        try await bedside.tap(card)

        // When another is held
        try await bedside.tap(try EmulatedCard(name: "T02"))

        // Then staff look again, and are told why
        try await bedside.on(\.sight) { sight in
            #expect(sight.state.because == "MKA-E2074")
            #expect(!sight.state.isComplete)
        }
    }

    @Test func aLookThatIsTooOldIsRepeated() async throws {
        // Given staff who looked a while ago
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.visual)
        try await bedside.lookAndFindAllInOrder()
        try bedside.clinic.advance(seconds: 310)
        try bedside.core.unlockByOwnerIfLocked()

        // When the card is held
        try await bedside.tap(try EmulatedCard(name: "T01"))

        // Then they look again
        try await bedside.on(\.sight) { #expect($0.state.because == "MKA-E2054") }
        try await bedside.confirmBySight(try EmulatedCard(name: "T01"))
        try bedside.expect(.person)
    }

    @Test func aMethodThatIsNotOfferedSaysWhyByItsCode() async throws {
        // Given an account without the permission
        let bedside = try await Bedside()
        let nurse = bedside.clinic.nurse
        try bedside.clinic.clinic.permitVisual(id: nurse.id, permitted: false)
        _ = try await bedside.core.signIn(userId: nurse.id, password: nurse.secret)

        // When 目視 is chosen
        try await bedside.begin()
        try await bedside.chooseMethod(.visual)

        // Then the code says why, and the PIN is there
        try await bedside.on(\.method) { method in
            #expect(method.state.visualRefused == "MKA-E2048")
            #expect(method.state.problem?.code == "MKA-E2048")
            method.send(.chosen(.pin))
        }
        try bedside.expect(.handover)
    }

    @Test func aProofThatCannotBeKeptIsKeptWhenThePhoneIsUnlocked() async throws {
        // Given a device key that cannot be used when the card has signed
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.visual)
        try await bedside.lookAndFindAllInOrder()
        bedside.phone.vault.troubles = [.sign: .locked]

        // When the card is held
        try await bedside.tap(try EmulatedCard(name: "T01"))

        // Then the signature is not lost
        try await bedside.on(\.exchange) { exchange in
            #expect(exchange.state.task == .keep)
            #expect(exchange.state.problem?.reaction == .deviceLocked)
            #expect(exchange.state.mayRetry)
        }
        bedside.phone.vault.trouble(nil)
        try await bedside.on(\.exchange) { $0.send(.retried) }
        try bedside.expect(.person)
    }
}

extension Bedside {
    /// Staff look, and find all in order.
    func lookAndFindAllInOrder() async throws {
        try await on(\.sight) { sight in
            sight.send(.photoToggled)
            sight.send(.tamperingToggled)
            sight.send(.confirmed)
        }
        try expect(.tap)
    }
}
