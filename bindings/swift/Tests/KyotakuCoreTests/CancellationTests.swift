import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class CancellationTests: CoreTestCase {
    func testACallThatWaitsEndsWhenItIsCancelled() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().registered()
        try clinic.clinic.plan(
            line: "GET /v1/status",
            times: 1,
            fate: .delayedAnswer(milliseconds: 8000)
        )
        let cancellation = Cancellation()
        let call = Task { try await phone.checkServer(cancellation: cancellation) }
        let before = Date()
        try await until("the server is asked") {
            try clinic.clinic.seenRequests().contains { $0.line == "GET /v1/status" }
        }
        cancellation.cancel()
        let ended = await call.result
        XCTAssertThrowsError(try ended.get()) { error in
            XCTAssertEqual(error as? KyotakuError, .Cancelled)
            XCTAssertEqual(codeOf(error: .Cancelled), "")
        }
        XCTAssertLessThan(Date().timeIntervalSince(before), 8)
        try await phone.checkServer(cancellation: Cancellation())
    }

    func testACancellationCancelsLaterCallsToo() async throws {
        let phone = try openClinic().phone().start()
        let cancellation = Cancellation()
        cancellation.cancel()
        cancellation.cancel()
        let error = await failure { try await phone.checkServer(cancellation: cancellation) }
        XCTAssertEqual(error, .Cancelled)
    }

    func testAVisitGoesOnAfterACallWasCancelled() async throws {
        let phone = try await openClinic().phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        let cancellation = Cancellation()
        cancellation.cancel()
        let error = await failure { try await visit.prepare(cancellation: cancellation) }
        XCTAssertEqual(error, .Cancelled)
        try await visit.prepare(cancellation: Cancellation())
        XCTAssertEqual(visit.overview().step, .ready)
    }
}
