import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels

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
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.agreeToAll()
        try bedside.expect(.done)
        #expect(try bedside.clinic.clinic.visits().map(\.method) == ["visual"])
    }
}
