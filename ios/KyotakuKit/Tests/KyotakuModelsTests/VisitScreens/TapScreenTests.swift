import Foundation
import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct TapScreenTests {
    private let code = "MKA-E9999"

    /// What becomes of a tap that comes to this outcome.
    private func tap(
        _ outcome: TapOutcome,
        at step: VisitStep = .ready,
        method: ConfirmationMethod = .pin,
        visualRefused: String? = nil
    ) async -> (TapState, [TapExit]) {
        let visit = ScriptedVisit(at: .ready, method: method)
        visit.come(to: .outcome(outcome), at: step)
        var exits: [TapExit] = []
        let model = TapModel.sample(visit, visualRefused: visualRefused) { exits.append($0) }
        model.send(.started)
        await model.settled()
        return (model.state, exits)
    }

    @Test func whatTheCardHasSignedGoesOn() async {
        #expect(await tap(.signed(notice: nil), at: .delivering).1 == [.moved])
        #expect(await tap(.tooLate(code: code), at: .preparing).1 == [.moved])
        #expect(await tap(.cardChanged(code: code), at: .verifying).1 == [.moved])
    }

    @Test func everyPinThatWasNotTakenIsAskedForWithItsReason() async {
        let wrong = await tap(.wrongPin(code: code, triesLeft: 2))
        #expect(wrong.1 == [.pin(PinRequest(code: code, triesLeft: 2))])
        let lost = await tap(.pinNeeded(code: code, triesLeft: 2, lostPin: .counted))
        #expect(lost.1 == [.pin(PinRequest(code: code, triesLeft: 2, fate: .counted))])
        let last = await tap(.lastTry(code: code))
        #expect(last.1 == [.pin(PinRequest(code: code, triesLeft: 1, isLastTry: true))])
    }

    @Test func aBlockedPinOffersSightOnlyWhereItIsToBeHad() async {
        let offered = await tap(.pinBlocked(code: code))
        #expect(offered.0.offers == [.visual, .stop])
        let refused = await tap(.pinBlocked(code: code), visualRefused: "MKA-E2047")
        #expect(refused.0.offers == [.stop])
        #expect(refused.1.isEmpty)
    }

    @Test func whatMayPassIsHeldAgain() async {
        let lost = await tap(.holdAgain(code: code, during: .signing))
        #expect(lost.0.news == .card(code: code, date: nil))
        #expect(lost.0.offers == [.hold])
        let fault = await tap(.cardFault(code: code))
        #expect(fault.0.offers == [.hold])
        let closed = await tap(.holdAgain(code: nil, during: .selecting))
        #expect(closed.0.news == nil)
        #expect(closed.1.isEmpty)
    }

    @Test func anotherCardIsAskedForWithTheDateOfTheMessage() async {
        let ended = Date(timeIntervalSince1970: 1)
        let (state, exits) = await tap(.cardUnsuitable(code: code, date: ended))
        #expect(state.news == .card(code: code, date: ended))
        #expect(state.offers == [.holdAnother, .stop])
        #expect(exits.isEmpty)
    }

    @Test func aRefusedSightOffersThePinAndNeverTakesItByItself() async {
        let (state, exits) = await tap(.visualRefused(code: code), method: .visual)
        #expect(state.offers == [.pin, .hold])
        #expect(exits.isEmpty)
        let moved = await tap(.visualRefused(code: code), at: .verifying, method: .visual)
        #expect(moved.1 == [.moved])
    }

    @Test(arguments: TapFailure.allCases)
    func everyFailureOfTheReaderHasItsTextAndAWayOn(_ failure: TapFailure) async {
        // Given a conversation that only knows that there is no card
        let visit = ScriptedVisit(at: .ready)
        visit.come(to: .outcome(.holdAgain(code: code, during: .selecting)), at: .ready)
        let reader = FixedReader()
        reader.fail(failure)
        var exits: [TapExit] = []
        let model = TapModel.sample(visit, reader: reader) { exits.append($0) }
        model.send(.started)
        await model.settled()
        #expect(model.state.stage == .ready)
        #expect(model.state.news == (failure == .cancelled ? nil : .reader(failure)))
        #expect(!model.state.offers.isEmpty)
        #expect(exits.isEmpty)
    }

    @Test func whatAConversationHasComeToIsMoreThanTheEndOfTheSheet() async {
        let visit = ScriptedVisit(at: .ready)
        visit.come(to: .outcome(.wrongPin(code: code, triesLeft: 2)), at: .ready)
        let reader = FixedReader()
        reader.fail(.takenOver)
        var exits: [TapExit] = []
        let model = TapModel.sample(visit, reader: reader) { exits.append($0) }
        model.send(.started)
        await model.settled()
        #expect(exits == [.pin(PinRequest(code: code, triesLeft: 2))])
    }

    @Test func aPhoneWithoutAReaderSaysSoAtOnce() async {
        let visit = ScriptedVisit(at: .ready)
        var exits: [TapExit] = []
        let model = TapModel.sample(visit, reader: FixedReader(.unsupported)) { exits.append($0) }
        #expect(model.state.news == .reader(.unsupported))
        model.send(.started)
        await model.settled()
        #expect(visit.calls.isEmpty)
        model.send(.stopChosen)
        #expect(exits == [.stop])
    }

    @Test func theAgreementToTheLastTryGoesToTheCore() async {
        let visit = ScriptedVisit(at: .ready)
        let model = TapModel.sample(visit, acceptsLastTry: true) { _ in }
        model.send(.started)
        await model.settled()
        #expect(visit.acceptedLastTry == [true])
    }

    @Test func helpComesAfterThreeLostTapsInARowAndNotBefore() async {
        // Given a card that is lost twice, read once, and lost three times
        let visit = ScriptedVisit(at: .ready)
        let log = TapLog()
        let model = TapModel.sample(visit, log: log) { _ in }
        let lost = TapResult.outcome(.holdAgain(code: code, during: .signing))
        let fault = TapResult.outcome(.cardFault(code: code))
        for result in [lost, lost, fault, lost, lost] {
            visit.come(to: result, at: .ready)
            model.send(.started)
            await model.settled()
            #expect(model.state.stage == .ready)
        }
        visit.come(to: lost, at: .ready)
        model.send(.started)
        await model.settled()

        // Then there is help, and from it a report of codes and steps
        #expect(model.state.stage == .position)
        model.send(.reportToggled)
        guard case .report(let report) = model.state.stage else {
            Issue.record("it is at \(model.state.stage)")
            return
        }
        #expect(report.entries.count == 6)
        let lines = report.text.split(separator: "\n")
        #expect(lines.count == 2 + 6)
        #expect(lines[2].hasPrefix("1 pin holdAgain \(code) signing"))
        model.send(.reportToggled)
        #expect(model.state.stage == .position)
        model.send(.positionToggled)
        #expect(model.state.stage == .ready)
    }

    @Test func tapsThatWereLostInAnotherVisitDoNotCount() {
        let log = TapLog()
        let lost = TapEntry(method: .pin, ending: "holdAgain", milliseconds: 1)
        for _ in 0..<2 { log.add(lost) }
        #expect(log.lostInARow == 2)
        log.beginVisit()
        #expect(log.lostInARow == 0)
        log.add(lost)
        #expect(log.lostInARow == 1)
        #expect(log.entries.count == 3)
    }

    @Test func theLogForgetsTheOldest() {
        let log = TapLog()
        for number in 0..<60 {
            log.add(TapEntry(method: .pin, ending: "signed", milliseconds: number))
        }
        #expect(log.entries.count == TapLog.limit)
        #expect(log.entries.first?.milliseconds == 10)
        #expect(log.lostInARow == 0)
    }

    @Test func aRunningTapEndsBeforeAnythingElse() async {
        // Given a tap under way
        let visit = ScriptedVisit(at: .ready)
        let reader = CardInHand()
        var exits: [TapExit] = []
        let model = TapModel.sample(visit, reader: reader) { exits.append($0) }
        model.send(.started)
        #expect(model.state.stage == .reading)

        // When somebody taps anything
        model.send(.started)
        model.send(.methodChosen(.visual))
        model.send(.positionToggled)
        model.send(.stopChosen)
        model.send(.backChosen)
        await model.settled()

        // Then the reading has ended, and nothing else
        #expect(model.state.stage == .ready)
        #expect(exits.isEmpty)
        #expect(visit.calls == [.tap])
        model.send(.backChosen)
        #expect(exits == [.back])
    }
}
