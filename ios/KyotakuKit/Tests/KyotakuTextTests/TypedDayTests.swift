import XCTest

@testable import KyotakuText

/// Days as people type them.
final class TypedDayTests: XCTestCase {
    func testADayIsUnderstoodInEveryFormThatPeopleWrite() {
        let forms = [
            "19450121", "1945-1-21", "1945/01/21", "1945.1.21", "1945年1月21日", "1945年01月21",
            "昭和20年1月21日", "昭和20.1.21", "S20.1.21", "s20-1-21", "Ｓ２０．１．２１", "１９４５０１２１",
            "１９４５年１月２１日", " 1945 年 1 月 21 日 ", "昭和　20年1月21日", "1945ー1ー21", "S20・1・21",
        ]
        for form in forms {
            XCTAssertEqual(CalendarDay(typed: form), CalendarDay("1945-01-21"), form)
        }
    }

    func testEveryEraCountsFromItsFirstYear() {
        let days = [
            ("令和元年5月1日", "2019-05-01"), ("R8.11.20", "2026-11-20"), ("H1.1.8", "1989-01-08"),
            ("平成31年4月30日", "2019-04-30"), ("T15.12.24", "1926-12-24"), ("明治45年7月29日", "1912-07-29"),
        ]
        for (typed, day) in days {
            XCTAssertEqual(CalendarDay(typed: typed), CalendarDay(day), typed)
        }
    }

    func testADayIsUnderstoodAsTheAppItselfWritesIt() throws {
        let day = try XCTUnwrap(CalendarDay("1945-01-21"))
        for language in [Language.japanese, .plainJapanese] {
            XCTAssertEqual(CalendarDay(typed: Texts(in: language).day(day)), day)
        }
    }

    func testWhatIsNoDayIsNotGuessed() {
        let texts = [
            "", "昨日", "20.1.21", "1945", "194501", "1945-13-1", "1945-2-30", "元年1月1日", "S100.1.1",
            "S0.1.1", "1945-1", "1945-1-21-3", "19450121x", "-1-1", "昭和年1月1日",
        ]
        for text in texts {
            XCTAssertNil(CalendarDay(typed: text), text)
        }
    }
}
