import Foundation
import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

@MainActor
@Suite struct PersonScreenTests {
    private let exits = Exits<PersonExit>()
    private let japanese = Texts(in: .japanese)

    @Test func staffCompareWhatTheCardShowsToo() {
        let visit = ScriptedVisit(at: .identifying, presence: .sample())
        let model = PersonModel(visit: visit, exit: exits.add)
        expect(
            PersonScreen(model: model),
            says: {
                [
                    "試験　花子", fullWidthKana(text: "ｼｹﾝ ﾊﾅｺ"), $0.registeredDay("19451121"),
                    $0.label("2", of: .sex),
                    $0(.personLead), $0(.personSpouse), $0(.personChangedCharacters),
                ]
            },
            offers: { [$0(.personSame), $0(.personDiffers)] }
        )
    }

    @Test func aConsentThatHoldsAndACertificateThatEndsAreMentioned() {
        let items = ConsentItems([.treatments, .limit])
        let visit = ScriptedVisit(at: .identifying, presence: .sample(agreedTo: items))
        let model = PersonModel(visit: visit, exit: exits.add)
        let until = Date(timeIntervalSince1970: 1_795_000_000 + 86_400 * 365)
        expect(
            PersonScreen(model: model),
            says: { [$0(.personExistingConsent, .text($0.day(at: until)))] }
        )
    }

    @Test func anotherPersonsCardIsAskedAboutOnceMore() async throws {
        let visit = ScriptedVisit(at: .identifying, presence: .sample())
        visit.lead(.personDiffers, to: .stopped)
        let model = PersonModel(visit: visit, exit: exits.add)
        let shown = seen(PersonScreen(model: model))
        try shown.tap(japanese(.personDiffers))
        #expect(shown.shows(japanese(.personDiffersTitle)))
        #expect(shown.shows(japanese(.personDiffersBody)))
        try shown.tap(japanese(.actionBack))
        #expect(shown.offers(japanese(.personSame)))
        try shown.tap(japanese(.personDiffers))
        try shown.tap(japanese(.personStop))
        #expect(shown.screen.over.isEmpty)
        await model.settled()
        #expect(visit.calls == [.personDiffers])
        #expect(exits.all == [.moved])
    }

    @Test func anAnswerThatCannotBeTakenUpSaysSoAndCanBeGivenAgain() async throws {
        let visit = ScriptedVisit(at: .identifying, presence: .sample())
        let problem = Problem(code: "MKA-E0006", reaction: .storage)
        visit.fail(.personDiffers, with: problem, at: .identifying)
        let model = PersonModel(visit: visit, exit: exits.add)
        let shown = seen(PersonScreen(model: model))
        try shown.tap(japanese(.personDiffers))
        try shown.tap(japanese(.personStop))
        await model.settled()
        #expect(shown.screen.over.isEmpty)
        #expect(shown.shows(japanese.error("MKA-E0006").title))
        try shown.tap(japanese(.personDiffers))
        #expect(shown.shows(japanese(.personDiffersTitle)))
    }

    @Test func whoWasLeftIsNotToBeSeen() {
        let visit = ScriptedVisit(at: .identifying, presence: .sample())
        let model = PersonModel(visit: visit, exit: exits.add)
        let shown = seen(PersonScreen(model: model))
        model.stop()
        #expect(!shown.shows("試験"))
    }

    @Test func whatCouldNotBeTakenUpSaysWhatToDo() async {
        let visit = ScriptedVisit(at: .identifying, presence: .sample())
        let problem = Problem(code: "MKA-E0006", reaction: .storage)
        visit.fail(.confirmPerson, with: problem, at: .identifying)
        let model = PersonModel(visit: visit, exit: exits.add)
        model.send(.same)
        await model.settled()
        expect(
            PersonScreen(model: model),
            says: { [$0.error("MKA-E0006").title, $0.error("MKA-E0006").next] },
            offers: { [$0(.personSame)] }
        )
    }
}
