import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

/// The one sink of a process, which throws what it was told to.
private final class RecordingSink: LogSink, @unchecked Sendable {
    // Several threads write; only under the lock.
    private var lines: [String] = []
    private var error: (any Error)?
    private let lock = NSLock()

    struct Unexpected: Error {}

    func log(level: LogLevel, target: String, message: String) throws {
        lock.lock()
        defer { lock.unlock() }
        lines.append("\(level) \(target) \(message)")
        if let error { throw error }
    }

    func fail(with error: (any Error)?) {
        lock.lock()
        defer { lock.unlock() }
        self.error = error
    }

    var recorded: [String] {
        lock.lock()
        defer { lock.unlock() }
        return lines
    }
}

final class LogTests: CoreTestCase {
    func testASinkIsToldCodesAndNoSecretAndWhateverItThrowsIsIgnored() async throws {
        var sink: RecordingSink? = RecordingSink()
        let installed = installLogSink(sink: try XCTUnwrap(sink))
        XCTAssertTrue(installed)
        XCTAssertFalse(installLogSink(sink: RecordingSink()), "the first in a process stays")
        XCTAssertFalse(installSystemLog())

        let clinic = try openClinic()
        for error in [nil, LogError.NotTaken as any Error, RecordingSink.Unexpected()] {
            sink?.fail(with: error)
            let phone = try await clinic.phone().signedIn()
            let visit = try phone.beginVisit(plan: .byPin)
            try await visit.sign(with: card())
            try clinic.clinic.plan(
                line: "POST /v1/presence/proofs",
                times: 1,
                fate: .refused(code: "MKA-E2030")
            )
            let report = try await phone.deliverWaiting(cancellation: Cancellation())
            XCTAssertEqual(report.refused, 1)
            try await phone.signOut(cancellation: Cancellation())
        }
        let recorded = try XCTUnwrap(sink).recorded
        XCTAssertEqual(recorded.filter { $0.contains("MKA-E2030") }.count, 3, "\(recorded)")
        for line in recorded {
            XCTAssertTrue(line.contains(" kyotaku"), line)
            XCTAssertFalse(line.contains(clinic.nurse.password))
            XCTAssertFalse(line.contains("localhost"))
        }
        // The library keeps the sink as long as the process runs, and only the one that it took.
        weak var held = sink
        sink = nil
        XCTAssertNotNil(held)
        weak var refused: RecordingSink?
        do {
            let other = RecordingSink()
            refused = other
            XCTAssertFalse(installLogSink(sink: other))
        }
        XCTAssertNil(refused)
    }
}
