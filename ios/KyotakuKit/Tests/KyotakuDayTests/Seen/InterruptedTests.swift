import KyotakuCore
import KyotakuKitTesting
import KyotakuModels
import KyotakuText
import SwiftUI
import XCTest

/// A visit that something comes in between of: a call, a finger on the way back, a dead network, a dead
/// battery. It goes on, and comes to one visit and one consent.
final class InterruptedTests: XCTestCase {
    func testBackDuringAReadingEndsItAndItCanBeBegunAgain() async throws {
        try await SeenPhone.atHome { phone in
            try await phone.begin(by: .methodPin)
            try await phone.enterPin()
            for way in [TextKey.actionBack, .actionCancel] {
                try phone.touch(phone.texts(.cardStart))
                try await phone.wait { phone.nurse.reader.sheet != nil }
                try phone.touch(phone.texts(way))
                await phone.settle()
                phone.expect(.cardTitle)
            }
            try await phone.goOnToTheEnd(with: HeldCard("T01"))
            try phone.expectRecords(["T01"])
        }
    }

    func testACallDuringAReadingCostsNothingButAnotherTap() async throws {
        try await SeenPhone.atHome { phone in
            let persons = ["T01", "T02", "T03", "T04", "T07", "T08"]
            for (index, person) in persons.enumerated() {
                let card = try HeldCard(person)
                while !phone.offers(.cardStart) { _ = try await phone.goOn(with: card) }
                let reader = phone.nurse.reader
                phone.atCommand(1 + 3 * index) { reader.takeOver() }
                _ = try await phone.goOn(with: card)
                XCTAssertNotEqual(phone.waysOn, [], person)
                phone.nurse.reader.onCommand(nil)
                if index % 2 == 0 {
                    await phone.goAway()
                    await phone.comeBack()
                }
                try await phone.goOnToTheEnd(with: card)
                XCTAssertEqual(card.card.pinTriesLeft(), 3)
                try phone.expectRecords(Array(persons.prefix(index + 1)))
            }
        }
    }

    func testACallWhileThePatientEntersThePinLeavesNoDigitBehind() async throws {
        try await SeenPhone.atHome { phone in
            try await phone.begin(by: .methodPin)
            try await phone.tap(.handoverStart)
            try phone.key([9, 9])
            phone.phase(.inactive)
            XCTAssertEqual(phone.uncoveredWords, [])
            phone.phase(.active)
            phone.expect(.pinTitle)
            await phone.goAway()
            XCTAssertEqual(phone.uncoveredWords, [])
            await phone.comeBack()
            // It was in the patient's hands; staff's screens take their owner.
            phone.expect(.handoverBackTitle)
            try await phone.tap(.handoverBackStaff)
            phone.expect(.handoverTitle)
            try await phone.tap(.handoverStart)
            XCTAssertFalse(phone.offers(.spokenPinDelete))
            let card = try HeldCard("T01")
            try await phone.goOnToTheEnd(with: card)
            XCTAssertEqual(card.card.pinTriesLeft(), 3)
            try phone.expectRecords(["T01"])
        }
    }

    func testANetworkThatDiesBeforeTheConsentHoldsNobodyUpForGood() async throws {
        try await Self.dieBeforeEach(of: 0..<6)
    }

    func testANetworkThatDiesAtTheConsentHoldsNobodyUpForGood() async throws {
        try await Self.dieBeforeEach(of: 6..<14)
    }

    /// At each step the network is cut, for that step or for as far as somebody gets without it; what the
    /// screen says is read, and done when the network is back.
    @MainActor
    private static func dieBeforeEach(of steps: Range<Int>) async throws {
        try await SeenPhone.atHome { phone in
            let clinic = phone.nurse.clinic.clinic
            let persons = ["T01", "T02", "T03", "T04", "T07", "T08", "T10", "T12"]
            for (step, person) in zip(steps, persons) {
                let card = try HeldCard(person)
                var isDone = false
                for _ in 0..<step where !isDone { isDone = try await !phone.goOn(with: card) }
                guard !isDone else { return XCTAssertGreaterThan(step, 11) }
                let place = try XCTUnwrap(phone.title)
                try clinic.cutNetwork()
                let lasts = step % 4 == 0
                repeat {
                    isDone = try await !phone.goOn(with: card)
                } while lasts && !phone.isHeldUp && !isDone
                if phone.isHeldUp {
                    XCTAssertNotEqual(phone.waysOn, [], place)
                    phone.expect(says: phone.texts.error("MKA-E5001").next)
                }
                try clinic.mendNetwork()
                try await phone.goOnToTheEnd(with: card)
                let done = persons.prefix(step - steps.lowerBound + 1)
                try phone.expectRecords(Array(done), place)
            }
        }
    }

    func testABatteryThatDiesAfterTheTapLosesNothing() async throws {
        try await SeenPhone.atHome { phone in
            let persons = ["T01", "T02", "T03", "T04", "T07", "T08", "T10", "T12"]
            for (steps, person) in persons.enumerated() {
                let card = try HeldCard(person)
                while !phone.offers(.cardStart) { _ = try await phone.goOn(with: card) }
                for _ in 0...steps { _ = try await phone.goOn(with: card) }
                let place = try XCTUnwrap(phone.title)
                try await phone.die()
                XCTAssertNotEqual(phone.title, phone.texts(.homeTitle), place)
                XCTAssertFalse(
                    phone.screen.everything.contains { $0.contains("　") && $0.count < 9 }
                )
                try await phone.goOnToTheEnd(with: card, beginning: false)
                try phone.expectRecords(Array(persons.prefix(steps + 1)), place)
            }
        }
    }
}
