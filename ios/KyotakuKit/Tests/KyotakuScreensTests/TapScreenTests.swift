import Foundation
import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

@MainActor
@Suite struct TapScreenTests {
    private let exits = Exits<TapExit>()
    private let japanese = Texts(in: .japanese)

    /// The screen after a tap that came to this.
    private func after(
        _ outcome: TapOutcome,
        method: ConfirmationMethod = .pin,
        visualRefused: String? = nil
    ) async -> TapScreen {
        let visit = ScriptedVisit(at: .ready, method: method)
        visit.come(to: .outcome(outcome), at: .ready)
        let model = TapModel.sample(visit, visualRefused: visualRefused, exit: exits.add)
        model.send(.started)
        await model.settled()
        return TapScreen(model: model)
    }

    @Test func howToHoldTheCardIsShownAndSaid() throws {
        let model = TapModel.sample(ScriptedVisit(at: .ready), exit: exits.add)
        expect(
            TapScreen(model: model),
            says: {
                [
                    $0(.cardTitle), $0(.cardLead), $0(.cardPicture), $0(.cardFlat), $0(.cardStill),
                    $0(.cardTimeLimit),
                ]
            },
            offers: { [$0(.cardStart), $0(.positionTitle)] },
            withholds: { [$0(.visitAbandon), $0(.positionRetry)] }
        )
    }

    @Test func whileTheCardIsReadThereIsOneWayOut() {
        let visit = ScriptedVisit(at: .ready)
        let model = TapModel.sample(visit, exit: exits.add)
        model.send(.started)
        expect(
            TapScreen(model: model),
            says: { [$0(.spokenCardReading)] },
            offers: { [$0(.actionCancel)] },
            withholds: { [$0(.cardStart)] }
        )
        model.stop()
    }

    @Test func aCardThatWasLostIsHeldAgain() async {
        expect(
            await after(.holdAgain(code: "MKA-E2002", during: .signing)),
            says: { [$0.error("MKA-E2002").title, $0.error("MKA-E2002").next] },
            offers: { [$0(.positionRetry)] }
        )
        expect(
            await after(.cardFault(code: "MKA-E2006")),
            says: { [$0.error("MKA-E2006").next] },
            offers: { [$0(.positionRetry)] }
        )
    }

    @Test func aBlockedPinLeadsToSightWhereThereIsOne() async throws {
        for code in ["MKA-E2012", "MKA-E2013"] {
            expect(
                await after(.pinBlocked(code: code)),
                says: { [$0.error(code).title, $0.error(code).next] },
                offers: { [$0(.methodVisualInstead), $0(.visitAbandon)] },
                withholds: { [$0(.cardStart), $0(.positionRetry)] }
            )
            let refused = await after(.pinBlocked(code: code), visualRefused: "MKA-E2047")
            expect(
                refused,
                says: { [$0.error(code, offersVisual: false).next] },
                offers: { [$0(.visitAbandon)] },
                withholds: { [$0(.methodVisualInstead)] }
            )
            #expect(!seen(refused).shows("目視での"))
        }
        try seen(await after(.pinBlocked(code: "MKA-E2012"))).tap(japanese(.methodVisualInstead))
        #expect(exits.last == .method(.visual))
    }

    @Test func aCardThatCannotBeUsedSaysSinceWhenAndWhatElseThereIs() async {
        let ended = Date(timeIntervalSince1970: 1_780_000_000)
        expect(
            await after(.cardUnsuitable(code: "MKA-E2021", date: ended)),
            says: { [$0.error("MKA-E2021").title, $0.day(at: ended)] },
            offers: { [$0(.cardAnother), $0(.visitAbandon)] }
        )
    }

    @Test func aRefusedSightOffersThePin() async {
        expect(
            await after(.visualRefused(code: "MKA-E2070"), method: .visual),
            says: { [$0.error("MKA-E2070").title] },
            offers: { [$0(.methodPinInstead), $0(.positionRetry)] }
        )
    }

    @Test(arguments: TapFailure.allCases)
    func everyFailureOfTheReaderHasItsTextAndANextStep(_ failure: TapFailure) async {
        let reader = FixedReader()
        reader.fail(failure)
        let visit = ScriptedVisit(at: .ready)
        visit.come(to: .outcome(.holdAgain(code: nil, during: .selecting)), at: .ready)
        let model = TapModel.sample(visit, reader: reader, exit: exits.add)
        model.send(.started)
        await model.settled()
        expect(
            TapScreen(model: model),
            says: { texts in
                guard let code = failure.code else { return [] }
                return [texts(failure.text), texts.error(code).next]
            },
            offers: { texts in [texts(model.state.title(of: model.state.offers[0]))] }
        )
    }

    @Test func aPhoneWithoutAReaderOffersNoReading() {
        let reader = FixedReader(.unsupported)
        let model = TapModel.sample(ScriptedVisit(at: .ready), reader: reader, exit: exits.add)
        expect(
            TapScreen(model: model),
            says: { [$0(.readerUnsupported), $0.error("MKA-E0001").next] },
            offers: { [$0(.visitAbandon)] },
            withholds: { [$0(.cardStart), $0(.positionTitle)] }
        )
    }

    @Test func threeLostTapsOpenTheHelpAndFromThereTheReport() async throws {
        let log = TapLog()
        let visit = ScriptedVisit(at: .ready)
        let model = TapModel.sample(visit, log: log, exit: exits.add)
        for _ in 0..<3 {
            let lost = TapOutcome.holdAgain(code: "MKA-E2002", during: .signing)
            visit.come(to: .outcome(lost), at: .ready)
            model.send(.started)
            await model.settled()
        }
        expect(
            TapScreen(model: model),
            says: {
                [
                    $0(.positionLead), $0(.positionTipTop), $0(.positionTipSlow),
                    $0(.positionStillFails), $0.error("MKA-E2002").title,
                ]
            },
            offers: { [$0(.positionRetry), $0(.positionMakeReport)] }
        )
        let shown = seen(TapScreen(model: model))
        try shown.tap(japanese(.positionMakeReport))
        expect(
            TapScreen(model: model),
            says: { [$0(.reportLead), $0(.reportContainsNot), "holdAgain MKA-E2002"] }
        )
    }
}
