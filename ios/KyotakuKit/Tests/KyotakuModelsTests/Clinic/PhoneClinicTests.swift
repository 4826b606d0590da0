import Foundation
import KyotakuCore
import KyotakuTesting
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// The start, the way to the server, the check of the phone and the end of its registration, with the
/// real core at a real server.
@MainActor
@Suite(.serialized) struct PhoneClinicTests {
    private struct MobileData: NetworkPathReading {
        func path() async -> NetworkPath { .mobile }
    }

    private func end(_ state: NetworkState) -> String? {
        for line in state.steps {
            if case .failed(let problem) = line.outcome { return "\(line.step) \(problem.code)" }
        }
        return nil
    }

    private func look(_ phone: Phone) async -> NetworkState {
        let model = NetworkModel(
            watching: phone,
            signing: phone,
            reading: MobileData(),
            exit: { _ in }
        )
        model.send(.started)
        await model.settled()
        return model.state
    }

    @Test func theWayToTheServerEndsWhereItReallyEnds() async throws {
        let surgery = try await Surgery()
        let (phone, server) = (surgery.core, surgery.clinic.clinic)
        #expect(await look(phone).isAllFine)
        try server.cutNetwork()
        #expect(await end(look(phone)) == "server MKA-E5001")
        try server.mendNetwork()
        // What answers in the server's place
        let disguises: [(ServerDisguise, String)] = [
            (.plain, "identity MKA-E5002"), (.otherRoot, "identity MKA-E5002"),
            (.otherName, "identity MKA-E5002"), (.ours, "identity MKA-E5002"),
            (.expired, "clock MKA-E5006"), (.notYet, "clock MKA-E5006"),
        ]
        for (disguise, told) in disguises {
            try server.leadAstray(disguise: disguise)
            #expect(await end(look(phone)) == told)
        }
        try server.leadBack()
        // The clock of the phone
        surgery.clinic.clock.advance(seconds: 200)
        try phone.touch()
        surgery.clinic.clock.advance(seconds: 200)
        let fast = await look(phone)
        #expect(end(fast) == "clock MKA-E5006")
        #expect(fast.minutesOff == 6)
        try server.advance(seconds: 400)
        // The service, and whoever is signed in
        try server.restart(options: ClinicOptions(maintenanceUntil: "2026-11-20T12:00:00Z"))
        #expect(await end(look(phone)) == "service MKA-E5003")
        try server.restart(options: ClinicOptions(minimumAppVersion: "9.0.0"))
        #expect(await end(look(phone)) == "service MKA-E0004")
        try server.restart(options: ClinicOptions())
        try await phone.signOut()
        #expect(await end(look(phone)) == "device MKA-E1118")
        try surgery.clinic.close()
    }

    @Test func aNewPhoneIsReadyForItsRegistration() async throws {
        let clinic = try TestClinic()
        let phone = try clinic.phone().start()
        let (marks, exits) = (ScriptedMarks(), Exits<StartExit>())
        let model = StartModel(
            facts: Sample.facts,
            roles: StartModel.Roles(
                watching: phone,
                tapping: CardInHand(),
                owner: ScriptedOwner(),
                terms: marks
            ),
            reset: nil,
            exit: exits.add
        )
        model.send(.appeared)
        await model.settled()
        model.send(.termsAccepted)
        await model.settled()
        #expect(model.state.step == .preparations)
        model.send(.continued)
        #expect(exits.all == [.registration])
        try clinic.close()
    }

    @Test func aCardShowsWhatThePhonePasses() async throws {
        let surgery = try await Surgery()
        let reader = CardInHand()
        reader.hold(try EmulatedCard(name: "T01"))
        let model = DeviceModel(
            facts: Sample.facts,
            watching: surgery.core,
            checking: surgery.core,
            reader: reader,
            messages: TapMessages(Texts(in: .japanese)),
            exit: { _ in }
        )
        model.send(.appeared)
        await model.settled()
        #expect(model.state.longResponses == .unknown)
        #expect(model.state.deviceID != nil)
        model.send(.checkChosen)
        await model.settled()
        await model.settled()
        #expect(model.state.longResponses == .yes)
        #expect(model.state.longCommands == .yes)
        #expect(model.state.check == .learned(isReported: true))
        try surgery.clinic.close()
    }

    private func screen(
        _ phone: Phone,
        _ exits: Exits<DeregisterExit>,
        owner: ScriptedOwner = ScriptedOwner()
    ) -> DeregisterModel {
        DeregisterModel(activating: phone, watching: phone, owner: owner, exit: exits.add)
    }

    private func deregister(_ model: DeregisterModel, _ password: TypedSecret) async {
        model.send(.passwordTyped(password))
        model.send(.submitted)
        model.send(.confirmed(reason: ""))
        await model.settled()
        await model.settled()
    }

    @Test func aRegistrationEndsWithThePasswordAndNothingThatWaits() async throws {
        let surgery = try await Surgery()
        let (server, exits) = (surgery.clinic.clinic, Exits<DeregisterExit>())
        // Something waits.
        try await surgery.leaveUndelivered()
        let model = screen(surgery.core, exits)
        model.send(.appeared)
        await model.settled()
        #expect(model.state.step == .blocked(waitingCount: 1))
        model.send(.sendFirstChosen)
        #expect(exits.all == [.waiting])
        let waiting: [WaitingDelivery] = try await surgery.core.waiting()
        for one in waiting { try await surgery.core.discard(one.id) }
        model.send(.appeared)
        await model.settled()
        #expect(model.state.step == .entering)
        // A wrong password ends nothing.
        await deregister(model, "wrong")
        #expect(model.state.problem?.code == "MKA-E1101")
        #expect(model.state.step == .entering)
        #expect(!model.state.offersErasure)
        #expect(try server.devices().map(\.state) == ["active"])
        // The right one does.
        await deregister(model, try surgery.password())
        #expect(model.state.step == .erased(serverKnows: true))
        #expect(try server.devices().map(\.state) == ["deregistered"])
        let standing = try await surgery.core.overview()
        #expect(standing.registration == nil)
        try surgery.clinic.close()
    }

    @Test func withoutTheServerTheOwnerErasesThePhone() async throws {
        let surgery = try await Surgery()
        let (server, owner) = (surgery.clinic.clinic, ScriptedOwner())
        try server.cutNetwork()
        let model = screen(surgery.core, Exits(), owner: owner)
        model.send(.appeared)
        await model.settled()
        await deregister(model, try surgery.password())
        #expect(model.state.problem?.code == "MKA-E5001")
        #expect(model.state.offersErasure)
        model.send(.erasureChosen)
        model.send(.confirmed(reason: ""))
        model.send(.confirmed(reason: "解除"))
        await model.settled()
        #expect(model.state.step == .erased(serverKnows: false))
        #expect(owner.reasons == ["解除"])
        let standing = try await surgery.core.overview()
        #expect(standing.registration == nil)
        // The server still knows it, until an administrator revokes it.
        #expect(try server.devices().map(\.state) == ["active"])
        try surgery.clinic.close()
    }
}
