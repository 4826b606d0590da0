import Foundation
import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct PinScreenTests {
    private var visit = ScriptedVisit(at: .ready)

    private func pad(
        _ request: PinRequest = PinRequest(),
        offersVisual: Bool = true,
        exit: @escaping @MainActor (PinExit) -> Void = { _ in }
    ) -> PinModel {
        PinModel(visit: visit, request: request, offersVisual: offersVisual, exit: exit)
    }

    @Test func fourDigitsGoToTheCoreAndNowhereElse() {
        // Given a patient who types with a keyboard, full-width and half-width
        var exits: [PinExit] = []
        let pad = pad { exits.append($0) }
        for character in "1２x 3٤" { pad.send(.typed(character)) }
        #expect(pad.state.count == 4)
        #expect(pad.state.isComplete)

        // When they submit
        pad.send(.submitted)

        // Then the core has the digits, and the pad has none
        #expect(visit.digits == Data("1234".utf8))
        #expect(pad.state.count == 0)
        #expect(exits == [.entered(acceptsLastTry: false)])
    }

    @Test func threeDigitsAreNotEnoughAndAFifthCountsAsNothing() {
        var exits: [PinExit] = []
        let pad = pad { exits.append($0) }
        [1, 2, 3].forEach { pad.send(.digit($0)) }
        pad.send(.submitted)
        #expect(exits.isEmpty)
        [4, 5].forEach { pad.send(.digit($0)) }
        pad.send(.deleted)
        #expect(pad.state.count == 3)
        pad.send(.digit(9))
        pad.send(.digit(10))
        pad.send(.digit(-1))
        pad.send(.submitted)
        #expect(visit.digits == Data("1239".utf8))
    }

    @Test func whatIsClearedIsGone() {
        let pad = pad()
        [1, 2, 3, 4].forEach { pad.send(.digit($0)) }
        pad.send(.cleared)
        #expect(pad.state.count == 0)
        pad.send(.submitted)
        #expect(visit.calls.isEmpty)
    }

    @Test func digitsAreInNoDescription() {
        let pad = pad()
        [7, 3, 7, 3].forEach { pad.send(.digit($0)) }
        var dumped = ""
        dump(pad.state, to: &dumped)
        dump(PinAction.digit(7), to: &dumped)
        dump(PinAction.typed("3"), to: &dumped)
        dumped += "\(PinAction.digit(7)) \(PinAction.typed("3"))"
        #expect(!dumped.contains("typed(\"3\")"))
        #expect(!dumped.contains("digit(7)"))
        #expect(!dumped.contains("7373"))
    }

    @Test func theLastTryNeedsAnAgreementBeforeAnyDigit() {
        var exits: [PinExit] = []
        let pad = pad(PinRequest(triesLeft: 1, isLastTry: true)) { exits.append($0) }
        pad.send(.digit(1))
        #expect(pad.state.count == 0)
        pad.send(.lastTryAgreed)
        [1, 2, 3, 4].forEach { pad.send(.digit($0)) }
        pad.send(.submitted)
        #expect(exits == [.entered(acceptsLastTry: true)])
    }

    @Test func anotherOrderOfThePadIsTheSameTenDigits() {
        let pad = pad()
        #expect(!pad.state.isShuffled)
        pad.send(.shuffled)
        #expect(Set(pad.state.pad) == Set(0...9))
        if pad.state.isShuffled { pad.send(.shuffled) }
        #expect(!pad.state.isShuffled)
    }

    @Test func sightIsOfferedOnlyWhereItIsToBeHad() {
        var exits: [PinExit] = []
        pad(offersVisual: false) { exits.append($0) }.send(.visualChosen)
        #expect(exits.isEmpty)
        pad { exits.append($0) }.send(.visualChosen)
        #expect(exits == [.visual])
    }

    @Test func aForgottenPinGivesThePhoneBack() {
        var exits: [PinExit] = []
        let pad = pad { exits.append($0) }
        pad.send(.forgottenToggled)
        #expect(pad.state.showsForgotten)
        pad.send(.digit(1))
        pad.send(.givenBack)
        #expect(exits == [.givenBack])
        #expect(pad.state.count == 0)
    }

    @Test(arguments: Problem.samples) func aVisitThatIsElsewhereIsFollowed(_ problem: Problem) {
        for moved in [false, true] {
            visit.move(to: .ready)
            visit.fail(.enterPin, with: problem, at: moved ? .stopped : .ready)
            var exits: [PinExit] = []
            let pad = pad { exits.append($0) }
            [1, 2, 3, 4].forEach { pad.send(.digit($0)) }
            pad.send(.submitted)
            #expect(pad.state.problem == problem)
            #expect(pad.state.count == 0)
            #expect(exits == (moved ? [.moved] : []))
        }
    }

    @Test func theBufferIsOverwrittenWhenItIsSpent() {
        let buffer = PinBuffer()
        [1, 2, 3, 4].forEach { buffer.append($0) }
        #expect(Array(buffer.bytes) == Array("1234".utf8))
        buffer.spend { #expect($0 == Data("1234".utf8)) }
        #expect(buffer.count == 0)
        #expect(buffer.bytes.allSatisfy { $0 == 0 })
        buffer.append(5)
        buffer.removeLast()
        #expect(buffer.bytes.allSatisfy { $0 == 0 })
    }
}
