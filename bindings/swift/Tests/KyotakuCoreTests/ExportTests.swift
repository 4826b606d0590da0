import Foundation
import XCTest

/// Nothing that the library exports is without a call in these tests; what can fail has two. That one of
/// them fails is for a reader to see: the call stands within `expect` or `failure`.
final class ExportTests: XCTestCase {
    /// Called once is enough for what cannot fail.
    private let cannotFail: Set<String> = [
        "advance", "burden", "cancel", "checkActivationForm", "closeResults", "codeOf", "comeBack",
        "dateWithEra", "age", "fullWidthKana", "narrowText", "installLogSink", "installSystemLog",
        "leave", "libraryVersion", "listed", "longestSearchDays", "now", "overview", "stateReset",
        "system", "waiting", "checkDevice", "relay",
    ]

    func testEveryExportIsCalled() throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let generated = here.appending(path: "../../Sources/KyotakuCore/kyotaku_ffi.swift")
        let exports = try exports(of: try String(contentsOf: generated, encoding: .utf8))
        XCTAssertGreaterThan(exports.count, 60)
        let files = try FileManager.default.contentsOfDirectory(
            at: here,
            includingPropertiesForKeys: nil
        )
        var tests = ""
        for file in files where file.lastPathComponent != "ExportTests.swift" {
            tests += try String(contentsOf: file, encoding: .utf8)
        }
        for name in exports.sorted() {
            let calls = tests.components(separatedBy: "\(name)(").count - 1
            let needed = cannotFail.contains(name) ? 1 : 2
            XCTAssertGreaterThanOrEqual(calls, needed, "\(name) is called \(calls) times")
        }
    }

    /// What Rust does not print, Swift does not either.
    func testWhatRustKeepsToItselfSwiftDoesToo() throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let unprintable = try String(
            contentsOf: here.appending(path: "../../Sources/KyotakuCore/Unprintable.swift"),
            encoding: .utf8
        )
        let types = here.appending(path: "../../../src/types").standardized
        let files = try FileManager.default.contentsOfDirectory(
            at: types,
            includingPropertiesForKeys: nil
        )
        // About no person: the phone, its deliveries, lists of phones, a ratio.
        let printable: Set<String> = [
            "Burden", "DeliveryReport", "DeviceListSource", "SupportedDevice", "SupportedDevices",
            "WaitingDelivery",
        ]
        let record = try Regex(#"record! \{\n(?: *///[^\n]*\n)* *(\w+) of"#)
        var count = 0
        for file in files where file.pathExtension == "rs" {
            let source = try String(contentsOf: file, encoding: .utf8)
            for match in source.matches(of: record) {
                let name = String(try XCTUnwrap(match.output[1].substring))
                count += 1
                XCTAssertEqual(
                    unprintable.contains("extension \(name): Unprintable"),
                    !printable.contains(name),
                    name
                )
            }
        }
        XCTAssertGreaterThan(count, 25)
    }

    /// The names of exported functions and methods, those of foreign traits left out.
    private func exports(of generated: String) throws -> Set<String> {
        let implemented: Set<String> = [
            "devicePublicKey", "sign", "newDeviceKey", "storeKey", "keepStoreKey", "generation",
            "setGeneration", "erase", "log",
        ]
        let machinery: Set<String> = [
            "lift", "lower", "read", "write", "callback", "visit",
            "uniffiEnsureKyotakuFfiInitialized",
        ]
        let kinds = "(?:open func|public func|public static func)"
        let exported = try Regex("(?:^|\\n)\(kinds) `?([a-z]\\w*)`?\\(")
        let names = generated.matches(of: exported).compactMap { match in
            match.output[1].substring.map(String.init)
        }
        return Set(names).subtracting(implemented).subtracting(machinery)
    }
}
