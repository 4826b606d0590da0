import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class TapTests: CoreTestCase {
    private func ready(_ plan: VisitPlan = .byPin) async throws -> Visit {
        let phone = try await openClinic().phone().signedIn()
        let visit = try phone.beginVisit(plan: plan)
        if plan.method == .visual {
            try visit.confirmBySight(checks: .both)
        }
        try await visit.prepare(cancellation: Cancellation())
        return visit
    }

    func testAWrongPinTellsTheTriesAndTheLastOneIsAskedFor() async throws {
        let visit = try await ready()
        let card = try card()
        for left in [UInt8(2), 1] {
            try visit.enterPin(digits: Data("0000".utf8))
            let outcome = try await card.hold(for: visit.tap(acceptsLastTry: false))
            XCTAssertEqual(outcome, .wrongPin(code: "MKA-E2010", triesLeft: left))
        }
        try visit.enterPin(digits: cardPin())
        let stopped = try await card.hold(for: visit.tap(acceptsLastTry: false))
        XCTAssertEqual(stopped, .lastTry(code: "MKA-E2011"))
        XCTAssertEqual(card.pinTriesLeft(), 1)
        try visit.enterPin(digits: cardPin())
        let signed = try await card.hold(for: visit.tap(acceptsLastTry: true))
        XCTAssertEqual(signed, .signed(notice: nil))
    }

    func testABlockedPinIsSaidBeforeAnythingIsSent() async throws {
        let visit = try await ready()
        let card = try card()
        card.setPinTriesLeft(tries: 0)
        try visit.enterPin(digits: cardPin())
        let outcome = try await card.hold(for: visit.tap(acceptsLastTry: false))
        XCTAssertEqual(outcome, .pinBlocked(code: "MKA-E2012"))
    }

    func testACardThatIsNoneOfOursCostsNothing() async throws {
        let visit = try await ready()
        try visit.enterPin(digits: cardPin())
        let outcome = try await card("not-my-number").hold(for: visit.tap(acceptsLastTry: false))
        XCTAssertEqual(outcome, .cardUnsuitable(code: "MKA-E2003", date: nil))
    }

    func testALostCardIsHeldAgainAndThePinIsAskedForWhereItWasLost() async throws {
        let visit = try await ready()
        let card = try card()
        try card.addFaults(script: "lose the tag before command 1")
        try visit.enterPin(digits: cardPin())
        let lost = try await card.hold(for: visit.tap(acceptsLastTry: false))
        XCTAssertEqual(lost, .holdAgain(code: "MKA-E2002", during: .selecting))
        let signed = try await card.hold(for: visit.tap(acceptsLastTry: false))
        XCTAssertEqual(signed, .signed(notice: nil))
    }

    func testATapThatIsDroppedOrCancelledLeavesTheVisitReady() async throws {
        let visit = try await ready()
        try visit.enterPin(digits: cardPin())
        var tap: CardTap? = try visit.tap(acceptsLastTry: false)
        XCTAssertEqual(visit.overview().step, .tapping)
        _ = try tap?.begin()
        await expect("MKA-E0010") { _ = try tap?.begin() }
        tap = nil
        XCTAssertEqual(visit.overview().step, .ready)
        let other = try visit.tap(acceptsLastTry: false)
        other.cancel()
        XCTAssertEqual(visit.overview().step, .ready)
        await expect("MKA-E0010") { _ = try other.resume(event: .interrupted(cause: .cancelled)) }
        await expect("MKA-E0010") { _ = try await other.relay(cancellation: Cancellation()) }
    }

    func testEveryInterruptionOfTheReaderEndsInAnOutcome() async throws {
        let causes: [(TapInterruption, String?)] = [
            (.cancelled, nil),
            (.tagLost, "MKA-E2002"),
            (.sessionTimeout, "MKA-E2007"),
            (.packetTooLong, "MKA-E0002"),
            (.other(code: 102), "MKA-E2002"),
        ]
        let visit = try await ready()
        for (cause, code) in causes {
            let tap = try visit.tap(acceptsLastTry: false)
            _ = try tap.begin()
            let step = try tap.resume(event: .interrupted(cause: cause))
            XCTAssertEqual(step, .done(outcome: .holdAgain(code: code, during: .selecting)))
            XCTAssertEqual(visit.overview().step, .ready)
        }
    }

    func testAnAnswerThatIsNoneIsAFaultOfTheCard() async throws {
        let visit = try await ready()
        let tap = try visit.tap(acceptsLastTry: false)
        _ = try tap.begin()
        let step = try tap.resume(event: .response(bytes: Data([0x90])))
        XCTAssertEqual(step, .done(outcome: .cardFault(code: "MKA-E2006")))
    }

    func testWhenTheTimeIsOverNothingIsSent() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        try await visit.prepare(cancellation: Cancellation())
        try clinic.advance(seconds: 301)
        await expect("MKA-E2054") { _ = try visit.tap(acceptsLastTry: false) }
        XCTAssertEqual(visit.overview().step, .preparing)
    }

    func testAServerThatDoesNotSignEndsTheTapBySight() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        let visit = try phone.beginVisit(plan: .bySight)
        try visit.confirmBySight(checks: .both)
        try await visit.prepare(cancellation: Cancellation())
        try clinic.clinic.cutNetwork()
        let outcome = try await card().hold(for: visit.tap(acceptsLastTry: false))
        XCTAssertEqual(outcome, .visualRefused(code: "MKA-E2071"))
        XCTAssertEqual(visit.overview().step, .ready)
    }

    func testATapThatIsCancelledWhileTheServerIsAskedLetsTheVisitGo() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        let visit = try phone.beginVisit(plan: .bySight)
        try visit.confirmBySight(checks: .both)
        try await visit.prepare(cancellation: Cancellation())
        try clinic.clinic.plan(
            line: "POST /v1/presence/challenges/*",
            times: 1,
            fate: .delayedAnswer(milliseconds: 4000)
        )
        let tap = try visit.tap(acceptsLastTry: false)
        let card = try card()
        let held = Task { try await card.hold(for: tap) }
        try await until("the server is asked") {
            try clinic.clinic.seenRequests().contains { $0.line.hasSuffix("signature") }
        }
        tap.cancel()
        let ended = await held.result
        XCTAssertThrowsError(try ended.get())
        try await until("the visit goes on") { visit.overview().step != .tapping }
        XCTAssertEqual(visit.overview().step, .verifying)
        try visit.confirmBySight(checks: .both)
    }

    func testAProofThatCannotBeKeptIsKeptLater() async throws {
        let clinic = try openClinic()
        let installation = try clinic.phone()
        let phone = try await installation.signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        try await visit.prepare(cancellation: Cancellation())
        try visit.enterPin(digits: cardPin())
        installation.vault.troubles = [.sign: .locked]
        let card = try card()
        await expect("MKA-E0007") { _ = try await card.hold(for: visit.tap(acceptsLastTry: false)) }
        XCTAssertEqual(visit.overview().step, .signed)
        await expect("MKA-E0007") { try visit.keepProof() }
        installation.vault.trouble(nil)
        try visit.keepProof()
        XCTAssertEqual(visit.overview().step, .delivering)
        try await visit.deliver(cancellation: Cancellation())
    }
}
