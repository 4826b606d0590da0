import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class ActivationTests: CoreTestCase {
    func testFourInputsMakeADevice() async throws {
        let clinic = try openClinic()
        let phone = try clinic.phone().start()
        let form = clinic.nurse.form(code: try clinic.clinic.issueCode(), deviceName: "iPhone")
        XCTAssertEqual(checkActivationForm(form: form, referenceWorld: true), [])
        let registration = try await phone.activate(form: form, cancellation: Cancellation())
        XCTAssertEqual(registration.institution.code, clinic.clinic.institution())
        XCTAssertEqual(try phone.overview().registration, registration)
        XCTAssertEqual(try clinic.clinic.devices().map(\.name), ["iPhone"])
        await expect("MKA-E0010") {
            _ = try await phone.activate(form: form, cancellation: Cancellation())
        }
    }

    func testWhatCannotBeRightIsNamedFieldByFieldAndNothingIsSent() async throws {
        let clinic = try openClinic()
        let phone = try clinic.phone().start()
        let form = ActivationForm(
            institution: "12345",
            userId: "x",
            password: Secret(utf8: Data()),
            activationCode: Secret(utf8: Data("AAAA".utf8)),
            deviceName: nil
        )
        let problems = checkActivationForm(form: form, referenceWorld: true)
        XCTAssertEqual(problems.map(\.field), [.institution, .userId, .password, .activationCode])
        XCTAssertEqual(problems.first?.code, "MKA-E1001")
        let error = await failure {
            _ = try await phone.activate(form: form, cancellation: Cancellation())
        }
        XCTAssertEqual(error, .CorrectInput(code: "MKA-E1001", fields: problems))
        XCTAssertEqual(try clinic.clinic.seenRequests().count, 0)
    }

    func testAnAnswerThatWasLostIsFoundByTheSameInputs() async throws {
        let clinic = try openClinic()
        let phone = try clinic.phone().start()
        let form = clinic.nurse.form(code: try clinic.clinic.issueCode())
        try clinic.clinic.plan(line: "POST /v1/devices", times: 9, fate: .lostAnswer)
        await expect("MKA-E5001") {
            _ = try await phone.activate(form: form, cancellation: Cancellation())
        }
        XCTAssertEqual(try phone.overview().activation, .unanswered)
        _ = try clinic.clinic.unplan()
        _ = try await phone.activate(form: form, cancellation: Cancellation())
        XCTAssertEqual(try clinic.clinic.devices().count, 1)
    }

    func testACertificateIsRenewedWhenItIsDue() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().registered()
        let renewed = try await phone.renewIfDue(cancellation: Cancellation())
        XCTAssertFalse(renewed)
        let stranger = try clinic.phone().start()
        await expect("MKA-E1111") {
            _ = try await stranger.renewIfDue(cancellation: Cancellation())
        }
    }

    func testDeregisteringLeavesNothingBehind() async throws {
        let clinic = try openClinic()
        let installation = try clinic.phone()
        let phone = try await installation.signedIn()
        await expect("MKA-E1101") {
            try await phone.deregister(
                password: Secret(utf8: Data("wrong".utf8)),
                cancellation: Cancellation()
            )
        }
        try await phone.deregister(password: clinic.nurse.secret, cancellation: Cancellation())
        XCTAssertNil(try phone.overview().registration)
        XCTAssertThrowsError(try installation.vault.devicePublicKey())
    }

    func testErasingWithoutTheServerIsAlwaysPossible() async throws {
        let clinic = try openClinic()
        let installation = try clinic.phone()
        let phone = try await installation.registered()
        try clinic.clinic.cutNetwork()
        installation.vault.troubles = [.erase: .locked]
        await expect("MKA-E0007") { try phone.eraseWithoutServer() }
        installation.vault.trouble(nil)
        try phone.eraseWithoutServer()
        XCTAssertNil(try phone.overview().registration)
    }

    func testARevokedDeviceIsErasedByTheAnswerThatSaysSo() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        let device = try XCTUnwrap(try phone.overview().registration?.deviceId)
        try clinic.clinic.revokeDevice(id: device)
        let error = await failure {
            _ = try await phone.notices(cancellation: Cancellation())
        }
        XCTAssertEqual(error, .Activate(code: "MKA-E1107"))
        XCTAssertEqual(try phone.overview().activation, .unregistered)
    }
}
