import Foundation
import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// What the states say for their screens, which decide nothing themselves.
@Suite struct OfferTests {
    @Test func whatIsInTheWayToTheServerIsSaidByItsReaction() {
        let until = Date(timeIntervalSince1970: 0)
        let closed = Problem(code: "MKA-E5002", reaction: .maintenance, until: until)
        #expect(HomeState.Connection.failed(closed).obstacle == .maintenance(until: until))
        let away = Problem(code: "MKA-E5001", reaction: .offline)
        #expect(HomeState.Connection.failed(away).obstacle == .offline)
        let clock = Problem(code: "MKA-E5003", reaction: .clockWrong)
        #expect(HomeState.Connection.failed(clock).obstacle == .other(code: "MKA-E5003"))
        #expect(HomeState.Connection.online.obstacle == nil)
        #expect(HomeState.Connection.unknown.obstacle == nil)
    }

    @Test func onlyTheNamingOfARegistrationIsLeft() {
        var state = RegistrationState(deviceName: "")
        let steps: [(RegistrationState.Step, Bool)] = [
            (.entering, false), (.naming, true), (.registering, false),
            (.registered(RegisteredPhone(institutionName: "", deviceName: nil)), false),
        ]
        for (step, mayGoBack) in steps {
            state.step = step
            #expect(state.mayGoBack == mayGoBack)
        }
    }

    @Test func patientsAreChosenWhereThereAreAnyAndChoosingHasNotBegun() {
        var state = PatientsState()
        #expect(!state.offersSelecting)
        state.listing = PatientsState.Listing(patients: [], hasMore: false)
        #expect(!state.offersSelecting)
        state.listing?.patients = [PatientLine(Sample.patient("1"))]
        #expect(state.offersSelecting)
        state.selection = []
        #expect(!state.offersSelecting)
    }

    @Test func whatHasToBeDoneFirstIsGoneOnTo() {
        var state = StartState()
        #expect(!state.offersGoingOn)
        #expect(!state.offersSettings)
        state.checks = StartCheck.allCases.map { CheckLine(check: $0, outcome: .passed) }
        #expect(state.offersGoingOn)
        #expect(!state.offersSettings)
        let missing = Problem(code: "MKA-E0003", reaction: .refused)
        state.checks = [CheckLine(check: .passcode, outcome: .failed(missing))]
        #expect(state.isHeldUp && state.offersGoingOn && state.offersSettings)
    }

    @Test func anEndOfAVisitIsCalledByWhatItCameTo() {
        #expect(DoneState(outcome: .changed(code: "MKA-I3004")).title == .completeChanged)
        #expect(DoneState(outcome: .unchanged).title == .completeUnchanged)
        let registered = DoneState.Registered(receptionNumber: "1")
        #expect(DoneState(outcome: .registered(registered)).title == .completeTitle)
    }

    @Test func aPrescriptionOnNoPaperIsKnownByItsCode() {
        #expect(PrescriptionState().isElectronic("1"))
        #expect(!PrescriptionState().isElectronic("2"))
    }

    @MainActor
    @Test func whileItIsAskedWhetherToDiscardNothingElseBeginsSoThatTheAnswerCounts() async {
        let deliveries = FixedDeliveries(lines: [.sample("d1")])
        let model = WaitingModel(deliveries: deliveries) { _ in }
        model.send(.appeared)
        await model.settled()
        model.send(.discardChosen("d1"))
        model.send(.appeared)
        #expect(model.state.activity == .none)
        model.send(.discardConfirmed)
        #expect(model.state.discarding == nil)
        await model.settled()
        #expect(model.state.lines == [])
    }
}
