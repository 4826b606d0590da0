import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class AccountTests: CoreTestCase {
    func testSigningInSaysWhoThatIsAndSigningOutEndsIt() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().registered()
        let signedIn = try await phone.signIn(
            userId: "ｓｔａｆｆ１１",
            password: clinic.nurse.secret,
            cancellation: Cancellation()
        )
        XCTAssertEqual(signedIn.account.id, "staff11")
        XCTAssertEqual(signedIn.account.role, .general)
        XCTAssertEqual(try phone.overview().account, .signedIn)
        try await phone.signOut(cancellation: Cancellation())
        XCTAssertEqual(try phone.overview().account, .signedOut)
        XCTAssertEqual(try phone.overview().lastAccount?.account.id, "staff11")
        let error = await failure { try await phone.signOut(cancellation: Cancellation()) }
        XCTAssertEqual(error, .SignIn(code: "MKA-E1118"))
    }

    func testWhatCannotBeAnAccountIsNotSent() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().registered()
        _ = try clinic.clinic.seenRequests()
        let noID = await failure {
            _ = try await phone.signIn(
                userId: "?",
                password: clinic.nurse.secret,
                cancellation: Cancellation()
            )
        }
        let problem = FieldProblem(field: .userId, code: "MKA-E1003")
        XCTAssertEqual(noID, .CorrectInput(code: "MKA-E1003", fields: [problem]))
        let noPassword = await failure {
            _ = try await phone.signIn(
                userId: "staff11",
                password: Secret(utf8: Data()),
                cancellation: Cancellation()
            )
        }
        XCTAssertEqual(noPassword.map(codeOf), "MKA-E6002")
        XCTAssertEqual(try clinic.clinic.seenRequests().count, 0)
    }

    func testAWrongPasswordIsRefused() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().registered()
        let error = await failure {
            _ = try await phone.signIn(
                userId: "staff11",
                password: Secret(utf8: Data("wrong".utf8)),
                cancellation: Cancellation()
            )
        }
        XCTAssertEqual(error, .Refused(code: "MKA-E1101"))
    }

    func testAPhoneThatIsLeftAloneLocksAndItsOwnerUnlocksIt() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        try phone.touch()
        try clinic.advance(seconds: 301)
        XCTAssertEqual(try phone.overview().account, .locked)
        await expect("MKA-E0010") { try phone.touch() }
        await expect("MKA-E0012") { _ = try phone.beginVisit(plan: .byPin) }
        try phone.unlockByOwner()
        XCTAssertEqual(try phone.overview().account, .signedIn)
        await expect("MKA-E0010") { try phone.unlockByOwner() }
    }

    func testThirtySecondsInTheBackgroundLockToo() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        phone.leave()
        try clinic.advance(seconds: 10)
        phone.comeBack()
        XCTAssertEqual(try phone.overview().account, .signedIn)
        phone.leave()
        try clinic.advance(seconds: 31)
        phone.comeBack()
        XCTAssertEqual(try phone.overview().account, .locked)
    }

    func testSettingsAreThoseOfTheInstitution() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        var settings = try clinic.clinic.settings()
        settings.outpatient = false
        try clinic.clinic.changeSettings(settings: settings)
        try await phone.refreshSettings(cancellation: Cancellation())
        XCTAssertEqual(try phone.overview().registration?.institution.settings.outpatient, false)
        await expect("MKA-E1112") {
            let plan = VisitPlan(careKind: .outpatient, method: .pin, purpose: .visit)
            _ = try phone.beginVisit(plan: plan)
        }
        let stranger = try clinic.phone().start()
        await expect("MKA-E1118") {
            try await stranger.refreshSettings(cancellation: Cancellation())
        }
    }
}
