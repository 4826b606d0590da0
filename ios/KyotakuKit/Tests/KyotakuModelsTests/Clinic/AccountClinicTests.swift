import Foundation
import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// Signing in, the lock and the menu with the real core at a real server.
@MainActor
@Suite(.serialized) struct AccountClinicTests {
    private func signIn(
        _ phone: Phone,
        _ exits: Exits<SignInExit>,
        now: @escaping @Sendable () -> Date
    ) -> SignInModel {
        SignInModel(signing: phone, watching: phone, now: now, exit: exits.add)
    }

    private func enter(_ model: SignInModel, _ id: String, _ password: String) async {
        model.send(.userIDTyped(id))
        model.send(.passwordTyped(TypedSecret(password)))
        model.send(.submitted)
        await model.settled()
    }

    @Test func eachRefusalOfASignInIsSaidByItsCode() async throws {
        let clinic = try TestClinic()
        let (nurse, server) = (clinic.nurse, clinic.clinic)
        let phone = try await clinic.phone().registered()
        let (clock, exits) = (clinic.clock, Exits<SignInExit>())
        let model = signIn(phone, exits, now: { clock.now() })
        model.send(.appeared)
        await model.settled()
        #expect(model.state.institutionName?.isEmpty == false)
        #expect(model.state.userID == "")
        // Nothing is sent that cannot be right.
        await enter(model, "a", "")
        #expect(model.state.fieldProblems == [.userId: "MKA-E1003"])
        await enter(model, nurse.id, "")
        #expect(model.state.fieldProblems == [.password: "MKA-E6002"])
        // Accounts that may not use the app
        await enter(model, "nurse02", try server.account("nurse02").password)
        #expect(model.state.problem?.code == "MKA-E1103")
        #expect(model.state.remedy == .console)
        await enter(model, "old03", try server.account("old03").password)
        #expect(model.state.problem?.code == "MKA-E1104")
        #expect(model.state.remedy == .administrator)
        // A temporary password is changed at the console.
        try server.resetPassword(id: "doctor01", password: "test only: five pale moons")
        await enter(model, "doctor01", "test only: five pale moons")
        #expect(model.state.problem?.code == "MKA-E1106")
        #expect(model.state.remedy == .console)
        // Five wrong passwords pause, ten lock.
        for _ in 0..<5 { await enter(model, nurse.id, "wrong") }
        await enter(model, nurse.id, nurse.password)
        #expect(model.state.problem?.code == "MKA-E1116")
        #expect(model.state.remedy == .later)
        try server.lockAccount(id: nurse.id)
        await enter(model, nurse.id, nurse.password)
        #expect(model.state.problem?.code == "MKA-E1102")
        #expect(model.state.remedy == .administrator)
        try server.unlockAccount(id: nurse.id)
        #expect(exits.all == [])
        await enter(model, nurse.id, nurse.password)
        #expect(exits.all == [.signedIn])
        try clinic.close()
    }

    @Test func withoutAServerTheFormStaysAndARevokedPhoneIsRegisteredAnew() async throws {
        let clinic = try TestClinic()
        let (nurse, server) = (clinic.nurse, clinic.clinic)
        let phone = try await clinic.phone().registered()
        let (clock, exits) = (clinic.clock, Exits<SignInExit>())
        let model = signIn(phone, exits, now: { clock.now() })
        try server.cutNetwork()
        await enter(model, nurse.id, nurse.password)
        #expect(model.state.problem?.code == "MKA-E5001")
        #expect(model.state.step == .entering)
        try server.mendNetwork()
        let device = try #require(try server.devices().first)
        try server.revokeDevice(id: device.id)
        await enter(model, nurse.id, nurse.password)
        let revoked = Problem(code: "MKA-E1107", reaction: .activate)
        #expect(exits.all == [.activation(revoked)])
        let standing = try await phone.overview()
        #expect(standing.registration == nil)
        try clinic.close()
    }

    @Test func aPhoneLeftAloneIsUnlockedByItsOwnerOrSignedOut() async throws {
        let surgery = try await Surgery()
        let (owner, exits) = (ScriptedOwner(), Exits<LockExit>())
        let lock = {
            LockModel(
                watching: surgery.core,
                signing: surgery.core,
                owner: owner,
                visit: nil,
                exit: exits.add
            )
        }
        try surgery.clinic.advance(seconds: 300)
        let model = lock()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.userName == surgery.clinic.nurse.name)
        owner.answer(.cancelled)
        model.send(.unlockChosen(reason: "解除"))
        await model.settled()
        #expect(try await surgery.account() == .locked)
        owner.answer(nil)
        model.send(.unlockChosen(reason: "解除"))
        await model.settled()
        #expect(exits.all == [.unlocked])
        #expect(try await surgery.account() == .signedIn)
        // Locked again, and the session ends meanwhile
        try surgery.clinic.advance(seconds: 300)
        let later = lock()
        try surgery.clinic.advance(seconds: 9 * 3600)
        later.send(.unlockChosen(reason: "解除"))
        await later.settled()
        await later.settled()
        #expect(exits.last == .signIn(nil))
        try surgery.clinic.close()
    }

    @Test func theMenuSignsOutAlsoWithoutAServer() async throws {
        let surgery = try await Surgery()
        let exits = Exits<MenuExit>()
        let board = NoticeBoard(reading: surgery.core, marking: ScriptedMarks())
        let model = MenuModel(
            watching: surgery.core,
            signing: surgery.core,
            board: board,
            isVisitUnderWay: false,
            exit: exits.add
        )
        model.send(.appeared)
        await model.settled()
        #expect(model.state.account?.id == "staff11")
        #expect(model.state.account?.institutionName?.isEmpty == false)
        let notices = try await board.notices()
        #expect(model.state.unreadNotices == notices.count)
        try surgery.clinic.clinic.cutNetwork()
        model.send(.chosen(.signOut))
        model.send(.signOutConfirmed)
        await model.settled()
        #expect(exits.all == [.signedOut])
        #expect(try await surgery.account() == .signedOut)
        try surgery.clinic.close()
    }

    @Test func whatStaffDidIsInTheirHistory() async throws {
        let surgery = try await Surgery()
        _ = try await surgery.visit()
        let model = HistoryModel(reading: surgery.core, exit: { _ in })
        model.send(.appeared)
        await model.settled()
        let actions = try #require(model.state.lines).map(\.action)
        #expect(actions.contains(.code(.action, "signed-in")))
        #expect(actions.contains(.code(.action, "presence-verified")))
        #expect(!model.state.hasMore)
        let devices = SupportedDevicesModel(
            listing: surgery.core,
            ownModel: "iPhone16,1",
            exit: { _ in }
        )
        devices.send(.appeared)
        await devices.settled()
        #expect(devices.state.listing?.own == .notListed)
        try surgery.clinic.close()
    }
}
