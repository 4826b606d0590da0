import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct SightScreenTests {
    @Test func onlyBothStatementsConfirm() async {
        // Given a visit by sight
        let visit = ScriptedVisit(at: .verifying, method: .visual)
        visit.lead(.confirmBySight, to: .preparing)
        var exits: [SightExit] = []
        let model = SightModel(visit: visit, verifier: "看護　十一") { exits.append($0) }
        #expect(model.state.verifier == "看護　十一")

        // When one is ticked, and then both
        model.send(.photoToggled)
        model.send(.confirmed)
        #expect(visit.calls.isEmpty)
        model.send(.tamperingToggled)
        model.send(.confirmed)
        #expect(model.state.isBusy)
        model.send(.photoToggled)
        await model.settled()

        // Then it is recorded, once
        #expect(visit.checks == [VisualChecks(photoMatchesFace: true, noSignOfTampering: true)])
        #expect(exits == [.moved])
    }

    @Test(arguments: [
        (
            SightAction.faceDiffersToggled,
            VisualChecks(photoMatchesFace: false, noSignOfTampering: true)
        ),
        (.tamperedToggled, VisualChecks(photoMatchesFace: true, noSignOfTampering: false)),
    ])
    func whoCannotConfirmSaysWhy(_ reason: SightAction, _ checks: VisualChecks) async {
        let visit = ScriptedVisit(at: .verifying, method: .visual)
        visit.lead(.notConfirmed, to: .stopped)
        var exits: [SightExit] = []
        let model = SightModel(visit: visit, verifier: "") { exits.append($0) }
        model.send(.denied)
        model.send(.denialConfirmed)
        #expect(visit.calls.isEmpty)
        model.send(reason)
        model.send(.denialConfirmed)
        await model.settled()
        #expect(visit.checks == [checks])
        #expect(exits == [.moved])
    }

    @Test func aDenialThatIsTakenBackIsNone() {
        let visit = ScriptedVisit(at: .verifying, method: .visual)
        let model = SightModel(visit: visit, verifier: "") { _ in }
        model.send(.denied)
        model.send(.denialCancelled)
        #expect(model.state.denial == nil)
        model.send(.denialConfirmed)
        #expect(visit.calls.isEmpty)
    }

    @Test func ticksAreForOneLookOnly() {
        let visit = ScriptedVisit(at: .verifying, method: .visual)
        var exits: [SightExit] = []
        let model = SightModel(visit: visit, verifier: "") { exits.append($0) }
        model.send(.photoToggled)
        model.send(.tamperingToggled)
        model.send(.backChosen)
        #expect(!model.state.photoMatchesFace && !model.state.noSignOfTampering)
        #expect(exits == [.back])
    }
}
