import XCTest

@testable import KyotakuText

final class TemplateTests: XCTestCase {
    func testArgumentsAreInsertedByTheirPlace() {
        let template = Template("%2$@ of %1$lld")
        XCTAssertEqual(template.filled(with: [3, "a"]), "a of 3")
        XCTAssertEqual(template.placeholders.count, 2)
    }

    func testWhatIsInsertedIsNotReadAgain() {
        XCTAssertEqual(Template("[%1$@]").filled(with: ["%1$@ 50%"]), "[%1$@ 50%]")
    }

    func testADoubledSignIsOne() {
        XCTAssertEqual(Template("%1$lld%%").filled(with: [40]), "40%")
        XCTAssertEqual(Template("%%1$@").filled(with: []), "%1$@")
    }

    func testWhatIsNoPlaceholderStays() {
        for text in ["", "%", "100 %", "%@", "%1$", "%1$d", "%0$@", "%x", "%１$@"] {
            XCTAssertEqual(Template(text).filled(with: []), text)
        }
    }

    func testTheKindOfTheArgumentMatters() {
        XCTAssertNil(Template("%1$lld").filled(with: ["1"]))
        XCTAssertNil(Template("%1$@").filled(with: [1]))
        XCTAssertNil(Template("%2$@").filled(with: ["1"]))
    }

    func testArgumentsThatAreNotNeededAreLeftOut() {
        XCTAssertEqual(Template("a").filled(with: ["b", 1]), "a")
    }
}
