import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// P60 and P61: the way of staff to what is behind the gear.
@MainActor
@Suite struct MenuScreenTests {
    private let phone = ScriptedPhone()
    private let japanese = Texts(in: .japanese)

    private func menu(
        isVisitUnderWay: Bool = false,
        exit: @escaping @MainActor (MenuExit) -> Void = { _ in }
    ) -> MenuModel {
        MenuModel(
            watching: phone,
            signing: phone,
            board: NoticeBoard(reading: phone, marking: ScriptedMarks()),
            isVisitUnderWay: isVisitUnderWay,
            exit: exit
        )
    }

    @Test func theMenuHasItsEntriesAndSaysWhoIsSignedIn() async throws {
        phone.standing.answer(Sample.overview())
        phone.noticeLists.answer([Sample.notice("a"), Sample.notice("b")])
        var exits: [MenuExit] = []
        let model = menu { exits.append($0) }
        let shown = seen(MenuScreen(model: model))
        await model.settled()
        expect(
            MenuScreen(model: model),
            says: { texts in
                ["看護　十一", "参考診療所", texts(.homeNoticeCount, 2)]
                    + MenuEntry.allCases.map { texts($0.title) }
            }
        )
        try shown.tap(japanese(.menuSecurity))
        #expect(exits == [.entry(.security)])
    }

    @Test func signingOutSaysWhatBecomesOfThings() async throws {
        phone.standing.answer(Sample.overview(waiting: 3))
        phone.noticeLists.answer([])
        phone.signingOut.succeed()
        var exits: [MenuExit] = []
        let model = menu(isVisitUnderWay: true) { exits.append($0) }
        let shown = seen(MenuScreen(model: model))
        await model.settled()
        try shown.tap(japanese(.menuSignOut))
        #expect(shown.shows(japanese(.menuSignOutTitle)))
        #expect(shown.shows(japanese(.menuSignOutVisit)))
        #expect(shown.shows(japanese(.menuSignOutWaiting)))
        try shown.tap(japanese(.actionCancel))
        #expect(shown.shows(japanese(.menuTitle)))
        try shown.tap(japanese(.menuSignOut))
        try shown.tap(japanese(.menuSignOut))
        await model.settled()
        #expect(exits == [.signedOut])
    }

    @Test func aStateThatCannotBeReadSaysWhatToDo() async {
        phone.standing.fail(Problem(code: "MKA-E0011", reaction: .storage))
        phone.noticeLists.answer([])
        let model = menu()
        await expect(
            MenuScreen(model: model),
            settling: model,
            says: { [$0.error("MKA-E0011").title, $0.error("MKA-E0011").next] }
        )
    }

    @Test func theAccountIsShownWithItsRoleAndItsEnd() async throws {
        phone.standing.answer(Sample.overview())
        phone.noticeLists.answer([])
        let model = menu()
        model.send(.appeared)
        await model.settled()
        let ends = try #require(model.state.account?.sessionEnds)
        expect(
            AccountScreen(model: model),
            says: {
                [
                    "staff11", "看護　十一", $0.label("general", of: .role), $0(.accountVisualYes),
                    "参考診療所", "9919999012", $0.dayAndTime(at: ends),
                    $0(.accountChangePassword),
                ]
            }
        )
    }

    @Test func thePasswordOpensWhatIsBehindIt() async throws {
        phone.opening.succeed()
        let model = SecurityModel(searching: phone) { _ in }
        let shown = seen(SecurityScreen(model: model))
        #expect(shown.shows(japanese(.securityGateTitle)))
        #expect(shown.shows(japanese(.securityGateLead)))
        #expect(!shown.shows(japanese(.securitySearch)))
        #expect(!shown.offers(japanese(.securityGateSubmit)))
        try shown.type("secret", into: japanese(.signInPassword))
        #expect(!shown.texts.contains { $0.contains("secret") })
        try shown.tap(japanese(.securityGateSubmit))
        await model.settled()
        expect(
            SecurityScreen(model: model),
            says: { texts in SecurityEntry.allCases.map { texts($0.title) } }
        )
    }

    @Test func withoutAServerThereIsWhatNeedsNone() async throws {
        phone.opening.fail(Problem(code: "MKA-E5001", reaction: .offline))
        var exits: [SecurityExit] = []
        let model = SecurityModel(searching: phone) { exits.append($0) }
        let shown = seen(SecurityScreen(model: model))
        try shown.type("secret", into: japanese(.signInPassword))
        try shown.tap(japanese(.securityGateSubmit))
        await model.settled()
        #expect(shown.shows(japanese.error("MKA-E5001").next))
        #expect(!shown.shows(japanese(.securitySearch)))
        try shown.tap(japanese(.securityDevice))
        #expect(exits == [.entry(.device)])
        try shown.tap(japanese(.actionCancel))
        #expect(exits.last == .back)
    }

    @Test func aWrongPasswordIsSaidAndTheFieldIsEmpty() async throws {
        phone.opening.fail(Problem(code: "MKA-E1101", reaction: .correctInput))
        let model = SecurityModel(searching: phone) { _ in }
        let shown = seen(SecurityScreen(model: model))
        try shown.type("wrong", into: japanese(.signInPassword))
        try shown.tap(japanese(.securityGateSubmit))
        await model.settled()
        #expect(shown.shows(japanese.error("MKA-E1101").next))
        #expect(shown.element(japanese(.signInPassword))?.value == nil)
        #expect(!shown.offers(japanese(.securityGateSubmit)))
    }
}
