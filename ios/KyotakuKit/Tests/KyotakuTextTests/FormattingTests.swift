import Foundation
import XCTest

@testable import KyotakuText

final class FormattingTests: XCTestCase {
    private let japanese = Texts(in: .japanese)
    private let plain = Texts(in: .plainJapanese)
    private let english = Texts(in: .english)

    func testDatesNameTheirEraAsTheCoreDoes() throws {
        struct Example: Decodable {
            let day: String
            let japanese: String
            let english: String
        }
        let examples = try JSONDecoder().decode([Example].self, from: fixture("display/dates.json"))
        XCTAssertGreaterThan(examples.count, 10)
        for example in examples {
            let day = try XCTUnwrap(CalendarDay(example.day))
            XCTAssertEqual(japanese.day(day), example.japanese)
            XCTAssertEqual(english.day(day), example.english)
        }
    }

    func testPlainDatesSayYearTwice() throws {
        let day = try XCTUnwrap(CalendarDay("2026-11-22"))
        XCTAssertEqual(plain.day(day), "2026年(令和8年)11月22日")
    }

    func testDaysAreReadInBothForms() {
        XCTAssertEqual(CalendarDay("19550101"), CalendarDay(year: 1955, month: 1, day: 1))
        XCTAssertEqual(CalendarDay("1955-01-01"), CalendarDay("19550101"))
        XCTAssertNotNil(CalendarDay("20240229"))
        for text in [
            "", "19450000", "20260230", "20230229", "19000229", "1945-1-1", "１９４５０１０１",
            "1945/01/01", "1945-01-011",
        ] {
            XCTAssertNil(CalendarDay(text), text)
        }
    }

    func testABirthDateWithoutADayIsShownAsItCame() {
        XCTAssertEqual(japanese.registeredDay("19450000"), "19450000")
        XCTAssertEqual(japanese.registeredDay("19450101"), "1945(昭和20)年1月1日")
    }

    func testMomentsAreThoseOfJapan() {
        // 2026-11-22T15:05:00Z is the next day in Japan.
        let moment = Date(timeIntervalSince1970: 1_795_359_900)
        XCTAssertEqual(japanese.day(at: moment), "2026(令和8)年11月23日")
        XCTAssertEqual(japanese.time(at: moment), "0:05")
        XCTAssertEqual(english.dayAndTime(at: moment), "23 November 2026 (Reiwa 8), 0:05")
        XCTAssertEqual(japanese.dayAndTime(at: moment), "2026(令和8)年11月23日 0:05")
    }

    func testAgesAreFullYears() {
        XCTAssertEqual(japanese.age(71), "満71歳")
        XCTAssertEqual(english.age(1), "1 year old")
    }

    func testAmountsGroupTheirThousands() {
        XCTAssertEqual(japanese.yen(0), "0円")
        XCTAssertEqual(japanese.yen(123), "123円")
        XCTAssertEqual(japanese.yen(10_000), "10,000円")
        XCTAssertEqual(english.yen(1_234_567), "¥1,234,567")
        XCTAssertEqual(japanese.yen(-1_234), "-1,234円")
    }

    func testReceptionNumbersShowTheirDayApart() {
        XCTAssertEqual(japanese.receptionNumber("2026112200001"), "20261122-00001")
        for other in ["", "20261122", "2026112x00001", "A1", "99999999123"] {
            XCTAssertEqual(japanese.receptionNumber(other), other)
        }
    }

    /// A file that the tests of the core read as well.
    private func fixture(_ path: String) throws -> Data {
        var repository = URL(fileURLWithPath: #filePath)
        for _ in 0..<5 { repository.deleteLastPathComponent() }
        return try Data(contentsOf: repository.appendingPathComponent("tests/fixtures/\(path)"))
    }
}
