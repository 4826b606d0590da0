import XCTest

@testable import KyotakuText

/// How texts are written.
final class WordingTests: XCTestCase {
    private let japanese = texts(of: Catalogue.bundled.standard, "ja")
    private let plain = texts(of: Catalogue.bundled.plain, "ja")
    private let english = texts(of: Catalogue.bundled.standard, "en")

    func testNoTextIsEmptyOrPadded() {
        for (key, text) in japanese + plain + english {
            XCTAssertEqual(text.trimmingCharacters(in: .whitespacesAndNewlines), text, key)
            XCTAssertFalse(text.isEmpty, key)
            XCTAssertFalse(text.contains("  "), "\(key): \(text)")
        }
    }

    func testJapaneseUsesJapanesePunctuation() throws {
        let mistakes = try Regex(
            // Sentence marks of ASCII beside Japanese; a colon without its space.
            "[\\p{Han}\\p{Hiragana}\\p{Katakana}][,.;!?]"
                + "|[\\p{Han}\\p{Hiragana}\\p{Katakana}@]:[^ ]"
                // Half-width katakana; full-width Latin, digits and brackets: one width each.
                + "|[\\x{FF61}-\\x{FF9F}]|[\\x{FF01}-\\x{FF0E}\\x{FF10}-\\x{FF1E}\\x{FF20}-\\x{FF5D}]"
                + "|。。|、、|、。"
        )
        for (key, text) in japanese + plain where key != "common_time" {
            XCTAssertNil(text.firstMatch(of: mistakes), "\(key): \(text)")
        }
    }

    func testJapaneseHasNoSpacesBetweenWords() throws {
        let script = "\\p{Han}\\p{Hiragana}\\p{Katakana}"
        let gap = try Regex("[\(script)。、」] +[\(script)「]")
        // A series of names: 目視確認 対応 is two labels in one mark.
        for (key, text) in japanese + plain where key != "screen_devices_visual" {
            XCTAssertNil(text.firstMatch(of: gap), "\(key): \(text)")
        }
    }

    func testEnglishHasNoJapanesePunctuation() throws {
        let marks = try Regex("[。、「」\\x{FF00}-\\x{FFEF}]")
        for (key, text) in english {
            XCTAssertNil(text.firstMatch(of: marks), "\(key): \(text)")
        }
    }

    func testQuestionsAndSentencesOfJapaneseEndInAFullStop() {
        // A text with a full stop inside has one at the end too, before a closing bracket or an
        // inserted value.
        for (key, text) in japanese + plain where !key.hasPrefix("tap_") {
            guard text.contains("。"), !key.hasSuffix("_next") else { continue }
            let closed = ["。", ")", "」", "@"].contains { text.hasSuffix($0) }
            XCTAssertTrue(closed, "\(key): \(text)")
        }
    }

    func testExplanationsAreSentencesAndNextStepsAreNot() {
        for (key, text) in japanese + plain where key.hasPrefix("error_") {
            let ends = text.hasSuffix("。")
            if key.hasSuffix("_explanation") { XCTAssertTrue(ends, "\(key): \(text)") }
            if key.hasSuffix("_next") { XCTAssertFalse(ends, "\(key): \(text)") }
        }
        for (key, text) in english where key.hasPrefix("error_") {
            let ends = text.hasSuffix(".")
            if key.hasSuffix("_explanation") { XCTAssertTrue(ends, "\(key): \(text)") }
            if key.hasSuffix("_next") { XCTAssertFalse(ends, "\(key): \(text)") }
        }
    }

    func testExplanationsAddToTheTitle() {
        for key in Catalogue.bundled.standard.keys where key.hasSuffix("_explanation") {
            let title = key.replacing("_explanation", with: "_title")
            for tag in ["ja", "en"] {
                let explained = Catalogue.bundled.standard.text(key, tag, count: nil)
                let titled = Catalogue.bundled.standard.text(title, tag, count: nil)
                XCTAssertNotEqual(explained, titled, key)
            }
        }
    }

    func testCodesAreNotWrittenIntoTexts() throws {
        let code = try Regex("MKA|[EWI]\\d{4}")
        for (key, text) in japanese + plain + english {
            XCTAssertNil(text.firstMatch(of: code), "\(key): \(text)")
        }
    }

    func testNobodyIsAskedForAMyNumber() throws {
        // The card is a マイナンバーカード; the number itself has no place here.
        let number = try Regex("個人番号|12桁|マイナンバー(?!カード)|My Number(?! Card)")
        for (key, text) in japanese + plain + english {
            XCTAssertNil(text.firstMatch(of: number), "\(key): \(text)")
        }
    }

    func testNoTextNamesABiometryThatThePhoneMayNotHave() {
        let names = ["Face ID", "Touch ID"]
        for (key, text) in japanese + plain + english where !names.contains(text) {
            XCTAssertFalse(names.contains { text.contains($0) }, "\(key): \(text)")
        }
    }

    func testThePINIsAskedForByItsFullName() {
        let name = "利用者証明用電子証明書の暗証番号(数字4桁)"
        for language in [Language.japanese, .plainJapanese] {
            XCTAssertEqual(Texts(in: language)(.pinLabel), name)
            XCTAssertTrue(Texts(in: language).error("MKA-E2010").explanation.contains(name))
        }
    }

    func testOfficialNamesAreKept() {
        let texts = Texts(in: .japanese)
        let official: [(TextKey, String)] = [
            (.registrationTitle, "初期登録"), (.registrationInstitution, "機関コード"),
            (.registrationUserID, "ユーザーID"), (.registrationPassword, "パスワード"),
            (.registrationActivationCode, "アクティベーションコード"),
            (.securityTitle, "セキュリティ設定"), (.menuSecurity, "セキュリティ設定"),
            (.securitySearch, "資格確認結果検索"), (.searchTitle, "資格確認結果検索"),
            (.resultTitle, "資格確認結果"), (.visualTitle, "目視確認"),
            (.methodPin, "暗証番号(4桁)で確認"),
            (.methodVisual, "目視で確認(暗証番号の入力は不要)"),
            (.consentAgreeAll, "すべて同意する"), (.consentDecline, "同意しない"),
            (.resultInsurerNumber, "保険者番号"), (.resultBranchNumber, "枝番"),
            (.resultAcquiredOn, "資格取得年月日"), (.resultFamily, "本人・家族の別"),
        ]
        for (key, name) in official {
            XCTAssertEqual(texts(key), name)
        }
        XCTAssertEqual(texts.label("homeVisit", of: .careKind), "訪問診療等")
    }

    func testNobodyIsBlamedAndNoProtocolIsSpoken() throws {
        let blame = try Regex("不正|ミス|誤操作|間違った操作|illegal|[Ii]nvalid|your mistake|your fault")
        let protocols = try Regex(
            "JSON|HTTP|TLS|JWS|トークン|チャレンジ|ハッシュ|[Tt]oken|[Cc]hallenge|[Hh]ash|[Ii]dempoten"
                + "|APDU"
        )
        // The ability that phones are published with; clinics know it by this name.
        let published = ["error_MKA-E0002_title", "screen_devices_lead"]
        for (key, text) in japanese + plain + english {
            XCTAssertNil(text.firstMatch(of: blame), "\(key): \(text)")
            guard !published.contains(key) else { continue }
            XCTAssertNil(text.firstMatch(of: protocols), "\(key): \(text)")
        }
    }

    func testPlainSentencesAreShort() {
        for (key, text) in plain {
            for sentence in text.split(separator: "。") {
                let length = Template(String(sentence)).pieces.reduce(0) { sum, piece in
                    if case .literal(let literal) = piece { sum + literal.count } else { sum }
                }
                XCTAssertLessThanOrEqual(length, 40, "\(key): \(sentence)")
            }
        }
    }
}

private func texts(of table: StringTable, _ tag: String) -> [(key: String, text: String)] {
    table.keys.flatMap { key in table.allForms(key, tag).map { (key, $0) } }
}
