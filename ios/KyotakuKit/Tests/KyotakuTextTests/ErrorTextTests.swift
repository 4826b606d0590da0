import XCTest

@testable import KyotakuText

final class ErrorTextTests: XCTestCase {
    func testACodeSaysWhatHappenedWhyAndWhatToDo() {
        let text = Texts(in: .japanese).error("MKA-E2002")
        XCTAssertEqual(text.code, "MKA-E2002")
        XCTAssertEqual(text.kind, .problem)
        XCTAssertEqual(text.title, "読み取り中にカードが離れました。動かさずに、もう一度お試しください。")
        XCTAssertTrue(text.explanation.contains("数秒"))
        XCTAssertEqual(text.next, "もう一度当てる")
    }

    func testTheLetterTellsHowSeriousItIs() {
        let texts = Texts(in: .english)
        XCTAssertEqual(texts.error("MKA-I3001").kind, .notice)
        XCTAssertEqual(texts.error("MKA-W5018").kind, .warning)
        XCTAssertEqual(texts.error("MKA-E5001").kind, .problem)
        XCTAssertEqual(texts.error("").kind, .problem)
    }

    func testPatientsReadWhatStopsThemInPlainJapanese() {
        let plain = Texts(in: .plainJapanese).error("MKA-E2002")
        XCTAssertEqual(plain.title, "カードがはなれました。")
    }

    func testNobodyIsToldToDoWhatIsNotOffered() {
        for language in Language.allCases {
            let texts = Texts(in: language)
            for code in ["MKA-E2011", "MKA-E2012", "MKA-E2013"] {
                XCTAssertEqual(texts.error(code, offersVisual: true), texts.error(code))
                let text = texts.error(code, offersVisual: false)
                XCTAssertEqual(text.code, code)
                XCTAssertEqual(text.kind, .problem)
                for way in ["目視での", "顔を見て確認する", "change to confirmation by sight"] {
                    XCTAssertFalse("\(text)".contains(way), "\(text)")
                }
            }
            XCTAssertEqual(
                texts.error("MKA-E2002", offersVisual: false),
                texts.error("MKA-E2002")
            )
        }
    }

    func testACodeOfANewerServerIsToldHonestlyAndKeepsItsCode() {
        for language in Language.allCases {
            let faults = Texts(
                in: language,
                from: .bundled.reporting { XCTFail("\($0)") }
            )
            let text = faults.error("MKA-W7001")
            XCTAssertEqual(text.code, "MKA-W7001")
            XCTAssertEqual(text.kind, .warning)
            XCTAssertEqual(text.title, Texts(in: language)(.errorUnknownTitle))
            XCTAssertFalse(text.explanation.isEmpty)
            XCTAssertFalse(text.next.isEmpty)
        }
    }
}
