import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

@MainActor
@Suite struct SightScreenTests {
    private let visit = ScriptedVisit(at: .verifying, method: .visual)
    private let exits = Exits<SightExit>()
    private let japanese = Texts(in: .japanese)

    private var model: SightModel {
        SightModel(visit: visit, verifier: "看護　十一", exit: exits.add)
    }

    @Test func staffSeeWhatToDoAndWhoStandsForIt() {
        expect(
            SightScreen(model: model),
            says: {
                [
                    $0(.visualTitle), $0(.visualLead), $0(.visualStepReceive),
                    $0(.visualStepScan), $0(.visualVerifier, "看護　十一"), $0(.visualRecorded),
                ]
            },
            offers: { texts in
                [TextKey.visualCheckPhoto, .visualCheckTampering].map {
                    texts(.spokenVisualCheck, .text(texts($0)))
                } + [texts(.visualDeny)]
            },
            withholds: { [$0(.visualConfirm)] }
        )
    }

    @Test func everyStatementHasToBeTickedAndTheButtonSaysHowManyAreLeft() async throws {
        visit.lead(.confirmBySight, to: .preparing)
        let model = model
        let shown = seen(SightScreen(model: model))
        let photo = japanese(.spokenVisualCheck, .text(japanese(.visualCheckPhoto)))
        let card = japanese(.spokenVisualCheck, .text(japanese(.visualCheckTampering)))
        #expect(shown.element(japanese(.visualConfirm))?.hint == japanese(.spokenVisualLeft, 2))
        try shown.tap(photo)
        #expect(shown.element(photo)?.traits.contains("selected") == true)
        #expect(shown.element(japanese(.visualConfirm))?.hint == japanese(.spokenVisualLeft, 1))
        try shown.tap(card)
        try shown.tap(japanese(.visualConfirm))
        // A second tap does nothing while it is recorded.
        #expect(!shown.offers(japanese(.visualConfirm)))
        await model.settled()
        #expect(exits.all == [.moved])
        #expect(visit.calls == [.confirmBySight])
    }

    @Test func whoCannotBeRecognisedIsStoppedForAReason() async throws {
        visit.lead(.notConfirmed, to: .stopped)
        let model = model
        let shown = seen(SightScreen(model: model))
        try shown.tap(japanese(.visualDeny))
        #expect(shown.shows(japanese(.visualDenyTitle)))
        #expect(shown.shows(japanese(.visualDenyNote)))
        #expect(!shown.offers(japanese(.actionStop)))
        try shown.tap(japanese(.actionBack))
        #expect(shown.shows(japanese(.visualTitle)))
        try shown.tap(japanese(.visualDeny))
        try shown.tap(japanese(.visualDenyFace))
        try shown.tap(japanese(.actionStop))
        await model.settled()
        #expect(visit.checks == [VisualChecks(photoMatchesFace: false, noSignOfTampering: true)])
        #expect(exits.all == [.moved])
    }

    @Test func lookingAgainSaysWhy() {
        var overview = VisitOverview.sample(.verifying, method: .visual)
        overview = overview.confirmingAgain(because: "MKA-E2074")
        let model = SightModel(
            visit: ScriptedVisit(overview),
            verifier: "",
            exit: exits.add
        )
        expect(
            SightScreen(model: model),
            says: {
                [
                    $0(.visualAgain), $0.error("MKA-E2074").title, $0.error("MKA-E2074").next,
                ]
            }
        )
    }

    @Test func whatCouldNotBeRecordedSaysWhatToDo() async {
        visit.fail(
            .confirmBySight,
            with: Problem(code: "MKA-E0006", reaction: .storage),
            at: .verifying
        )
        let model = model
        model.send(.photoToggled)
        model.send(.tamperingToggled)
        model.send(.confirmed)
        await model.settled()
        expect(
            SightScreen(model: model),
            says: { [$0.error("MKA-E0006").title, $0.error("MKA-E0006").next] },
            offers: { [$0(.visualConfirm), $0(.visualDeny)] }
        )
    }
}
