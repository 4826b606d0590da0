import XCTest

@testable import KyotakuText

final class CodeListTests: XCTestCase {
    func testCodesAreLabelledInTheLanguageOfTheReader() {
        XCTAssertEqual(Texts(in: .japanese).label("3", of: .validity), "無効(新しい資格あり)")
        XCTAssertEqual(Texts(in: .english).label("homeVisit", of: .careKind), "Home visits")
        XCTAssertEqual(Texts(in: .plainJapanese).label("spouse", of: .relationship), "夫または妻")
    }

    func testAnUnknownCodeIsItsOwnLabel() {
        XCTAssertEqual(Texts(in: .japanese).label("9", of: .sex), "9")
    }

    func testEveryValidityIsToldInAWordASentenceAndAStep() {
        let texts = Texts(in: .japanese)
        for code in 1...6 {
            let code = String(code)
            let told = [CodeList.validity, .validityMeaning, .validityNext]
                .map { texts.label(code, of: $0) }
            XCTAssertFalse(told.contains(code))
            XCTAssertEqual(Set(told).count, 3)
        }
        let words = Set((1...6).map { texts.label(String($0), of: .validity) })
        XCTAssertEqual(words.count, 6, "the words differ, so no colour is needed")
    }
}
