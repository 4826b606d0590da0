import Foundation
import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// From the start of the app to where somebody signs in.
@MainActor
@Suite struct EntranceScreenTests {
    private let phone = ScriptedPhone()
    private let owner = ScriptedOwner()

    private func start(
        terms: Int? = 1,
        reader: CardReaderAvailability = .available,
        reset: StateReset? = nil,
        exit: @escaping @MainActor (StartExit) -> Void = { _ in }
    ) -> StartModel {
        StartModel(
            facts: Sample.facts,
            roles: StartModel.Roles(
                watching: phone,
                tapping: ScriptedReader(availability: reader),
                owner: owner,
                terms: ScriptedMarks(terms: terms)
            ),
            reset: reset,
            exit: exit
        )
    }

    @Test(arguments: Language.forStaff)
    func theTermsAreReadSectionBySectionAndAccepted(in language: Language) async throws {
        phone.server.succeed()
        phone.standing.answer(Sample.overview(registration: nil, account: .signedOut))
        let model = start(terms: nil)
        let screen = shown(NavigationStack { StartScreen(model: model) }, in: language)
        await model.settled()
        let texts = texts(in: language)
        #expect(screen.headings.count == 1 + TermsSection.allCases.count)
        #expect(screen.shows(texts(.termsPinBody)))
        #expect(screen.unnamed == [])
        try screen.tap(texts(.termsAgree))
        await model.settled()
        #expect(screen.headings == [texts(.registrationChecklistTitle)])
    }

    @Test(arguments: Language.forStaff)
    func eachCheckSaysByWordsAndNotByColourWhatCameOfIt(in language: Language) async throws {
        phone.server.fail(Problem(code: "MKA-E5001", reaction: .offline))
        phone.standing.answer(
            Sample.overview(registration: nil, account: .signedOut, longCommands: .unknown)
        )
        let exits = Exits<StartExit>()
        let model = start(exit: exits.add)
        let screen = shown(NavigationStack { StartScreen(model: model) }, in: language)
        await model.settled()
        let texts = texts(in: language)
        #expect(screen.shows(texts(.startPassed)))
        #expect(screen.shows(texts(.startLengthsWithCard)))
        #expect(screen.shows(texts.error("MKA-E5001").next))
        #expect(screen.unnamed == [])
        // Nothing of it forbids going on.
        try screen.tap(texts(.actionOpenSettings))
        #expect(exits.all == [.settings])
        try screen.tap(texts(.actionContinue))
        #expect(screen.shows(texts(.registrationWhere)))
    }

    @Test func preparationsAreTickedAndKeepNobodyFromGoingOn() async throws {
        phone.server.succeed()
        phone.standing.answer(Sample.overview(registration: nil, account: .signedOut))
        let exits = Exits<StartExit>()
        let model = start(exit: exits.add)
        let screen = shown(NavigationStack { StartScreen(model: model) })
        await model.settled()
        let texts = texts()
        try screen.toggle(texts(.registrationChecklistCode))
        #expect(model.state.prepared == [.code])
        #expect(screen.element(texts(.registrationChecklistCode))?.value == "on")
        try screen.tap(texts(.actionContinue))
        #expect(exits.all == [.registration])
    }

    @Test func withoutAPasscodeOneIsLedToWhereItIsSet() async throws {
        owner.set(.passcodeMissing)
        phone.server.succeed()
        phone.standing.answer(Sample.overview(registration: nil, account: .signedOut))
        let exits = Exits<StartExit>()
        let model = start(exit: exits.add)
        let screen = shown(NavigationStack { StartScreen(model: model) })
        await model.settled()
        let texts = texts()
        #expect(screen.shows(texts.error("MKA-E0003").title))
        #expect(!screen.shows(texts(.startReady)))
        try screen.tap(texts(.actionContinue))
        #expect(exits.all == [.passcodeMissing])
    }

    @Test func whyAPhoneBeginsAnewIsSaid() async {
        phone.server.succeed()
        phone.standing.answer(Sample.overview(account: .signedOut))
        let model = start(reset: .rolledBack)
        let screen = shown(NavigationStack { StartScreen(model: model) })
        await model.settled()
        let texts = texts()
        #expect(screen.shows(texts(.startStateReset)))
        #expect(screen.shows(texts.error("MKA-E0005").explanation))
        #expect(screen.offers(texts(.actionContinue)))
    }

    @Test(arguments: Language.forStaff)
    func theSettingsAreCalledAsThisPhoneCallsThem(in language: Language) {
        let texts = texts(in: language)
        let pages: [(OwnerBiometry?, String)] = [
            (.faceID, texts(.passcodeHowTo, "Face ID")),
            (.touchID, texts(.passcodeHowTo, "Touch ID")),
            (nil, texts(.passcodeHowToPasscode)),
        ]
        for (biometry, page) in pages {
            let owner = ScriptedOwner(biometry: biometry)
            owner.set(.passcodeMissing)
            let model = PasscodeModel(owner: owner) { _ in }
            let screen = shown(NavigationStack { PasscodeScreen(model: model) }, in: language)
            #expect(screen.shows(page))
            let named = OwnerBiometry.allCases.map(texts.name).filter { name in
                screen.texts.contains { $0.contains(name) }
            }
            #expect(named == [biometry.map(texts.name)].compactMap { $0 })
        }
    }

    @Test(arguments: Language.forStaff)
    func aPasscodeIsSetInTheSettingsAndLookedForAgain(in language: Language) throws {
        owner.set(.passcodeMissing)
        let exits = Exits<PasscodeExit>()
        let model = PasscodeModel(owner: owner, exit: exits.add)
        let screen = shown(NavigationStack { PasscodeScreen(model: model) }, in: language)
        let texts = texts(in: language)
        #expect(screen.shows(texts(.passcodeMissing)))
        #expect(screen.unnamed == [])
        try screen.tap(texts(.actionOpenSettings))
        try screen.tap(texts(.passcodeRecheck))
        #expect(exits.all == [.settings])
        owner.set(.available(biometry: nil))
        try screen.tap(texts(.passcodeRecheck))
        #expect(exits.all == [.settings, .passcodeSet])
    }

    @Test func whatCannotBeOpenedIsTriedAgainOrGivenUpAfterAQuestion() async throws {
        let problem = Problem(code: "MKA-E0011", reaction: .storage)
        let model = OpeningModel(
            opening: { throw problem },
            erasing: {},
            pausing: HeldPauses()
        ) { _ in }
        let screen = shown(NavigationStack { OpeningScreen(model: model) })
        await model.settled()
        let texts = texts()
        #expect(screen.shows(texts.error("MKA-E0011").next))
        #expect(!screen.offers(texts(.openingAnew)))
        try screen.tap(texts(.actionRetry))
        await model.settled()
        #expect(screen.offers(texts(.actionRetry)))
    }

    @Test(arguments: Language.forStaff)
    func onlyAfterAQuestionEverythingIsErased(in language: Language) async throws {
        phone.erasure.succeed()
        let exits = Exits<String>()
        let model = OpeningModel(
            giveUp: phone,
            because: Problem(code: "MKA-E0009", reaction: .activate),
            pausing: HeldPauses()
        ) { exits.add("\($0)") }
        let screen = shown(NavigationStack { OpeningScreen(model: model) }, in: language)
        let texts = texts(in: language)
        try screen.tap(texts(.openingAnew))
        #expect(screen.headings == [texts(.openingAnewTitle)])
        #expect(screen.shows(texts(.openingAnewBody)))
        try screen.tap(texts(.actionCancel))
        #expect(phone.erasure.count == 0)
        try screen.tap(texts(.openingAnew))
        // By the question's own button, not by the one below it.
        let question = try #require(screen.screen.over.last)
        #expect(question.buttons.count == 2)
        try screen.tap(texts(.openingAnew))
        await model.settled()
        #expect(exits.all == ["erased"])
    }

    private let outdated = Problem(code: "MKA-E0004", reaction: .update)

    @Test(arguments: Language.forStaff)
    func anAppThatIsTooOldSaysWhoHelps(in language: Language) throws {
        var retries = 0
        let screen = seen(UpdateScreen(problem: outdated, page: nil) { retries += 1 }, in: language)
        let words = texts(in: language)
        #expect(screen.shows(words.error("MKA-E0004").title))
        #expect(screen.shows(words(.updateAsk)))
        #expect(screen.element(words(.updateOpen)) == nil)
        try screen.tap(words(.actionRetry))
        #expect(retries == 1)
    }

    @Test(arguments: Language.forStaff)
    func anAppThatIsTooOldLeadsToThePageOfTheInstitution(in language: Language) throws {
        let page = try #require(URL(string: "https://apps.example.jp/kyotaku"))
        let screen = seen(UpdateScreen(problem: outdated, page: page) {}, in: language)
        var opened: [URL] = []
        screen.graph.environment.openURL = OpenURLAction {
            opened.append($0)
            return .handled
        }
        let words = texts(in: language)
        #expect(!screen.shows(words(.updateAsk)))
        try screen.tap(words(.updateOpen))
        #expect(opened == [page])
    }
}
