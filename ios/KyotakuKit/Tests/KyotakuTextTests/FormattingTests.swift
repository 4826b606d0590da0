import XCTest

@testable import KyotakuText

final class FormattingTests: XCTestCase {
    private let japanese = Texts(in: .japanese)
    private let english = Texts(in: .english)

    func testAmountsGroupTheirThousands() {
        XCTAssertEqual(japanese.yen(0), "0円")
        XCTAssertEqual(japanese.yen(-1_234), "-1,234円")
        XCTAssertEqual(english.yen(1_234_567), "¥1,234,567")
        XCTAssertEqual(japanese.yen(123), "123円")
    }
}
