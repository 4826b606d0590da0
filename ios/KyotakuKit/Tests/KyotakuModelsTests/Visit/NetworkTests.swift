import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// Visits whose network dies, against the real core and a real clinic.
@MainActor
@Suite(.serialized)
struct NetworkTests {
    @Test func withoutTheServerNoVisitBeginsAndTheMethodCanBeChosenAgain() async throws {
        // Given a phone without a connection
        let bedside = try await Bedside()
        try bedside.clinic.clinic.cutNetwork()

        // When a visit begins
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)

        // Then it waits, and goes on with the network
        try await bedside.on(\.exchange) { exchange in
            #expect(exchange.state.task == .prepare)
            #expect(exchange.state.problem?.code == "MKA-E5001")
            #expect(exchange.state.mayRetry)
        }
        try await bedside.back()
        try bedside.expect(.method)
        try await bedside.on(\.method) { $0.send(.chosen(.pin)) }
        try bedside.clinic.clinic.mendNetwork()
        try await bedside.on(\.exchange) { $0.send(.retried) }
        try bedside.expect(.handover)
    }

    @Test func whatTheCardHasSignedWaitsForTheNetwork() async throws {
        // Given a network that dies before the proof is sent
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)
        try bedside.clinic.clinic.cutNetwork()

        // When the card has signed
        try await bedside.tap(try EmulatedCard(name: "T01"))

        // Then it is kept until the network is back
        try await bedside.on(\.exchange) { exchange in
            #expect(exchange.state.task == .deliver)
            #expect(exchange.state.problem?.reaction == .offline)
            #expect(exchange.state.keptUntil != nil)
        }
        try bedside.clinic.clinic.mendNetwork()
        try await bedside.on(\.exchange) { $0.send(.retried) }
        try bedside.expect(.person)
        #expect(bedside.exits.isEmpty)
    }

    @Test func aVisitThatIsLeftOfflineGoesOnLaterFromWhatWaits() async throws {
        // Given a proof that cannot be sent
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)
        try bedside.clinic.clinic.cutNetwork()
        try await bedside.tap(try EmulatedCard(name: "T01"))

        // When staff leave for later
        try await bedside.back()
        #expect(try bedside.flow.state.question == .leave(isKept: true))
        try bedside.flow.send(.leftForLater)
        #expect(bedside.exits == [.home])
        #expect(try await bedside.core.waiting().count == 1)

        // Then it goes on without the card, and the patient agrees
        try bedside.clinic.clinic.mendNetwork()
        try await bedside.resume()
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.agreeToAll()
        try bedside.expect(.done)
        #expect(try await bedside.core.waiting().isEmpty)
    }

    @Test func whoeverSaysThatItGoesOnLaterIsNotAskedWhether() async throws {
        // Given a proof that cannot be sent
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)
        try bedside.clinic.clinic.cutNetwork()
        try await bedside.tap(try EmulatedCard(name: "T01"))

        // When staff say that it goes on later
        try await bedside.on(\.exchange) { $0.send(.leftForLater) }

        // Then the visit is left, and waits
        #expect(bedside.exits == [.home])
        #expect(try bedside.flow.state.question == nil)
        #expect(try await bedside.core.waiting().count == 1)
    }

    @Test func anAnswerThatCannotBeSentWaitsAndIsSentOnce() async throws {
        // Given a network that dies before the answer is sent
        let bedside = try await Bedside()
        try await bedside.identify()
        try await bedside.on(\.person) { $0.send(.same) }
        try bedside.clinic.clinic.cutNetwork()

        // When the patient has answered and the phone is back
        try await bedside.agreeToAll()

        // Then it waits, also over the end of the app, and needs nobody
        try await bedside.on(\.exchange) { #expect($0.state.task == .register) }
        try bedside.clinic.clinic.mendNetwork()
        try bedside.restart()
        let report = try await bedside.core.deliverWaiting()
        #expect(report.registered == 1)
        #expect(try bedside.clinic.clinic.visits().count == 1)
        #expect(try bedside.clinic.clinic.consents().count == 1)
    }

    @Test func anAnswerWhoseConfirmationIsLostIsNotRegisteredTwice() async throws {
        // Given a server whose answer to the consent is lost
        let bedside = try await Bedside()
        try await bedside.identify()
        try await bedside.on(\.person) { $0.send(.same) }
        try bedside.clinic.clinic.plan(line: "POST /v1/consents", times: 9, fate: .lostAnswer)
        try await bedside.agreeToAll()
        try await bedside.on(\.exchange) { #expect($0.state.problem?.reaction == .offline) }

        // When it is sent again
        _ = try bedside.clinic.clinic.unplan()
        try await bedside.on(\.exchange) { $0.send(.retried) }

        // Then it is registered once
        try bedside.expect(.done)
        #expect(try bedside.clinic.clinic.consents().count == 1)
    }

    @Test func aVisitThatIsGivenUpLeavesNothing() async throws {
        // Given a proof that cannot be sent
        let bedside = try await Bedside()
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)
        try await bedside.enterPin(Bedside.pin)
        try bedside.clinic.clinic.cutNetwork()
        try await bedside.tap(try EmulatedCard(name: "T01"))

        // When staff give the visit up
        try await bedside.back()
        try bedside.flow.send(.wentOn)
        #expect(try bedside.flow.state.question == nil)
        try await bedside.back()
        try bedside.flow.send(.abandoned)
        try await bedside.flow.settled()

        // Then nothing of it waits
        #expect(bedside.exits == [.home])
        #expect(try await bedside.core.waiting().isEmpty)
    }

    @Test func aServerThatIsClosedSaysUntilWhen() async throws {
        // Given a server under maintenance
        let options = ClinicOptions(maintenanceUntil: "2026-11-20T03:00:00Z")
        let bedside = try await Bedside()
        try bedside.clinic.clinic.restart(options: options)

        // When a visit begins
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)

        // Then it says so
        try await bedside.on(\.exchange) { exchange in
            #expect(exchange.state.problem?.reaction == .maintenance)
            #expect(exchange.state.problem?.until != nil)
            #expect(exchange.state.mayRetry)
        }
    }

    @Test func aRevokedPhoneLeadsToItsActivationAndKeepsNothing() async throws {
        // Given a phone that the administrator has revoked
        let bedside = try await Bedside()
        let device = try #require(try await bedside.core.overview().registration?.deviceId)
        try bedside.clinic.clinic.revokeDevice(id: device)

        // When a visit begins
        try await bedside.begin()
        try await bedside.chooseMethod(.pin)

        // Then it leads to the activation
        guard case .detour(.activation(let problem)) = bedside.exits.last else {
            Issue.record("it went to \(bedside.exits)")
            return
        }
        #expect(problem.code == "MKA-E1107")
        #expect(try await bedside.core.overview().registration == nil)
    }
}
