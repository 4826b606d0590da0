import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI
import XCTest

/// A whole day by the words on the screens, in both languages of staff.
final class SeenDayTests: XCTestCase {
    func testAWholeDayInJapanese() async throws {
        try await SeenPhone.play { phone in
            try await SeenDay.play(on: phone, in: .japanese)
        }
    }

    func testAWholeDayInEnglish() async throws {
        try await SeenPhone.play { phone in
            try await SeenDay.play(on: phone, in: .english)
        }
    }
}

@MainActor
private enum SeenDay {
    static func play(on phone: SeenPhone, in language: Language) async throws {
        try await phone.register()
        XCTAssertEqual(try phone.nurse.clinic.clinic.devices().map(\.name), ["訪問1号"])
        try await phone.signIn(as: phone.nurse.clinic.nurse)
        phone.expect(.homeTitle)
        phone.expect(says: phone.texts(.homeOnline))
        try await choose(language, on: phone)
        let number = try await visitByPin(phone)
        try await visitBySight(phone)
        try await lookUp(number, phone)
        try await phone.signOut()
        XCTAssertFalse(phone.screen.everything.contains { $0.contains("試験") })
        try phone.expectRecords(["T01", "T02"])
        XCTAssertEqual(try phone.records().visits.map(\.method), ["pin", "visual"])
    }

    /// 歯車 → メニュー → 言語, there and back.
    private static func choose(_ language: Language, on phone: SeenPhone) async throws {
        try await phone.tap(.spokenHomeGear)
        try await phone.tap(.menuStaffLanguage)
        try await phone.tap(phone.texts(language.name))
        XCTAssertEqual(phone.texts.language, language)
        phone.expect(.languageTitle)
        try phone.screen.send(.back)
        try phone.screen.send(.back)
        await phone.settle()
        phone.expect(.homeTitle)
    }

    /// The patient reads easy words; staff go on in their language. The result by the shortcut.
    private static func visitByPin(_ phone: SeenPhone) async throws -> String {
        let staff = phone.texts
        try await phone.begin(by: .methodPin)
        phone.expect(.handoverTitle)
        try await phone.tap(.handoverStart)
        phone.expect(.pinTitle)
        try phone.screen.choose(
            phone.texts(Language.plainJapanese.name),
            in: phone.texts(.languageTitle)
        )
        await phone.settle()
        XCTAssertEqual(phone.texts.language, .plainJapanese)
        phone.expect(.pinTitle)
        phone.expect(says: phone.texts(.pinPatientOnly))
        try phone.key(NursesPhone.pin)
        try await phone.tap(.pinSubmit)
        phone.expect(says: phone.texts(.handoverBackBody))
        try await phone.giveBack()
        XCTAssertEqual(phone.texts.language, staff.language)
        phone.expect(.cardTitle)
        try await phone.hold("T01")
        phone.expect(.personTitle)
        phone.expect(says: "試験　花子")
        try await phone.tap(.personSame)
        phone.expect(.handoverTitle)
        try await phone.tap(.handoverStart)
        // The language stays the patient's.
        XCTAssertEqual(phone.texts.language, .plainJapanese)
        XCTAssertFalse(phone.screen.everything.contains { $0.contains("試験　花子") })
        phone.expect(.consentTitle)
        try await phone.tap(.consentAgreeAll)
        try await phone.prescribe()
        phone.expect(.confirmTitle)
        try await phone.tap(.confirmSubmit)
        try await phone.giveBack()
        phone.expect(.completeTitle)
        let number = try XCTUnwrap(phone.records().visits.first?.receptionNumber)
        phone.expect(says: phone.texts.receptionNumber(number))
        try await phone.tap(.completeViewResult)
        phone.expect(.resultTitle)
        phone.expect(says: phone.texts(.resultSectionCheck))
        try phone.screen.send(.back)
        await phone.settle()
        phone.expect(.completeTitle)
        try await phone.tap(.completeHome)
        phone.expect(.homeTitle)
        return number
    }

    /// 目視: no PIN, and every statement is ticked.
    private static func visitBySight(_ phone: SeenPhone) async throws {
        try await phone.begin(by: .methodVisual)
        phone.expect(.visualTitle)
        XCTAssertFalse(phone.offers(.visualConfirm))
        for key in [TextKey.visualCheckPhoto, .visualCheckTampering] {
            try await phone.tap(phone.texts(.spokenVisualCheck, .text(phone.texts(key))))
        }
        try await phone.tap(.visualConfirm)
        phone.expect(.cardTitle)
        try await phone.hold("T02")
        phone.expect(.personTitle)
        try await phone.tap(.personSame)
        try await phone.agreeToAll()
        phone.expect(.completeTitle)
        try await phone.tap(.completeHome)
    }

    /// 歯車 → メニュー → セキュリティ設定 → 資格確認結果検索 → 資格確認結果 → 再照会.
    private static func lookUp(_ number: String, _ phone: SeenPhone) async throws {
        try await phone.tap(.spokenHomeGear)
        phone.expect(.menuTitle)
        try await phone.tap(.menuSecurity)
        phone.expect(.securityTitle)
        try await phone.type(phone.nurse.clinic.nurse.password, into: .signInPassword)
        try await phone.tap(.securityGateSubmit)
        try await phone.tap(.securitySearch)
        phone.expect(.searchTitle)
        try await phone.tap(.searchSubmit)
        phone.expect(says: phone.texts(.searchResultCount, 2))
        let band = try XCTUnwrap(
            phone.screen.reading.first { $0.label.contains("試験　花子") }?.label
        )
        try await phone.tap(band)
        phone.expect(.resultTitle)
        phone.expect(says: phone.texts.receptionNumber(number))
        try await phone.tap(.resultRequery)
        phone.expect(.requeryTitle)
        try await phone.tap(.requerySubmit)
        phone.expect(says: phone.texts.error("MKA-I4011").title)
        XCTAssertTrue(phone.offers(.completeViewResult))
        for _ in 0..<5 {
            try phone.screen.send(.back)
            await phone.settle()
        }
        phone.expect(.homeTitle)
    }
}
