import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// The pieces of a visit that go as they should.
extension Bedside {
    /// From the first screen to the method.
    func chooseMethod(
        _ method: ConfirmationMethod,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        if try flow.path.last == .careKind {
            try await on(\.careKind, { $0.send(.chosen(.homeVisit)) }, at: location)
        }
        try await on(\.method, { $0.send(.chosen(method)) }, at: location)
    }

    /// The patient takes the phone, enters the PIN and gives the phone back.
    func enterPin(_ digits: [Int], at location: SourceLocation = #_sourceLocation) async throws {
        try await on(\.handover, { $0.send(.started) }, at: location)
        try await on(
            \.pin,
            { pad in
                if pad.state.stage == .lastTry { pad.send(.lastTryAgreed) }
                digits.forEach { pad.send(.digit($0)) }
                pad.send(.submitted)
            },
            at: location
        )
        try await handBack(at: location)
    }

    /// The phone comes back to staff.
    func handBack(at location: SourceLocation = #_sourceLocation) async throws {
        try await on(\.handBack, { $0.send(.received) }, at: location)
    }

    /// Holds the card to the phone.
    func tap(
        _ card: EmulatedCard,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        reader.hold(card)
        try await on(\.tap, { $0.send(.started) }, at: location)
    }

    /// From the first screen until the card has signed and the server has answered, by PIN.
    func identify(
        _ name: String = "T01",
        _ intent: VisitIntent = .visit,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        try await begin(intent)
        try await chooseMethod(.pin, at: location)
        try await enterPin(Self.pin, at: location)
        try await tap(try EmulatedCard(name: name), at: location)
    }

    /// The patient agrees to all, and gives the phone back.
    func agreeToAll(at location: SourceLocation = #_sourceLocation) async throws {
        try await on(\.handover, { $0.send(.started) }, at: location)
        try await on(\.consent, { $0.send(.agreedToAll) }, at: location)
        try await choosePrescription(at: location)
        try await on(\.review, { $0.send(.submitted) }, at: location)
        try await handBack(at: location)
    }

    /// The form of the prescription, where it is asked for.
    func choosePrescription(at location: SourceLocation = #_sourceLocation) async throws {
        guard try flow.path.last == .prescription else { return }
        try await on(
            \.prescription,
            { model in
                guard let first = model.state.draft?.prescriptions.first else { return }
                model.send(.chosen(first.code))
                model.send(.submitted)
            },
            at: location
        )
    }

    /// A whole visit of T01, registered.
    func visit(at location: SourceLocation = #_sourceLocation) async throws {
        try await identify(at: location)
        try await on(\.person, { $0.send(.same) }, at: location)
        try await agreeToAll(at: location)
        try expect(.done, at: location)
    }

    /// The PIN of the cards, digit by digit.
    static let pin = cardPin().map { Int($0) - 0x30 }
}

extension Bedside {
    /// Back, by button or gesture.
    func back() async throws {
        try flow.send(.backChosen)
        try await flow.settled()
    }

    /// Staff look, find all in order, and hold the card.
    func confirmBySight(
        _ card: EmulatedCard,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        try await on(
            \.sight,
            { sight in
                sight.send(.photoToggled)
                sight.send(.tamperingToggled)
                sight.send(.confirmed)
            },
            at: location
        )
        try await tap(card, at: location)
    }
}

extension Phone {
    /// Unlocks it, if it was left alone too long.
    func unlockByOwnerIfLocked() throws {
        if try overview().account == .locked { try unlockByOwner() }
    }
}
