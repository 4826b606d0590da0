import KyotakuCore
import KyotakuKitTesting
import KyotakuModels
import KyotakuText
import SwiftUI
import XCTest

/// What nobody gets to see who should not: the patient, the next user, whoever looks at the app switcher.
final class PrivateTests: XCTestCase {
    func testThePhoneComesBackWithoutAPinAndNobodyIsRegistered() async throws {
        try await SeenPhone.atHome { phone in
            try await phone.begin(by: .methodPin)
            try await phone.tap(.handoverStart)
            try await phone.tap(.pinForgotten)
            try await phone.tap(.handoverGiveBack)
            phone.expect(.handoverBackTitle)
            try await phone.tap(.handoverBackStaff)
            phone.expect(.handoverTitle)
            XCTAssertTrue(phone.offers(.methodVisualInstead))
            try phone.expectRecords([])
            try await phone.tap(.actionBack)
            phone.expect(.methodTitle)
            try await phone.goBack()
            if phone.title != phone.texts(.homeTitle) { try await phone.goBack() }
            phone.expect(.homeTitle)
            XCTAssertEqual(try phone.nurse.clinic.clinic.proofCount(), 0)
        }
    }

    func testAPatientReachesNothingOfStaffsWithoutTheirOwner() async throws {
        try await SeenPhone.atHome { phone in
            // Somebody was there before, whose name is on the home screen.
            try await phone.goOnToTheEnd(with: HeldCard("T02"))
            let card = try HeldCard("T01")
            var seen: [String] = []
            while phone.title != phone.texts(.completeTitle) {
                if phone.nurse.app.visit?.state.holder == .patient {
                    let title = try XCTUnwrap(phone.title)
                    seen.append(title)
                    if title != phone.texts(.handoverBackTitle) {
                        try await Self.tryToLeave(phone)
                        try await phone.tap(.handoverBackStaff)
                        // As far as before.
                        while phone.title != title { _ = try await phone.goOn(with: card) }
                    }
                }
                _ = try await phone.goOn(with: card)
            }
            XCTAssertTrue(seen.count >= 4, "\(seen)")
            try phone.expectRecords(["T02", "T01"])
        }
    }

    /// Swipes, calls, and looks at another app: the patient's own screen is all there is.
    @MainActor
    private static func tryToLeave(_ phone: SeenPhone) async throws {
        let screen = phone.screen
        func isPrivate(_ note: String) {
            let words = screen.everything
            XCTAssertFalse(words.contains { $0.contains("参考　太郎") || $0.contains("試験　花子") }, note)
            XCTAssertFalse(words.contains(phone.texts(.spokenHomeGear)), note)
            XCTAssertEqual(phone.nurse.app.visit?.state.holder, .patient, note)
        }
        isPrivate("at once")
        XCTAssertThrowsError(try screen.send(.back))
        isPrivate("a swipe back")
        try await phone.tap(.handoverCallStaff)
        isPrivate("a call for staff")
        phone.phase(.inactive)
        XCTAssertEqual(phone.uncoveredWords, [])
        phone.phase(.active)
        try await phone.tap(.actionClose)
        await phone.goAway()
        XCTAssertEqual(phone.uncoveredWords, [])
        await phone.comeBack()
        phone.expect(.handoverBackTitle)
        isPrivate("the app switcher")
        XCTAssertThrowsError(try screen.send(.back))
        phone.nurse.device.owner.reactions = [.fails, .cancels]
        for _ in 0..<2 {
            try await phone.tap(.handoverBackStaff)
            phone.expect(.handoverBackTitle)
            isPrivate("somebody else's face")
        }
    }

    func testWhoeverKillsTheAppInThePatientsHandsFindsNobodySignedIn() async throws {
        try await SeenPhone.atHome { phone in
            try await phone.goOnToTheEnd(with: HeldCard("T02"))
            try await phone.begin(by: .methodPin)
            try await phone.tap(.handoverStart)
            try await phone.die()
            phone.expect(.signInTitle)
            XCTAssertFalse(phone.screen.everything.contains { $0.contains("参考　太郎") })
        }
    }

    func testTheNextUserSendsWhatWaitsAndSeesNothingOfThePatient() async throws {
        try await SeenPhone.atHome { phone in
            let clinic = phone.nurse.clinic
            let card = try HeldCard("T01")
            while !phone.offers(.cardStart) { _ = try await phone.goOn(with: card) }
            try clinic.clinic.cutNetwork()
            try await phone.hold(card)
            XCTAssertTrue(phone.isHeldUp)
            try await phone.tap(.visitLeaveForLater)
            phone.expect(.homeTitle)
            try await phone.tap(.spokenHomeGear)
            try await phone.tap(.menuSignOut)
            phone.expect(says: phone.texts(.menuSignOutWaiting))
            try await phone.tap(.menuSignOut)
            phone.expect(.signInTitle)
            phone.expect(says: phone.texts(.signInWaiting))
            try clinic.clinic.mendNetwork()
            try await phone.signIn(as: clinic.doctor)
            phone.expect(.homeTitle)
            // It was sent by itself; the patient has not answered.
            XCTAssertEqual(try clinic.clinic.proofCount(), 1)
            try await phone.tap(phone.texts(.homeAnswerCount, 1))
            phone.expect(.waitingTitle)
            XCTAssertFalse(phone.screen.everything.contains { $0.contains("試験") })
            try phone.expectRecords([])
        }
    }

    func testWhoSignsInAtTheLockDoesNotGetTheVisitOfTheOneBefore() async throws {
        try await SeenPhone.atHome { phone in
            let card = try HeldCard("T01")
            while phone.title != phone.texts(.personTitle) { _ = try await phone.goOn(with: card) }
            phone.expect(says: "試験　花子")
            await phone.goAway()
            try phone.nurse.clinic.advance(seconds: 600)
            await phone.comeBack()
            phone.expect(.lockTitle)
            phone.expect(says: phone.texts(.lockKept))
            try await phone.tap(.lockOtherUser)
            phone.expect(.menuSignOutTitle)
            try await phone.tap(.menuSignOut)
            try await phone.signIn(as: phone.nurse.clinic.doctor)
            phone.expect(.homeTitle)
            XCTAssertFalse(phone.screen.everything.contains { $0.contains("試験") })
            XCTAssertTrue(phone.screen.offers(phone.texts(.homeAnswerCount, 1)))
        }
    }

    func testNoLayerOfAnyScreenIsInTheAppSwitcherOrARecording() async throws {
        try await SeenPhone.atHome { phone in
            let card = try HeldCard("T01")
            repeat {
                try await Self.cover(phone)
                if phone.offers(.personDiffers) {
                    try await phone.tap(.personDiffers)
                    try await Self.cover(phone)
                    try await phone.tap(.actionBack)
                    try await phone.tap(.actionBack)
                    try await Self.cover(phone)
                    try await phone.tap(.visitGoOn)
                }
                if phone.offers(.handoverCallStaff) {
                    try await phone.tap(.handoverCallStaff)
                    try await Self.cover(phone)
                    try await phone.tap(.actionClose)
                }
            } while try await phone.goOn(with: card)
            try await phone.tap(.completeViewResult)
            try await Self.cover(phone)
            try await phone.goBack()
            try await phone.tap(.completeHome)
            try await Self.cover(phone)
            phone.nurse.app.send(.screenshotTaken)
            await phone.settle()
            phone.expect(.coverScreenshot)
            try await Self.cover(phone)
            try await phone.tap(.actionOk)
            try phone.expectRecords(["T01"])
        }
    }

    /// Hides what there is in both ways; it comes back as it was.
    @MainActor
    private static func cover(_ phone: SeenPhone) async throws {
        let before = phone.screen.screen
        phone.phase(.inactive)
        XCTAssertEqual(phone.uncoveredWords, [], "\(phone.title ?? "")")
        phone.phase(.active)
        phone.screen.graph.isCaptured = true
        XCTAssertEqual(phone.uncoveredWords, [], "\(phone.title ?? "")")
        phone.screen.graph.isCaptured = false
        XCTAssertEqual(phone.screen.screen, before)
        await phone.settle()
    }
}

extension SeenPhone {
    /// What is to be seen on any layer besides the words of the cover.
    var uncoveredWords: Set<String> {
        let texts = Texts(in: nurse.app.state.language)
        let cover: Set = [
            texts(.commonAppName), texts(.coverTitle), texts(.coverCaptured),
            texts(.coverCapturedNext), "",
        ]
        return Set(screen.everything).subtracting(cover)
    }
}
