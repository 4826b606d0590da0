import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class ResultTests: CoreTestCase {
    private let everything = ResultQuery(
        from: nil,
        to: nil,
        kana: nil,
        birthdate: nil,
        referenceNumber: nil,
        careKind: nil,
        cursor: nil
    )
    private let anybody = PatientsQuery(from: nil, to: nil, kana: nil, cursor: nil)
    private let medicines = MedicalQuery(kind: .medicines, from: nil, to: nil)

    func testResultsAreBehindThePassword() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        let number = try await phone.beginVisit(plan: .byPin).complete(with: card())
        let nobody = Cancellation()
        await expect("MKA-E0010") {
            _ = try await phone.search(query: everything, cancellation: nobody)
        }
        await expect("MKA-E0010") {
            _ = try await phone.showResult(receptionNumber: number, cancellation: nobody)
        }
        await expect("MKA-E0010") {
            _ = try await phone.patients(query: anybody, cancellation: nobody)
        }
        await expect("MKA-E1101") {
            try await phone.openResults(
                password: Secret(utf8: Data("wrong".utf8)),
                cancellation: nobody
            )
        }
        try await phone.openResults(password: clinic.nurse.secret, cancellation: nobody)
        XCTAssertEqual(phone.longestSearchDays(), 31)
        let found = try await phone.search(query: everything, cancellation: nobody)
        XCTAssertEqual(found.results.map(\.receptionNumber), [number])
        XCTAssertEqual(phone.listed(), found)
        let detail = try await phone.showResult(receptionNumber: number, cancellation: nobody)
        XCTAssertEqual(detail.consent?.items, .everything)
        XCTAssertEqual("\(detail)", "ResultDetail(****)")
        var dumped = ""
        dump(detail, to: &dumped)
        XCTAssertFalse(dumped.contains(detail.person.name))
        XCTAssertEqual(String(reflecting: [detail.person]), "[Person(****)]")
        let today = CalendarDate(year: 2026, month: 11, day: 20)
        let qualification = try XCTUnwrap(detail.qualification.resultList.first)
        XCTAssertEqual(
            burden(qualification: qualification, today: today),
            Burden(tenths: 1, origin: .lateElderlyRecord)
        )
        try phone.backToList()
        await expect("MKA-E0010") { try phone.backToList() }
        let patients = try await phone.patients(query: anybody, cancellation: nobody)
        XCTAssertEqual(patients.patients.map(\.receptionNumber), [number])
        phone.closeResults()
        XCTAssertEqual(phone.listed().results, [])
    }

    func testADayThatDoesNotExistIsSaidBeforeAnythingIsSent() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        try await phone.openResults(password: clinic.nurse.secret, cancellation: Cancellation())
        _ = try clinic.clinic.seenRequests()
        let wrong = ResultQuery(
            from: CalendarDate(year: 2026, month: 2, day: 30),
            to: nil,
            kana: nil,
            birthdate: nil,
            referenceNumber: nil,
            careKind: nil,
            cursor: nil
        )
        await expect("MKA-E6011") {
            _ = try await phone.search(query: wrong, cancellation: Cancellation())
        }
        XCTAssertEqual(try clinic.clinic.seenRequests().count, 0)
    }

    func testAQualificationIsAskedForAgainWithoutTheCard() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        let number = try await phone.beginVisit(plan: .byPin).complete(with: card())
        let nobody = Cancellation()
        let same = try await phone.requery(receptionNumber: number, cancellation: nobody)
        XCTAssertEqual(same.code, "MKA-I4011")
        XCTAssertEqual(same.changes, [])
        XCTAssertEqual(same.result.requeryOf, number)
        let outcomes = try await phone.requeryAll(
            receptionNumbers: [same.result.receptionNumber, "2026112099999"],
            cancellation: nobody
        )
        XCTAssertNotNil(outcomes.first?.requery)
        XCTAssertEqual(outcomes.last?.code, "MKA-E4006")
        await expect("MKA-E4006") {
            _ = try await phone.requery(receptionNumber: "2026112099999", cancellation: nobody)
        }
        try await phone.signOut(cancellation: nobody)
        await expect("MKA-E1118") {
            _ = try await phone.requeryAll(receptionNumbers: [number], cancellation: nobody)
        }
    }

    func testMedicalInformationNeedsTheRoleAndTheConsent() async throws {
        let clinic = try openClinic()
        let nurses = try await clinic.phone().signedIn()
        let number = try await nurses.beginVisit(plan: .byPin).complete(with: card())
        await expect("MKA-E1105") {
            _ = try await nurses.medicalInformation(
                receptionNumber: number,
                query: medicines,
                cancellation: Cancellation()
            )
        }
        let doctors = try await clinic.phone().signedIn(as: clinic.doctor)
        let information = try await doctors.medicalInformation(
            receptionNumber: number,
            query: medicines,
            cancellation: Cancellation()
        )
        XCTAssertEqual(information.kind, .medicines)
        XCTAssertFalse(information.entries.isEmpty)
    }
}
