import XCTest

@testable import KyotakuText

/// What every text of the catalogue has to fulfil.
final class CatalogueContentTests: XCTestCase {
    private let standard = Catalogue.bundled.standard
    private let plain = Catalogue.bundled.plain

    /// The beginnings of the keys that patients read. Each of these keys has a plain text.
    private let patientFamilies = [
        "tap_", "screen_language_", "screen_lockSoon_", "screen_handover_", "screen_pin_",
        "screen_card_",
        "screen_respondent_", "screen_consent_", "screen_consentItems_", "screen_prescription_",
        "screen_confirm_", "screen_consents_", "screen_revoke_", "spoken_pin_", "spoken_card_",
        "spoken_consent_", "spoken_language_", "spoken_handover_", "code_careKind_",
        "code_consentItem_", "code_consentItemDetail_", "code_prescription_",
        "code_relationship_", "code_respondent_", "code_revocationReason_", "code_sex_",
        "error_unknown_",
    ]

    func testTheCatalogueIsThere() {
        XCTAssertGreaterThan(standard.keys.count, 1_000)
        XCTAssertGreaterThan(plain.keys.count, 200)
    }

    func testEveryTextIsWrittenInJapaneseAndEnglish() {
        for key in standard.keys {
            for tag in ["ja", "en"] {
                XCTAssertFalse(standard.allForms(key, tag).isEmpty, "\(key) lacks \(tag)")
            }
        }
    }

    func testTranslatorsAreToldAboutEveryKey() {
        for table in [standard, plain] {
            for key in table.keys {
                let comment = table.comments[key] ?? ""
                XCTAssertGreaterThan(comment.count, 3, "\(key) has no comment")
            }
        }
    }

    func testEverythingThatPatientsReadIsWrittenInPlainJapanese() {
        for family in patientFamilies {
            let keys = standard.keys.filter { $0.hasPrefix(family) }
            XCTAssertFalse(keys.isEmpty, "there is no \(family)")
            for key in keys {
                XCTAssertFalse(plain.allForms(key, "ja").isEmpty, "\(key) is not plain")
            }
        }
    }

    func testWhatStopsPatientsIsExplainedPlainlyInAllItsParts() {
        let explained = plain.keys.filter { $0.hasPrefix("error_MKA-") }
        let codes = Set(explained.map { $0.split(separator: "_")[1] })
        XCTAssertGreaterThan(codes.count, 15)
        XCTAssertEqual(explained.count, 3 * codes.count)
    }

    func testPlainTextsBelongToATextOfTheCatalogue() {
        XCTAssertEqual(Set(plain.keys).subtracting(standard.keys), [])
    }

    func testLanguagesAgreeOnThePlaceholders() {
        func placeholders(_ text: String) -> [String] {
            Template(text).placeholders.map { String(describing: $0) }.sorted()
        }
        for key in standard.keys {
            let japanese = standard.allForms(key, "ja").map(placeholders)
            let others = standard.allForms(key, "en") + plain.allForms(key, "ja")
            XCTAssertEqual(Set(japanese).count, 1, key)
            for text in others {
                XCTAssertEqual(placeholders(text), japanese.first, "\(key): \(text)")
            }
            let places = Set(japanese.first ?? [])
            XCTAssertEqual(places.count, japanese.first?.count, "\(key) uses a place twice")
        }
    }

    func testPlaceholdersCountFromOneAndNoneIsMisspelt() {
        everyText { key, text in
            let places: [Int] = Template(text).placeholders.map { piece in
                if case .placeholder(let place, _) = piece { place } else { 0 }
            }
            XCTAssertEqual(places.sorted(), Array(1..<(places.count + 1)), "\(key): \(text)")
            for case .literal(let literal) in Template(text).pieces {
                let signs = text.contains("%%") ? literal.replacing("%", with: "") : literal
                XCTAssertFalse(signs.contains("%"), "\(key): \(text)")
            }
        }
    }

    func testOnlyTextsWithOneNumberHaveAPlural() {
        for key in standard.keys {
            let forms = standard.allForms(key, "en")
            XCTAssertEqual(standard.allForms(key, "ja").count, 1, "Japanese has no plural: \(key)")
            let numbers = Template(forms.last ?? "").placeholders.filter { piece in
                if case .placeholder(_, isNumber: true) = piece { true } else { false }
            }
            if forms.count > 1 {
                XCTAssertEqual(numbers.count, 1, "the number that counts is not clear: \(key)")
            } else if forms.first?.contains("%%") == false, !numbers.isEmpty {
                // "%1$lld of 4 digits": the noun belongs to another number.
                XCTAssertEqual(key, "spoken_pin_field", "\(key) needs a plural in English")
            }
        }
    }

    func testEveryCodeHasThreePartsAndNoMore() {
        let keys = standard.keys.filter { $0.hasPrefix("error_MKA-") }
        let codes = Set(keys.map { String($0.split(separator: "_")[1]) })
        XCTAssertGreaterThan(codes.count, 100)
        XCTAssertEqual(keys.count, 3 * codes.count)
        for code in codes {
            for key in [
                ErrorText.titleKey(of: code), ErrorText.explanationKey(of: code),
                ErrorText.nextKey(of: code),
            ] {
                XCTAssertTrue(Catalogue.bundled.contains(key), key.rawValue)
            }
        }
    }

    func testEveryListOfCodesHasLabels() {
        let keys = standard.keys.filter { $0.hasPrefix("code_") }
        let lists = Set(keys.map { String($0.split(separator: "_")[1]) })
        XCTAssertEqual(lists, Set(CodeList.allCases.map(\.rawValue)))
    }

    private func everyText(_ check: (String, String) -> Void) {
        for key in standard.keys {
            for tag in ["ja", "en"] {
                standard.allForms(key, tag).forEach { check(key, $0) }
            }
        }
        for key in plain.keys {
            plain.allForms(key, "ja").forEach { check(key, $0) }
        }
    }
}
