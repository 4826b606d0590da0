import Foundation
import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct MenuTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<MenuExit>()

    private func screen(isVisitUnderWay: Bool = false) -> MenuModel {
        MenuModel(
            watching: phone,
            signing: phone,
            board: NoticeBoard(reading: phone, marking: ScriptedMarks()),
            isVisitUnderWay: isVisitUnderWay,
            exit: exits.add
        )
    }

    @Test func theMenuSaysWhoIsSignedInAndWhatIsNew() async {
        phone.standing.answer(Sample.overview())
        phone.noticeLists.answer([Sample.notice("a"), Sample.notice("b")])
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.account?.name == "看護　十一")
        #expect(model.state.account?.role == .code(.role, "general"))
        #expect(model.state.account?.institutionCode == "9919999012")
        #expect(model.state.unreadNotices == 2)
        for entry in MenuEntry.allCases where entry != .signOut { model.send(.chosen(entry)) }
        #expect(exits.all == MenuEntry.allCases.dropLast().map { .entry($0) })
    }

    @Test func whatBecomesOfThingsIsSaidInItsOrder() {
        let all = MenuState.SignOutQuestion(waitingCount: 1, endsVisit: true)
        #expect(all.consequences == [.menuSignOutVisit, .menuSignOutWaiting])
        let none = MenuState.SignOutQuestion(waitingCount: 0, endsVisit: false)
        #expect(none.consequences == [])
    }

    @Test func onlyTheEntryOfTheNoticesSaysHowManyAreNew() {
        #expect(MenuState(unreadNotices: 2).mark(on: .notices) == 2)
        #expect(MenuState(unreadNotices: 0).mark(on: .notices) == nil)
        #expect(MenuState(unreadNotices: 2).mark(on: .guide) == nil)
    }

    @Test func signingOutIsAskedForWithWhatBecomesOfThings() async {
        phone.standing.answer(Sample.overview(waiting: 3))
        phone.noticeLists.fail(Problem(code: "MKA-E5001", reaction: .offline))
        phone.signingOut.fail(Problem(code: "MKA-E5001", reaction: .offline))
        let model = screen(isVisitUnderWay: true)
        model.send(.appeared)
        await model.settled()
        #expect(model.state.unreadNotices == nil)
        model.send(.signOutConfirmed)
        #expect(phone.signingOut.count == 0)
        model.send(.chosen(.signOut))
        #expect(model.state.question == .init(waitingCount: 3, endsVisit: true))
        model.send(.signOutDeclined)
        #expect(model.state.question == nil)
        model.send(.chosen(.signOut))
        model.send(.signOutConfirmed)
        #expect(model.state.isSigningOut)
        model.send(.chosen(.security))
        await model.settled()
        // The phone has forgotten the session, whatever the server has heard of it.
        #expect(exits.all == [.signedOut])
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.standing.fail(problem)
        phone.noticeLists.fail(problem)
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        phone.signingOut.fail(problem)
        model.send(.chosen(.signOut))
        model.send(.signOutConfirmed)
        await model.settled()
        let end: MenuExit =
            problem.reaction == .activate ? .detour(.activation(problem)) : .signedOut
        #expect(exits.last == end)
    }
}

@MainActor
@Suite struct SecurityTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<SecurityExit>()

    @Test func behindThePasswordIsEverything() async throws {
        phone.opening.succeed()
        let model = SecurityModel(searching: phone, exit: exits.add)
        model.send(.appeared)
        #expect(model.entries == [])
        model.send(.chosen(.search))
        #expect(exits.all == [])
        let gate = try #require(model.gate)
        gate.send(.typed("secret"))
        gate.send(.submitted)
        await gate.settled()
        #expect(model.state.isOpen)
        #expect(model.gate == nil)
        #expect(model.entries == SecurityEntry.allCases)
        model.send(.appeared)
        #expect(model.gate == nil)
        model.send(.chosen(.search))
        #expect(exits.all == [.entry(.search)])
        model.stop()
        #expect(model.entries == [])
        #expect(phone.noted.calls == ["closeResults"])
    }

    @Test func whoDoesNotEnterItGoesBack() throws {
        let model = SecurityModel(searching: phone, exit: exits.add)
        model.send(.appeared)
        try #require(model.gate).send(.cancelled)
        #expect(exits.all == [.back])
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async throws {
        phone.opening.fail(problem)
        let model = SecurityModel(searching: phone, exit: exits.add)
        model.send(.appeared)
        let gate = try #require(model.gate)
        gate.send(.typed("secret"))
        gate.send(.submitted)
        await gate.settled()
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        // Without a server, what needs none can be reached: the registration can be given up.
        let unreached: [Reaction] = [.offline, .maintenance, .clockWrong]
        let entries: [SecurityEntry] =
            unreached.contains(problem.reaction) ? [.device, .deregister] : []
        #expect(model.entries == entries)
    }
}

@MainActor
@Suite struct PlainScreenTests {
    @Test func theGuideIsAListOfTopics() {
        let exits = Exits<GuideExit>()
        let model = GuideModel(exit: exits.add)
        model.send(.topicChosen(.visit))
        #expect(model.state.opened == .visit)
        #expect(GuideTopic.allCases.filter(\.isNumbered) == [.visit])
        model.send(.topicClosed)
        #expect(model.state.opened == nil)
        model.send(.backChosen)
        #expect(exits.all == [.back])
    }

    @Test func theAppSaysWhatItIsAndWhomItTalksTo() {
        let exits = Exits<AboutExit>()
        let model = AboutModel(
            facts: Sample.facts,
            server: "https://kyotaku.example:8443",
            referenceWorld: true,
            exit: exits.add
        )
        #expect(model.state.serverName == "kyotaku.example")
        #expect(model.state.appVersion == "0.1.0")
        #expect(!model.state.coreVersion.isEmpty)
        #expect(model.state.statements.last == .aboutReferenceWorld)
        for key in model.state.statements { #expect(Catalogue.bundled.contains(key)) }
        model.send(.licencesChosen)
        model.send(.termsChosen)
        model.send(.reportChosen)
        #expect(exits.all == [.licences, .terms, .report])
    }
}
