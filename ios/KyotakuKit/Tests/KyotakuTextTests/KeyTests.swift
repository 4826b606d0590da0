import Foundation
import XCTest

@testable import KyotakuText

/// Constants and catalogue name the same texts.
final class KeyTests: XCTestCase {
    /// The families whose keys are made from a value, not named by constants.
    private let families = ["error_MKA-", "code_"]

    func testEveryConstantNamesATextByTheSameWords() throws {
        for (name, key) in try constants() {
            XCTAssertTrue(Catalogue.bundled.contains(TextKey(rawValue: key)), "\(name): \(key)")
            XCTAssertEqual(name, constant(for: key))
        }
    }

    func testEveryTextHasAConstantOrBelongsToAFamily() throws {
        let named = Set(try constants().map(\.key))
        for key in Catalogue.bundled.standard.keys
        where !families.contains(where: key.hasPrefix) {
            XCTAssertTrue(named.contains(key), "\(key) has no constant")
        }
    }

    func testKeysAreMadeOfTheKnownBeginnings() {
        let beginnings = ["action", "code", "common", "error", "screen", "spoken", "tap"]
        for key in Catalogue.bundled.standard.keys {
            let parts = key.split(separator: "_")
            XCTAssertTrue(beginnings.contains(String(parts[0])), key)
            XCTAssertGreaterThan(parts.count, 1, key)
        }
    }

    /// `screen_home_title` is `homeTitle`; other beginnings stay: `actionBack`.
    private func constant(for key: String) -> String {
        var parts = key.split(separator: "_").map(String.init)
        if parts[0] == "screen" { parts.removeFirst() }
        let rest = parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return parts[0] + rest.joined()
    }

    /// The constants as the sources declare them; there is no other way to list static members.
    private func constants() throws -> [(name: String, key: String)] {
        let keys = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/KyotakuText/Keys")
        let files = try FileManager.default.contentsOfDirectory(
            at: keys,
            includingPropertiesForKeys: nil
        )
        let declaration = try Regex(
            "public static let (\\w+): TextKey =\\s+\"([^\"]+)\"",
            as: (Substring, Substring, Substring).self
        )
        let found = try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).matches(of: declaration).map { match in
                (name: String(match.output.1), key: String(match.output.2))
            }
        }
        XCTAssertGreaterThan(found.count, 500)
        XCTAssertEqual(Set(found.map(\.key)).count, found.count, "a text has two constants")
        return found
    }
}
