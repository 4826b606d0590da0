import Foundation
import XCTest

@testable import KyotakuText

/// How texts are looked up.
final class CatalogueTests: XCTestCase {
    func testTextsAreLookedUpInTheLanguageOfTheReader() throws {
        let catalogue = try sample()
        XCTAssertEqual(catalogue.text("greeting", in: .japanese), "お渡しください")
        XCTAssertEqual(catalogue.text("greeting", in: .english), "Hand it over")
        XCTAssertEqual(catalogue.text("greeting", in: .plainJapanese), "わたしてください")
    }

    func testWhatIsNotPlainIsJapanese() throws {
        XCTAssertEqual(try sample().text("staffOnly", in: .plainJapanese), "職員用")
    }

    func testAMissingTextShowsItsKeyAndIsReported() throws {
        let faults = Faults()
        let catalogue = try sample().reporting { faults.append($0) }
        XCTAssertEqual(catalogue.text("nowhere", in: .english), "nowhere")
        XCTAssertEqual(faults.all, [.missing("nowhere", .english)])
        XCTAssertFalse(catalogue.contains("nowhere"))
    }

    func testATextThatIsNotTranslatedCountsAsMissing() throws {
        let faults = Faults()
        let catalogue = try sample().reporting { faults.append($0) }
        XCTAssertEqual(catalogue.text("staffOnly", in: .english), "staffOnly")
        XCTAssertEqual(faults.all, [.missing("staffOnly", .english)])
    }

    func testArgumentsThatDoNotFitLeaveThePlaceholdersAndAreReported() throws {
        let faults = Faults()
        let catalogue = try sample().reporting { faults.append($0) }
        XCTAssertEqual(catalogue.text("tries", in: .japanese), "残り%1$lld回")
        XCTAssertEqual(catalogue.text("tries", in: .japanese, ["2"]), "残り%1$lld回")
        XCTAssertEqual(faults.all.count, 2)
        XCTAssertEqual(faults.all.first, .unfilled("tries", .japanese))
    }

    func testEnglishCountsOneAndMany() throws {
        let texts = Texts(in: .english, from: try sample())
        XCTAssertEqual(texts("tries", 1), "1 try left")
        XCTAssertEqual(texts("tries", 0), "0 tries left")
        XCTAssertEqual(texts("tries", 2), "2 tries left")
        XCTAssertEqual(Texts(in: .japanese, from: try sample())("tries", 1), "残り1回")
    }

    func testTheBundledCatalogueIsRead() {
        XCTAssertEqual(Texts(in: .japanese)(.waitingBanner, 3), "未送信 3件")
        XCTAssertEqual(Texts(in: .english)(.waitingBanner, 1), "1 not sent")
        XCTAssertEqual(Texts(in: .plainJapanese)(.actionBack), "もどる")
    }

    func testEveryLanguageIsNamedInItself() {
        for reader in Language.allCases {
            let names = Language.forPatients.map { Texts(in: reader)($0.name) }
            XCTAssertEqual(names, ["日本語", "やさしい日本語", "English"])
        }
        XCTAssertFalse(Language.forStaff.contains(.plainJapanese))
    }

    private func sample() throws -> Catalogue {
        try Catalogue(
            standard: StringTable(json: Data(standard.utf8)),
            plain: StringTable(json: Data(plain.utf8))
        )
    }

    private let standard = """
        {"sourceLanguage": "ja", "version": "1.0", "strings": {
          "greeting": {"localizations": {
            "en": {"stringUnit": {"state": "translated", "value": "Hand it over"}},
            "ja": {"stringUnit": {"state": "translated", "value": "お渡しください"}}}},
          "staffOnly": {"localizations": {
            "en": {"stringUnit": {"state": "new", "value": ""}},
            "ja": {"stringUnit": {"state": "translated", "value": "職員用"}}}},
          "tries": {"localizations": {
            "en": {"variations": {"plural": {
              "one": {"stringUnit": {"state": "translated", "value": "%1$lld try left"}},
              "other": {"stringUnit": {"state": "translated", "value": "%1$lld tries left"}}}}},
            "ja": {"stringUnit": {"state": "translated", "value": "残り%1$lld回"}}}}}}
        """

    private let plain = """
        {"sourceLanguage": "ja", "version": "1.0", "strings": {
          "greeting": {"localizations": {
            "ja": {"stringUnit": {"state": "translated", "value": "わたしてください"}}}}}}
        """
}

/// Keeps what was reported.
private final class Faults: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [Catalogue.Fault] = []

    var all: [Catalogue.Fault] { lock.withLock { kept } }

    func append(_ fault: Catalogue.Fault) {
        lock.withLock { kept.append(fault) }
    }
}
