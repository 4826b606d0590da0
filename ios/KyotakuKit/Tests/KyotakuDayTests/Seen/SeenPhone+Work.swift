import KyotakuCore
import KyotakuKitTesting
import KyotakuModels
import KyotakuTesting
import KyotakuText
import SwiftUI
import XCTest

/// What people do again and again, by the words on the screens.
@MainActor
extension SeenPhone {
    /// The phone with somebody signed in, as most days begin.
    static func atHome(_ act: @MainActor (SeenPhone) async throws -> Void) async throws {
        try await play { phone in
            try await phone.register()
            try await phone.signIn(as: phone.nurse.clinic.nurse)
            try await act(phone)
        }
    }

    /// P01 to P03. The code is pasted as somebody has written it down.
    func register() async throws {
        try await tap(.termsAgree)
        expect(.registrationChecklistTitle)
        try await tap(.actionContinue)
        let code = try nurse.clinic.clinic.issueCode()
        try await type(nurse.clinic.nurse.institution.fullWidth, into: .registrationInstitution)
        try await type(" \(code.lowercased().fullWidth) ", into: .registrationActivationCode)
        try await type(nurse.clinic.nurse.id.fullWidth, into: .registrationUserID)
        try await type(nurse.clinic.nurse.password, into: .registrationPassword)
        try await tap(.actionContinue)
        expect(.deviceNameTitle)
        try await type("訪問1号", into: .deviceNameField)
        try await tap(.registrationSubmit)
        expect(says: texts(.deviceNameRegistered))
        try await tap(.deviceNameNext)
    }

    /// P10.
    func signIn(as staff: StaffAccount) async throws {
        expect(.signInTitle)
        try await type(staff.id, into: .signInUserID)
        try await type(staff.password, into: .signInPassword)
        try await tap(.signInSubmit)
        if offers(.actionContinue) { try await tap(.actionContinue) }
    }

    /// 歯車 → メニュー → ログアウト.
    func signOut() async throws {
        try await tap(.spokenHomeGear)
        try await tap(.menuSignOut)
        expect(.menuSignOutTitle)
        try await tap(.menuSignOut)
        expect(.signInTitle)
    }

    /// From the home screen until the method is chosen.
    func begin(by method: TextKey, _ what: TextKey = .homeBegin) async throws {
        try await tap(what)
        if title == texts(.careKindTitle) {
            try await tap(texts.label(CareKind.homeVisit.code, of: .careKind))
        }
        expect(.methodTitle)
        try await tap(method)
    }

    /// Digits on the pad.
    func key(_ digits: [Int]) throws {
        for digit in digits { try touch("\(digit)") }
    }

    /// The patient takes the phone, enters a PIN and gives the phone back.
    func enterPin(_ digits: [Int] = NursesPhone.pin) async throws {
        expect(.handoverTitle)
        try await tap(.handoverStart)
        expect(.pinTitle)
        try key(digits)
        try await tap(.pinSubmit)
        try await giveBack()
    }

    /// Staff take the phone back.
    func giveBack() async throws {
        expect(.handoverBackTitle)
        try await tap(.handoverBackStaff)
    }

    /// A card lies under the phone for one reading.
    func hold(_ name: String, by key: TextKey = .cardStart) async throws {
        try await hold(HeldCard(name), by: key)
    }

    /// The same with a card that is there already.
    func hold(_ card: HeldCard, by key: TextKey = .cardStart) async throws {
        nurse.reader.place(card)
        try await tap(key)
        nurse.reader.clearField()
    }

    /// The patient takes the phone, agrees to all and gives the phone back.
    func agreeToAll() async throws {
        expect(.handoverTitle)
        try await tap(.handoverStart)
        try await tap(.consentAgreeAll)
        try await prescribe()
        expect(.confirmTitle)
        try await tap(.confirmSubmit)
        try await giveBack()
    }

    /// The form of the prescription, where there is a choice.
    func prescribe() async throws {
        guard title == texts(.prescriptionTitle) else { return }
        try await tap(texts.label("1", of: .prescription))
        try await tap(.actionContinue)
    }

    /// What the server has of visits that were registered, and of consents.
    func records() throws -> (visits: [StoredVisit], consents: [StoredConsent]) {
        let clinic = nurse.clinic.clinic
        return (
            try clinic.visits().filter { $0.receptionNumber != nil },
            try clinic.consents()
        )
    }

    /// The server has to have registered visits of these persons, each with a consent, and no more.
    func expectRecords(
        _ persons: [String],
        _ note: String = "",
        file: StaticString = #filePath,
        line: UInt = #line
    ) throws {
        let (visits, consents) = try records()
        XCTAssertEqual(visits.map(\.person), persons, note, file: file, line: line)
        XCTAssertEqual(consents.map(\.person), persons, note, file: file, line: line)
        XCTAssertEqual(
            try nurse.clinic.clinic.auditFindings(),
            [],
            note,
            file: file,
            line: line
        )
    }
}

extension String {
    /// As a Japanese keyboard writes letters, digits and signs when nobody looks.
    var fullWidth: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    (0x21...0x7E).contains(scalar.value)
                        ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
                }
            )
        )
    }
}
