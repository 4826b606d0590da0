import Foundation
import KyotakuCore
import Testing

/// Functions that only compute.
@Suite struct TextFunctions {
    @Test(arguments: [
        (1945, 1, 1, "1945(昭和20)年1月1日"),
        (2019, 5, 1, "2019(令和元)年5月1日"),
        (1868, 10, 22, "1868年10月22日"),
    ])
    func aDateIsWrittenWithItsEra(year: Int, month: Int, day: Int, text: String) {
        #expect(dateWithEra(date: date(year, month, day)) == text)
    }

    @Test(arguments: [(2026, 2, 30), (2026, 13, 1), (2026, 0, 0)])
    func aDateThatDoesNotExistIsNotWritten(year: Int, month: Int, day: Int) {
        #expect(dateWithEra(date: date(year, month, day)) == nil)
        #expect(age(birthdate: date(year, month, day), today: date(2026, 1, 1)) == nil)
    }

    @Test func anAgeIsCountedInWholeYears() {
        #expect(age(birthdate: date(1945, 11, 21), today: date(2026, 11, 20)) == 80)
        #expect(age(birthdate: date(1945, 11, 20), today: date(2026, 11, 20)) == 81)
    }

    @Test func kanaAndCodesAreBroughtToOneWidth() {
        #expect(fullWidthKana(text: "ｶﾞｷﾞ") == "ガギ")
        #expect(fullWidthKana(text: "漢字") == "漢字")
        #expect(narrowText(text: "　１３１２ ") == "1312")
        #expect(narrowText(text: "") == "")
    }

    private func date(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
        CalendarDate(year: Int16(year), month: UInt8(month), day: UInt8(day))
    }
}
