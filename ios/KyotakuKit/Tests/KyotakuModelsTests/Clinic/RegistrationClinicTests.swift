import Foundation
import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// 初期登録 with the real core at a real server.
@MainActor
@Suite(.serialized) struct RegistrationClinicTests {
    private func screen(of phone: Phone, _ exits: Exits<RegistrationExit>) -> RegistrationModel {
        RegistrationModel(
            activating: phone,
            deviceName: "iPhone",
            referenceWorld: true,
            exit: exits.add
        )
    }

    /// Fills in the form and registers.
    private func register(
        _ model: RegistrationModel,
        as staff: StaffAccount,
        code: String,
        password: String? = nil
    ) async {
        model.send(.institutionTyped(staff.institution))
        model.send(.userIDTyped(staff.id))
        model.send(.passwordTyped(TypedSecret(password ?? staff.password)))
        model.send(.codeTyped(TypedSecret(code)))
        model.send(.submitted)
        model.send(.submitted)
        await model.settled()
    }

    @Test func aPhoneIsRegisteredByItsSlipAndListedByItsName() async throws {
        let clinic = try TestClinic()
        let device = try clinic.phone()
        let (phone, exits) = (try device.start(), Exits<RegistrationExit>())
        let model = screen(of: phone, exits)
        let code = try clinic.clinic.issueCode()
        model.send(.scanned(TypedSecret("mka1:\(clinic.nurse.institution):\(code)")))
        model.send(.userIDTyped(clinic.nurse.id))
        model.send(.passwordTyped(TypedSecret(clinic.nurse.password)))
        model.send(.submitted)
        model.send(.deviceNameTyped("訪問1号機"))
        model.send(.submitted)
        await model.settled()
        guard case .registered(let registered) = model.state.step else {
            Issue.record("\(model.state)")
            return
        }
        #expect(registered.deviceName == "訪問1号機")
        #expect(!registered.institutionName.isEmpty)
        #expect(try clinic.clinic.devices().map(\.name) == ["訪問1号機"])
        model.send(.continued)
        #expect(exits.all == [.signIn(userID: clinic.nurse.id)])
        // Once more is not now: the phone is registered.
        let again = screen(of: phone, exits)
        await register(again, as: clinic.nurse, code: try clinic.clinic.issueCode())
        #expect(exits.last == .signIn(userID: clinic.nurse.id))
        try clinic.close()
    }

    @Test func eachRefusalIsSaidByItsCodeAndTheFormStays() async throws {
        let clinic = try TestClinic()
        let (nurse, server) = (clinic.nurse, clinic.clinic)
        let device = try clinic.phone()
        let (phone, exits) = (try device.start(), Exits<RegistrationExit>())
        let model = screen(of: phone, exits)
        func refused(
            _ code: String,
            as staff: StaffAccount? = nil,
            _ activationCode: String? = nil,
            password: String? = nil
        ) async throws {
            let activationCode = try activationCode ?? server.issueCode()
            let staff = staff ?? nurse
            await register(model, as: staff, code: activationCode, password: password)
            #expect(model.state.problem?.code == code)
            #expect(model.state.step == .entering)
        }
        // Which of the four is wrong is not said.
        try await refused("MKA-E1010", password: "wrong")
        try await refused("MKA-E1010", "0000-0000-0000-0000")
        // A code serves one phone.
        let used = try server.issueCode()
        let other = try clinic.phone().start()
        _ = try await other.activate(
            form: nurse.form(code: used),
            cancellation: Cancellation()
        )
        try await refused("MKA-E1012", used)
        #expect(model.state.code == .none)
        // The account has to be one that may use the app.
        try await refused("MKA-E1103", as: try server.account("nurse02"))
        #expect(model.state.code == .typed)
        try await refused("MKA-E1104", as: try server.account("old03"))
        // And the institution has to use it.
        var settings = try server.settings()
        settings.homeVisit = false
        try server.changeSettings(settings: settings)
        try await refused("MKA-E1108")
        settings.homeVisit = true
        try server.changeSettings(settings: settings)
        // A code does not last for ever.
        let old = try server.issueCode()
        try clinic.advance(seconds: 15 * 86_400)
        try await refused("MKA-E1011", old)
        #expect(model.state.code == .none)
        #expect(exits.all == [])
        // After all of that, the right ones do.
        await register(model, as: nurse, code: try server.issueCode())
        if case .registered = model.state.step {} else { Issue.record("\(model.state)") }
        try clinic.close()
    }

    @Test func afterTooManyWrongCodesTheFormSaysToWait() async throws {
        let clinic = try TestClinic()
        let model = screen(of: try clinic.phone().start(), Exits())
        for _ in 0..<6 {
            await register(model, as: clinic.nurse, code: "0000-0000-0000-0000")
        }
        #expect(model.state.problem?.code == "MKA-E1014")
        #expect(model.state.code == .typed)
        try clinic.close()
    }

    @Test func whenTheAnswerIsLostTheSameInputsAgainGiveTheSameDevice() async throws {
        let clinic = try TestClinic()
        let model = screen(of: try clinic.phone().start(), Exits())
        try clinic.clinic.plan(line: "POST /v1/devices", times: 9, fate: .lostAnswer)
        await register(model, as: clinic.nurse, code: try clinic.clinic.issueCode())
        #expect(model.state.isUnanswered)
        #expect(model.state.problem?.reaction == .offline)
        #expect(model.state.hasPassword)
        _ = try clinic.clinic.unplan()
        model.send(.submitted)
        await model.settled()
        if case .registered = model.state.step {} else { Issue.record("\(model.state)") }
        #expect(try clinic.clinic.devices().count == 1)
        try clinic.close()
    }
}
