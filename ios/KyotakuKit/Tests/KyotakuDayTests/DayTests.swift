import KyotakuCore
import KyotakuKitTesting
import KyotakuModels
import KyotakuTesting
import XCTest

/// A nurse's whole day, as `make tour` plays it in the terminal: here by the app's models, with the
/// reader and the vault that an iPhone has, on a virtual phone.
final class DayTests: XCTestCase {
    func testANursesWholeDay() async throws {
        try await Day.play()
    }
}

/// The day, step by step.
@MainActor
private enum Day {
    static func play() async throws {
        let nurse = try NursesPhone()
        defer { try? nurse.clinic.close() }
        try await nurse.use {
            try await arrive(nurse)
            try await checkThePhone(nurse)
            let first = try await seeAPatientByPin(nurse)
            try await seeAPatientBySight(nurse)
            try await noticeTheSpousesCard(nurse)
            try await loseTheNetwork(nurse)
            try await findTheResultAgain(nurse, first)
            try await askAgainWithoutTheCard(nurse, first)
            try await changeConsents(nurse)
            try await lookBack(nurse)
            try await leaveThePhoneAlone(nurse)
            try await loseTheDevice(nurse)
        }
        // T01, T02 by sight, T03; the other taps were no visits, or came to nothing.
        let visits = try nurse.clinic.clinic.visits().filter { $0.receptionNumber != nil }
        XCTAssertEqual(visits.map(\.person), ["T01", "T02", "T03"])
        XCTAssertEqual(visits.map(\.method), ["pin", "visual", "pin"])
        XCTAssertEqual(try nurse.clinic.clinic.auditFindings(), [])
        XCTAssertEqual(nurse.reader.sessionObjects, 0)
        XCTAssertNil(nurse.reader.sheet)
    }

    /// The phone is registered; who never signed in at the console is told so, and the nurse signs in.
    private static func arrive(_ nurse: NursesPhone) async throws {
        try await nurse.register()
        XCTAssertEqual(try nurse.clinic.clinic.devices().map(\.name), ["訪問1号"])
        let accounts = try staffAccounts()
        let newcomer = try XCTUnwrap(
            accounts.first {
                $0.neverSignedIn && $0.institution == nurse.clinic.nurse.institution
            }
        )
        try await nurse.signIn(as: newcomer)
        try await nurse.at(\.signIn) { XCTAssertEqual($0.state.problem?.code, "MKA-E1103") }
        try await nurse.signIn(as: nurse.clinic.nurse)
        try await nurse.at(\.home) { XCTAssertEqual($0.state.connection, .online) }
    }

    /// 端末情報: what the phone passes is learnt with a card, and reported.
    private static func checkThePhone(_ nurse: NursesPhone) async throws {
        try await nurse.goTo(.device)
        try await nurse.at(\.deviceInformation) { $0.send(.appeared) }
        nurse.reader.place(try HeldCard("T01"))
        try await nurse.at(\.deviceInformation) { $0.send(.checkChosen) }
        nurse.reader.clearField()
        try await nurse.at(\.deviceInformation) { device in
            XCTAssertEqual(device.state.check, .learned(isReported: true))
            XCTAssertEqual(device.state.longCommands, .yes)
            XCTAssertNil(device.state.visualRefused)
        }
        await nurse.goHome()
    }

    /// A wrong PIN, the right one, all agreed to, and the result by the shortcut. Gives its number.
    private static func seeAPatientByPin(_ nurse: NursesPhone) async throws -> String {
        try await nurse.begin(by: .pin)
        try await nurse.enterPin([9, 9, 9, 9])
        let card = try HeldCard("T01")
        try await nurse.hold(card)
        try await nurse.at(\.handover) { XCTAssertEqual($0.state.pin?.triesLeft, 2) }
        try await nurse.enterPin()
        try await nurse.hold(card)
        XCTAssertEqual(card.card.pinTriesLeft(), 3)
        XCTAssertEqual(card.card.forbiddenCount(), 0)
        try await nurse.at(\.person) { person in
            XCTAssertEqual(person.state.person?.name, "試験　花子")
            person.send(.same)
        }
        try await nurse.agreeToAll()
        let number = try nurse.receptionNumber()
        try await nurse.at(\.done) { $0.send(.resultChosen) }
        try await nurse.at(\.result) { result in
            guard case .shown(let shown) = result.state.phase else { return XCTFail("no result") }
            XCTAssertEqual(shown.receptionNumber, number)
            XCTAssertEqual(shown.band.tone, .good)
            XCTAssertEqual(shown.sections.first?.kind, .check)
        }
        await nurse.goHome()
        try await nurse.at(\.done) { $0.send(.homeChosen) }
        try await nurse.at(\.home)
        return number
    }

    /// 目視: no PIN, the server's terminal opens the card.
    private static func seeAPatientBySight(_ nurse: NursesPhone) async throws {
        try await nurse.begin(by: .visual)
        try await nurse.confirmBySight()
        let card = try await nurse.hold("T02")
        XCTAssertFalse(card.log().contains { $0.header.dropFirst().first == 0x20 })
        try await nurse.at(\.person) { $0.send(.same) }
        try await nurse.agreeToAll()
        XCTAssertEqual(try nurse.clinic.clinic.visits().last?.method, "visual")
        try await nurse.at(\.done) { $0.send(.homeChosen) }
    }

    /// The card of somebody else in the house: staff see it before anybody has agreed to anything.
    private static func noticeTheSpousesCard(_ nurse: NursesPhone) async throws {
        try await nurse.begin(by: .pin)
        try await nurse.enterPin()
        try await nurse.hold("T02")
        try await nurse.at(\.person) { person in
            person.send(.differs)
            person.send(.differsConfirmed)
        }
        try await nurse.at(\.stopped) { stopped in
            XCTAssertEqual(stopped.state.code, "MKA-I2043")
            stopped.send(.home)
        }
        try await nurse.at(\.home) { XCTAssertEqual($0.state.waiting.unsent, 0) }
    }

    /// The network is gone after the tap; what the patient did waits, and is taken up later.
    private static func loseTheNetwork(_ nurse: NursesPhone) async throws {
        try await nurse.begin(by: .pin)
        try await nurse.enterPin()
        try nurse.clinic.clinic.cutNetwork()
        try await nurse.hold("T03")
        try await nurse.at(\.exchange) { XCTAssertEqual($0.state.problem?.code, "MKA-E5001") }
        nurse.app.visit?.send(.backChosen)
        nurse.app.visit?.send(.leftForLater)
        await nurse.app.settled()
        try await nurse.at(\.home) { home in
            XCTAssertEqual(home.state.waiting.unsent, 1)
            home.send(.waitingChosen)
        }
        try nurse.clinic.clinic.mendNetwork()
        try await nurse.at(\.waiting) { $0.send(.appeared) }
        let id = try XCTUnwrap(nurse.waiting?.state.lines?.first?.id)
        try await nurse.at(\.waiting) { $0.send(.resumeChosen(id)) }
        try await nurse.at(\.person) { $0.send(.same) }
        try await nurse.agreeToAll()
        _ = try nurse.receptionNumber()
        try await nurse.at(\.done) { $0.send(.homeChosen) }
        try await nurse.at(\.home) { XCTAssertEqual($0.state.waiting.unsent, 0) }
    }

    /// 歯車 → メニュー → セキュリティ設定 → 資格確認結果検索, and the medical information behind it, which
    /// a nurse may not see.
    private static func findTheResultAgain(_ nurse: NursesPhone, _ number: String) async throws {
        try await nurse.goTo(.search)
        try await nurse.at(\.search) { $0.send(.submitted) }
        await nurse.openGate(nurse.search?.gate)
        try await nurse.at(\.search) { search in
            XCTAssertEqual(search.state.listing?.results.count, 3)
            search.send(.resultChosen(number))
        }
        try await nurse.at(\.result) { $0.send(.appeared) }
        try await nurse.at(\.result) { result in
            guard case .shown(let shown) = result.state.phase else { return XCTFail("no result") }
            XCTAssertEqual(shown.receptionNumber, number)
            XCTAssertFalse(shown.offersMedical)
        }
        await nurse.goHome()
    }

    /// 再照会, after the insurers have reported changes.
    private static func askAgainWithoutTheCard(_ nurse: NursesPhone, _ number: String) async throws
    {
        _ = try nurse.clinic.clinic.reportChanges()
        try await nurse.goTo(.search)
        try await nurse.at(\.search) { $0.send(.submitted) }
        try await nurse.at(\.search) { $0.send(.resultChosen(number)) }
        try await nurse.at(\.result) { $0.send(.appeared) }
        try await nurse.at(\.result) { $0.send(.requeryChosen) }
        try await nurse.at(\.requery) { $0.send(.submitted) }
        try await nurse.at(\.requery) { requery in
            guard case .answered(let answer) = requery.state.phase else {
                return XCTFail("\(requery.state.phase)")
            }
            XCTAssertTrue(["MKA-W4002", "MKA-I4011"].contains(answer.code))
            XCTAssertEqual(answer.code == "MKA-W4002", !answer.differences.isEmpty)
        }
        await nurse.goHome()
    }

    /// The patient looks at a consent with the card, and revokes all.
    private static func changeConsents(_ nurse: NursesPhone) async throws {
        try await nurse.begin(.consents, by: .pin)
        try await nurse.enterPin()
        try await nurse.hold("T01")
        try await nurse.at(\.person) { $0.send(.same) }
        try await nurse.at(\.consents) { consents in
            XCTAssertEqual(consents.state.holding, [.homeVisit])
            consents.send(.revokeChosen)
        }
        try await nurse.at(\.revoke) { revoke in
            revoke.send(.submitted)
            revoke.send(.confirmed)
        }
        try await nurse.at(\.done) { done in
            XCTAssertEqual(done.state.outcome, .changed(code: "MKA-I3004"))
            done.send(.homeChosen)
        }
        let ended = try nurse.clinic.clinic.consents().filter { $0.person == "T01" }
        XCTAssertTrue(ended.contains { $0.endReason != nil })
    }

    /// 操作履歴 has what was done, and the screenshot that was taken.
    private static func lookBack(_ nurse: NursesPhone) async throws {
        await nurse.send(.screenshotTaken)
        XCTAssertEqual(nurse.app.state.notice, .screenshot)
        await nurse.send(.noticeRead)
        try await nurse.goTo(.history)
        try await nurse.at(\.history) { $0.send(.appeared) }
        try await nurse.at(\.history) { history in
            XCTAssertGreaterThan(history.state.lines?.count ?? 0, 5)
        }
        await nurse.goHome()
    }

    /// In the background the phone locks; its owner unlocks it by face.
    private static func leaveThePhoneAlone(_ nurse: NursesPhone) async throws {
        await nurse.send(.phaseChanged(.inactive))
        XCTAssertFalse(nurse.app.state.showsContent)
        await nurse.send(.phaseChanged(.background))
        try nurse.clinic.advance(seconds: 60)
        await nurse.send(.phaseChanged(.active))
        // Whenever the phone came back from a patient, its owner was asked too.
        let asked = nurse.device.owner.prompts.count
        nurse.device.owner.reactions = [.cancels, .confirms]
        try await nurse.at(\.lock) { $0.send(.unlockChosen(reason: "ロックを解除します")) }
        try await nurse.at(\.lock) { $0.send(.unlockChosen(reason: "ロックを解除します")) }
        try await nurse.at(\.home)
        XCTAssertEqual(nurse.device.owner.prompts.count, asked + 2)
    }

    /// The administrator revokes the phone: the next answer erases everything on it.
    private static func loseTheDevice(_ nurse: NursesPhone) async throws {
        let device = try XCTUnwrap(try nurse.clinic.clinic.devices().first?.id)
        try nurse.clinic.clinic.revokeDevice(id: device)
        try await nurse.at(\.home) { $0.send(.refreshed) }
        if nurse.home != nil {
            try await nurse.at(\.home) { $0.send(.noticesChosen) }
            try await nurse.at(\.notices) { $0.send(.appeared) }
        }
        try await nurse.at(\.registration)
        guard case .registration(let problem) = nurse.app.state.notice else {
            return XCTFail("nobody was told")
        }
        XCTAssertEqual(problem.code, "MKA-E1107")
    }
}
