import KyotakuCore
import KyotakuKitTesting
import KyotakuModels
import KyotakuText
import SwiftUI
import XCTest

/// What a hurried person does. It ends where that person expects, on the screen and at the server.
final class HurriedTests: XCTestCase {
    func testTwoTapsInARowAreOne() async throws {
        try await SeenPhone.play { phone in
            let clinic = phone.nurse.clinic
            try await phone.tapTwice(.termsAgree)
            phone.expect(.registrationChecklistTitle)
            try await phone.tapTwice(.actionContinue)
            phone.expect(.registrationTitle)
            try await phone.type(clinic.nurse.institution, into: .registrationInstitution)
            try await phone.type(clinic.clinic.issueCode(), into: .registrationActivationCode)
            try await phone.type(clinic.nurse.id, into: .registrationUserID)
            try await phone.type(clinic.nurse.password, into: .registrationPassword)
            try await phone.tapTwice(.actionContinue)
            phone.expect(.deviceNameTitle)
            XCTAssertEqual(try clinic.clinic.devices(), [])
            try await phone.tapTwice(.registrationSubmit)
            XCTAssertEqual(try clinic.clinic.devices().count, 1)
            try await phone.tapTwice(.deviceNameNext)
            phone.expect(.signInTitle)
            try await phone.type(clinic.nurse.password, into: .signInPassword)
            try await phone.tapTwice(.signInSubmit)
            if phone.offers(.actionContinue) { try await phone.tapTwice(.actionContinue) }
            phone.expect(.homeTitle)
            try await Self.visitTwiceAsFast(phone)
            try await Self.lookTwiceAsFast(phone)
        }
    }

    @MainActor
    private static func visitTwiceAsFast(_ phone: SeenPhone) async throws {
        try await phone.tapTwice(.homeBegin)
        if phone.title == phone.texts(.careKindTitle) {
            try await phone.tapTwice(phone.texts.label(CareKind.homeVisit.code, of: .careKind))
        }
        phone.expect(.methodTitle)
        try await phone.tapTwice(.methodPin)
        phone.expect(.handoverTitle)
        try await phone.tapTwice(.handoverStart)
        phone.expect(.pinTitle)
        // The last key twice is no fifth digit.
        try phone.key(NursesPhone.pin + NursesPhone.pin.suffix(1))
        try await phone.tapTwice(.pinSubmit)
        phone.expect(.handoverBackTitle)
        try await phone.tapTwice(.handoverBackStaff)
        XCTAssertEqual(phone.nurse.device.owner.prompts.count, 1)
        phone.expect(.cardTitle)
        let card = try HeldCard("T01")
        phone.nurse.reader.place(card)
        try await phone.tapTwice(.cardStart)
        phone.nurse.reader.clearField()
        phone.expect(.personTitle)
        // Of a whole conversation there is one signature.
        XCTAssertEqual(card.instructions.filter { $0 == 0x2A }.count, 1)
        try await phone.tapTwice(.personSame)
        phone.expect(.handoverTitle)
        try await phone.tapTwice(.handoverStart)
        try await phone.tapTwice(.consentAgreeAll)
        try await phone.prescribe()
        phone.expect(.confirmTitle)
        try await phone.tapTwice(.confirmSubmit)
        try await phone.tapTwice(.handoverBackStaff)
        phone.expect(.completeTitle)
        try phone.expectRecords(["T01"])
        XCTAssertEqual(try phone.nurse.clinic.clinic.proofCount(), 1)
        try await phone.tapTwice(.completeViewResult)
        phone.expect(.resultTitle)
        try await phone.goBack()
        phone.expect(.completeTitle)
        try await phone.tapTwice(.completeNextPatient)
        XCTAssertTrue(
            [phone.texts(.careKindTitle), phone.texts(.methodTitle)].contains(phone.title)
        )
        try await phone.tap(.actionBack)
        phone.expect(.homeTitle)
    }

    /// One step back for each screen that was opened.
    @MainActor
    private static func lookTwiceAsFast(_ phone: SeenPhone) async throws {
        try await phone.tapTwice(.spokenHomeGear)
        phone.expect(.menuTitle)
        try await phone.tapTwice(.menuSecurity)
        phone.expect(.securityTitle)
        try await phone.type(phone.nurse.clinic.nurse.password, into: .signInPassword)
        try await phone.tapTwice(.securityGateSubmit)
        try await phone.tapTwice(.securitySearch)
        phone.expect(.searchTitle)
        try await phone.tapTwice(.searchSubmit)
        let line = try XCTUnwrap(
            phone.screen.reading.first { $0.label.contains("試験　花子") }?.label
        )
        try await phone.tapTwice(line)
        phone.expect(.resultTitle)
        try await phone.tapTwice(.resultRequery)
        phone.expect(.requeryTitle)
        try await phone.tapTwice(.requerySubmit)
        try await phone.tapTwice(.completeViewResult)
        let titles: [TextKey] = [
            .resultTitle, .requeryTitle, .resultTitle, .searchTitle, .securityTitle, .menuTitle,
            .homeTitle,
        ]
        for (index, title) in titles.enumerated() {
            if index > 0 { try await phone.goBack() }
            phone.expect(title, "\(index)")
        }
        for key in [TextKey.homeRequery, .homeConsents, .homeRevoke] {
            try await phone.tapTwice(key)
            XCTAssertNotEqual(phone.title, phone.texts(.homeTitle))
            try await phone.goBack()
            phone.expect(.homeTitle)
        }
        try await phone.tap(.spokenHomeGear)
        try await phone.tapTwice(.menuSignOut)
        phone.expect(.menuSignOutTitle)
        try await phone.tapTwice(.menuSignOut)
        phone.expect(.signInTitle)
    }

    func testAPinOfTheWrongLengthIsNotTakenAndAnyKeyboardWillDo() async throws {
        try await SeenPhone.atHome { phone in
            try await phone.begin(by: .methodPin)
            try await phone.tap(.handoverStart)
            XCTAssertFalse(phone.offers(.pinSubmit))
            try phone.key([1, 2, 3])
            await phone.settle()
            XCTAssertFalse(phone.offers(.pinSubmit))
            // Neither by the key of the keyboard.
            try phone.press("return")
            await phone.settle()
            phone.expect(.pinTitle)
            try await phone.tap(.spokenPinDeleteAll)
            let digits = NursesPhone.pin.map { "\($0)".fullWidth }
            for digit in digits { try phone.press(digit) }
            // Nothing but digits is one, and there are four.
            XCTAssertThrowsError(try phone.press("ア"))
            try phone.press("９")
            try phone.press("delete")
            await phone.settle()
            XCTAssertFalse(phone.offers(.pinSubmit))
            try phone.press(digits[3])
            await phone.settle()
            XCTAssertTrue(phone.offers(.pinSubmit))
            try phone.press("return")
            await phone.settle()
            try await phone.goOnToTheEnd(with: HeldCard("T01"))
            try phone.expectRecords(["T01"])
        }
    }

    func testTheSpousesCardIsRegisteredForNobodyAndTheRightOneForThePatient() async throws {
        try await SeenPhone.atHome { phone in
            try await phone.begin(by: .methodPin)
            try await phone.enterPin()
            try await phone.hold("T02")
            phone.expect(says: "参考　太郎")
            try await phone.tap(.personDiffers)
            phone.expect(.personDiffersTitle)
            try await phone.tap(.actionBack)
            phone.expect(.personTitle)
            try await phone.tap(.personDiffers)
            try await phone.tap(.personStop)
            phone.expect(says: phone.texts.error("MKA-I2043").title)
            XCTAssertFalse(phone.screen.everything.contains { $0.contains("参考　太郎") })
            try phone.expectRecords([])
            try await phone.tap(.actionStartAgain)
            try await phone.goOnToTheEnd(with: HeldCard("T01"))
            try phone.expectRecords(["T01"])
            XCTAssertFalse(phone.screen.offers(phone.texts(.spokenHomeBanner, 1)))
        }
    }
}
