import Accessibility
import KyotakuCore
import KyotakuText
import SwiftUI
import Testing
import UIKit

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// The whole app as it is seen: where it is, what covers it, and what it hears of the phone.
@MainActor
@Suite struct AppScreenTests {
    private let phone = ScriptedPhone.atHome(patients: Sample.patients("20261120000001"))

    /// The app at its home screen, in front.
    private func atHome() async -> (AppModel, Rendered) {
        let app = AppModel.scripted(phone)
        let screen = Rendered(AppScreen(app))
        await app.settled()
        return (app, screen)
    }

    @Test func itStartsByItselfAndComesToTheHomeScreen() async {
        let (_, screen) = await atHome()
        #expect(screen.headings.first == texts()(.homeTitle))
        #expect(screen.shows("参考診療所"))
    }

    @Test func everyTextIsInJapaneseGlyphsWhateverThePhonePrefers() async throws {
        let (app, screen) = await atHome()
        screen.graph.environment.locale = Locale(identifier: "zh-Hans")
        for language in Language.forStaff {
            app.state.language = language
            let texts = screen.nodes.filter { $0.kind == "text" }
            #expect(texts.count > 5)
            #expect(texts.allSatisfy { $0.text("typeset") == "ja" })
            #expect(texts.allSatisfy { $0.text("lang") == language.tag })
        }
    }

    @Test func inTheAppSwitcherNothingOfItIsToBeReadAndWhatWasThereComesBack() async {
        let (_, screen) = await atHome()
        screen.graph.phase = .inactive
        let words = screen.reading.map(\.label)
        #expect(words == [texts()(.commonAppName), texts()(.coverTitle)])
        #expect(Set(screen.everything).subtracting([""]) == Set(words))
        #expect(screen.screen.root.flatMap(\.all).contains { $0.number("value") == 0 })
        screen.graph.phase = .active
        #expect(screen.offers(texts()(.homeBegin)))
    }

    @Test func aScreenThatIsRecordedIsBlankAndSaysWhy() async throws {
        let (app, screen) = await atHome()
        screen.graph.isCaptured = true
        #expect(screen.element(texts()(.coverCaptured)) != nil)
        #expect(screen.element(texts()(.homeBegin)) == nil)
        await app.settled()
        #expect(phone.events.arguments == [.screenCaptured])
        screen.graph.isCaptured = false
        #expect(screen.offers(texts()(.homeBegin)))
    }

    @Test func aScreenshotIsReportedAndStaffAreTold() async throws {
        let (app, screen) = await atHome()
        // Whoever listens has to have begun to.
        for _ in 0..<100 { await Task.yield() }
        UIApplication.takeScreenshot()
        try await waitUntil { app.state.notice != nil }
        #expect(screen.headings == [texts()(.coverScreenshot)])
        try screen.tap(texts()(.actionOk))
        #expect(screen.offers(texts()(.homeBegin)))
        await app.settled()
        #expect(phone.events.arguments == [.screenshot])
    }

    @Test func whatStaffHaveToReadAndWhatIsAskedIsNotInTheAppSwitcherEither() async throws {
        phone.resumptions.answer(ScriptedVisit(at: .identifying, presence: .sample()))
        let (app, screen) = await atHome()
        app.resumeVisit("d1")
        await app.settled()
        #expect(screen.shows(Sample.person.name))
        try screen.tap(texts()(.actionBack))
        #expect(screen.screen.over.count == 1)
        app.send(.screenshotTaken)
        #expect(screen.screen.over.count == 1)
        let cover: Set = [texts()(.commonAppName), texts()(.coverTitle), ""]
        screen.graph.phase = .inactive
        #expect(Set(screen.everything) == cover)
        #expect(screen.screen.over == [])
        screen.graph.phase = .active
        #expect(screen.headings == [texts()(.visitAbandonTitle)])
        // Only one thing can be over the app; the notice comes after the answer.
        try screen.tap(texts()(.visitGoOn))
        #expect(screen.headings == [texts()(.coverScreenshot)])
        #expect(screen.faults == [])
        screen.graph.phase = .background
        #expect(Set(screen.everything) == cover)
        #expect(screen.screen.over == [])
        screen.graph.phase = .active
        #expect(screen.headings == [texts()(.coverScreenshot)])
        await app.settled()
    }

    @Test func aQuestionAndANoticeOfOneMomentComeOneAfterTheOther() async throws {
        phone.resumptions.answer(ScriptedVisit(at: .identifying, presence: .sample()))
        let (app, screen) = await atHome()
        app.resumeVisit("d1")
        await app.settled()
        #expect(screen.shows(Sample.person.name))
        // Both before anything is drawn again, in either order.
        app.visit?.send(.backChosen)
        app.send(.screenshotTaken)
        #expect(screen.screen.over.count == 1)
        #expect(screen.headings == [texts()(.coverScreenshot)])
        // A question that is asked while the notice is there waits as well.
        app.visit?.send(.wentOn)
        app.visit?.send(.backChosen)
        #expect(screen.headings == [texts()(.coverScreenshot)])
        try screen.tap(texts()(.actionOk))
        #expect(screen.headings == [texts()(.visitAbandonTitle)])
        try screen.tap(texts()(.visitGoOn))
        #expect(screen.screen.over.isEmpty)
        #expect(screen.faults == [])
        await app.settled()
    }

    @Test func thatThePhoneLocksSoonIsSaidInTheLanguageOfWhoeverHoldsIt() async throws {
        phone.resumptions.answer(ScriptedVisit(at: .identifying, presence: .sample()))
        let (app, screen) = await atHome()
        app.resumeVisit("d1")
        await app.settled()
        _ = screen.screen
        let (before, texts) = (uses, texts(in: .english))
        app.state.lockWarning = .english
        #expect(screen.headings == [texts(.lockSoonTitle)])
        #expect(screen.shows(texts(.lockSoonBody)))
        try screen.tap(texts(.lockSoonStay))
        #expect(app.state.lockWarning == nil)
        #expect(uses == before + 1)
        #expect(screen.screen.over.isEmpty)
        #expect(screen.faults == [])
    }

    @Test func theWarningAndANoticeComeOneAfterTheOther() async throws {
        let (app, screen) = await atHome()
        app.state.lockWarning = .japanese
        _ = screen.screen
        app.send(.screenshotTaken)
        #expect(screen.headings == [texts()(.lockSoonTitle)])
        try screen.tap(texts()(.lockSoonStay))
        #expect(screen.headings == [texts()(.coverScreenshot)])
        try screen.tap(texts()(.actionOk))
        #expect(screen.screen.over.isEmpty)
        #expect(screen.faults == [])
    }

    /// How often the phone was told that it is in use.
    private var uses: Int { phone.noted.calls.filter { $0 == "touch" }.count }

    @Test func everyTouchOfTheWindowKeepsThePhoneAwake() async {
        let (_, screen) = await atHome()
        _ = screen.screen
        let before = uses
        screen.graph.window.touch()
        #expect(uses == before + 1)
    }

    @Test func whoeverUsesAScreenWithoutTouchingItKeepsThePhoneAwake() async throws {
        // Given a screen that is used by VoiceOver, which touches no window
        let (app, screen) = await atHome()
        var before = uses

        // When something is activated, on a stage, a page, or by going back
        try screen.tap(texts()(.spokenHomeGear))
        await app.settled()
        #expect(uses > before)
        before = uses
        try screen.tap(texts()(.menuSecurity))
        await app.settled()
        #expect(uses > before)
        before = uses
        try screen.send(.back)
        #expect(uses > before)
    }

    @Test func whoeverEntersSomethingDuringAVisitKeepsThePhoneAwake() async throws {
        phone.resumptions.answer(ScriptedVisit(at: .consenting, presence: .sample()))
        let (app, screen) = await atHome()
        app.resumeVisit("d1")
        await app.settled()
        let before = uses
        app.visit?.send(.languageChosen(.english))
        #expect(uses == before + 1)
        _ = screen.screen
        // The screens that are put on each other tell of it, the uppermost included.
        for page in app.visit?.pages ?? [] { page.model.uses.note() }
        #expect(uses == before + 1 + (app.visit?.pages.count ?? 0))
    }

    @Test func whatTheAppDoesByItselfIsNoUse() async {
        let (app, screen) = await atHome()
        _ = screen.screen
        await app.settled()
        let before = uses
        app.refreshHome()
        await app.settled()
        #expect(uses == before)
    }

    @Test func whoeverReadsByVoiceOverKeepsThePhoneAwake() async throws {
        let (_, screen) = await atHome()
        _ = screen.screen
        // Whoever listens has to have begun to.
        for _ in 0..<100 { await Task.yield() }
        let before = uses
        UIAccessibility.moveFocus(by: .notificationSwitchControl)
        UIAccessibility.moveFocus(by: .notificationVoiceOver)
        try await waitUntil { uses > before }
        #expect(uses == before + 1)
    }

    @Test func theGearLeadsToTheMenuAndTheBarBack() async throws {
        let (app, screen) = await atHome()
        try screen.tap(texts()(.spokenHomeGear))
        await app.settled()
        #expect(screen.headings.first == texts()(.menuTitle))
        #expect(app.pages.map(\.place) == [.menu])
        try screen.send(.back)
        await app.settled()
        #expect(app.pages.isEmpty)
        #expect(screen.headings.first == texts()(.homeTitle))
    }

    @Test func theLanguageOfStaffChangesEverywhere() async throws {
        let (app, screen) = await atHome()
        app.send(.languageChosen(.english))
        await app.settled()
        #expect(screen.headings.first == texts(in: .english)(.homeTitle))
    }

    @Test func aVisitTakesThePlaceOfTheHomeScreenAndIsNotLeftBySwiping() async throws {
        let visit = ScriptedVisit(at: .preparing)
        phone.beginnings.answer(visit)
        let (app, screen) = await atHome()
        let texts = texts()
        try screen.tap(texts(.homeBegin))
        await app.settled()
        #expect(screen.headings.first == texts(.careKindTitle))
        // Nothing of other patients is there any more.
        #expect(!screen.shows(Sample.person.name))
        #expect(
            !screen.screen.root.flatMap(\.all).contains { $0.text("text") == Sample.person.name }
        )
        // The system offers no way back; the model's own decides.
        #expect(throws: Rendered.Fault.refused("back", .notThere)) { try screen.send(.back) }
        try screen.tap(texts(.actionBack))
        await app.settled()
        #expect(app.visit == nil)
        #expect(screen.headings.first == texts(.homeTitle))
    }

    @Test func leavingAVisitIsAskedForWithWhatBecomesOfIt() async throws {
        let visit = ScriptedVisit(at: .identifying, presence: .sample())
        phone.resumptions.answer(visit)
        let (app, screen) = await atHome()
        app.resumeVisit("d1")
        await app.settled()
        let texts = texts()
        #expect(app.visit?.path == [.person])
        try screen.tap(texts(.actionBack))
        #expect(screen.headings == [texts(.visitAbandonTitle)])
        #expect(screen.shows(texts(.visitAbandonKeptBody)))
        try screen.tap(texts(.visitGoOn))
        #expect(app.visit?.path == [.person])
        try screen.tap(texts(.actionBack))
        try screen.tap(texts(.visitLeaveForLater))
        await app.settled()
        #expect(app.visit == nil)
    }

    @Test func aVisitThatCannotBeGivenUpSaysWhyAndWhatCanBeDone() async throws {
        let visit = ScriptedVisit(at: .identifying, presence: .sample())
        visit.fail(.abandon, with: Problem(code: "MKA-E0011", reaction: .storage), at: .identifying)
        phone.resumptions.answer(visit)
        let (app, screen) = await atHome()
        app.resumeVisit("d1")
        await app.settled()
        let texts = texts()
        try screen.tap(texts(.actionBack))
        try screen.tap(texts(.visitAbandon))
        // The question goes with its answer.
        #expect(screen.screen.over.isEmpty)
        await app.settled()
        #expect(screen.headings == [texts.error("MKA-E0011").title])
        #expect(screen.shows(texts.error("MKA-E0011").next))
        try screen.tap(texts(.actionRetry))
        #expect(screen.screen.over.isEmpty)
        await app.settled()
        #expect(visit.calls == [.abandon, .abandon])
        try screen.tap(texts(.visitGoOn))
        #expect(app.visit?.path == [.person])
        try screen.tap(texts(.actionBack))
        try screen.tap(texts(.visitAbandon))
        #expect(screen.screen.over.isEmpty)
        await app.settled()
        try screen.tap(texts(.visitLeaveForLater))
        await app.settled()
        #expect(app.visit == nil)
    }

    @Test(arguments: Problem.ofEachReaction)
    func whyAVisitCannotBeGivenUpLeadsWhereItIsSolved(_ problem: Problem) async {
        let visit = ScriptedVisit(at: .identifying, presence: .sample())
        visit.fail(.abandon, with: problem, at: .identifying)
        phone.resumptions.answer(visit)
        let (app, _) = await atHome()
        app.resumeVisit("d1")
        await app.settled()
        app.visit?.send(.backChosen)
        app.visit?.send(.abandoned)
        #expect(app.visit?.state.question == nil)
        await app.visit?.settled()
        if problem.detour == nil {
            #expect(app.visit?.state.question?.problem == problem)
        } else {
            #expect(app.visit?.state.question == nil)
        }
    }

    @Test func aVisitThatCannotBeTakenUpSaysWhyAndLetsGo() async throws {
        phone.resumptions.fail(Problem(code: "MKA-E5001", reaction: .offline))
        let (app, screen) = await atHome()
        app.resumeVisit("d1")
        await app.settled()
        let texts = texts()
        #expect(screen.shows(texts.error("MKA-E5001").title))
        try screen.tap(texts(.actionRetry))
        await app.settled()
        try screen.tap(texts(.actionBack))
        await app.settled()
        #expect(app.visit == nil)
    }
}
