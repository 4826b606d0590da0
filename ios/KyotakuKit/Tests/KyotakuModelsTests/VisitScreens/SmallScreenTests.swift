import Foundation
import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// The screens of a visit that decide little.
@MainActor
@Suite struct SmallScreenTests {
    @Test func onlyWhatTheInstitutionUsesCanBeChosen() {
        var exits: [CareKindExit] = []
        let both = Institution.sample(outpatient: true).settings
        let model = CareKindModel(settings: both) { exits.append($0) }
        #expect(model.state.offered == [.homeVisit, .outpatient])
        model.send(.chosen(.online))
        #expect(exits.isEmpty)
        model.send(.chosen(.outpatient))
        model.send(.backChosen)
        #expect(exits == [.chosen(.outpatient), .back])
        let none = CareKindModel(settings: Institution.sample(homeVisit: false).settings) { _ in }
        #expect(none.state.refused == "MKA-E1108")
    }

    @Test func sightThatIsNotOfferedSaysWhyByItsCode() async {
        var exits: [MethodExit] = []
        let state = MethodState(purpose: .visit, visualRefused: "MKA-E2048")
        let model = MethodModel(state, take: { _ in }, exit: { exits.append($0) })
        model.send(.chosen(.visual))
        #expect(model.state.problem?.code == "MKA-E2048")
        #expect(exits.isEmpty)
        model.send(.chosen(.pin))
        await model.settled()
        #expect(exits == [.chosen])
        #expect(model.state.chosen == .pin)
    }

    @Test(arguments: OwnerCheckFailure.allCases)
    func staffsScreensStayAwayWithoutTheOwner(_ failure: OwnerCheckFailure) async {
        let owner = FixedOwner()
        owner.answer(failure)
        var exits: [HandoverExit] = []
        let state = HandoverState(direction: .toStaff, institution: "")
        let model = HandoverModel(state, owner: owner, reason: "?") { exits.append($0) }
        model.send(.backChosen)
        model.send(.started)
        model.send(.received)
        await model.settled()
        #expect(exits.isEmpty)
        #expect(!model.state.isBusy)
        let silent: Set<OwnerCheckFailure> = [.cancelled, .interrupted]
        let isSilent = model.state.failure == nil && model.state.problem == nil
        #expect(isSilent == silent.contains(failure))
        owner.answer(nil)
        model.send(.received)
        await model.settled()
        #expect(exits == [.received])
    }

    @Test func sightIsOfferedBesideThePinOnly() {
        var exits: [HandoverExit] = []
        let owner = FixedOwner()
        let consent = HandoverState(direction: .toPatient, institution: "")
        HandoverModel(consent, owner: owner, reason: "") { exits.append($0) }.send(.visualChosen)
        #expect(exits.isEmpty)
        let pin = HandoverState(direction: .toPatient, institution: "", pin: PinRequest())
        HandoverModel(pin, owner: owner, reason: "") { exits.append($0) }.send(.visualChosen)
        #expect(exits == [.visual])
    }

    @Test func aPersonIsShownWithAgeAndFullWidthKanaAndForgotten() {
        let visit = ScriptedVisit(at: .identifying, presence: .sample(standing: .grace))
        let model = PersonModel(visit: visit) { _ in }
        // The birthday is tomorrow.
        #expect(model.state.person?.age == 80)
        #expect(model.state.person?.kana == "シケン　ハナコ" || model.state.person?.kana == "シケン ハナコ")
        #expect("\(model.state)".contains("花子") == false)
        model.stop()
        #expect(model.state.person == nil)
    }

    @Test func anotherPersonIsAskedAboutOnceMore() async {
        let visit = ScriptedVisit(at: .identifying, presence: .sample())
        visit.lead(.personDiffers, to: .stopped)
        var exits: [PersonExit] = []
        let model = PersonModel(visit: visit) { exits.append($0) }
        model.send(.differsConfirmed)
        #expect(visit.calls.isEmpty)
        model.send(.differs)
        model.send(.differsCancelled)
        model.send(.differsConfirmed)
        #expect(visit.calls.isEmpty)
        model.send(.differs)
        model.send(.differsConfirmed)
        model.send(.same)
        await model.settled()
        #expect(visit.calls == [.personDiffers])
        #expect(exits == [.moved])
    }

    @Test func aRevocationGoesToTheCoreAsItWasChosen() async {
        let visit = ScriptedVisit(at: .reviewing, presence: .sample())
        visit.lead(.revokeConsents, to: .registering)
        var exits: [RevokeExit] = []
        let model = RevokeModel(visit: visit, institution: "", kinds: [.homeVisit]) {
            exits.append($0)
        }
        model.send(.kindChosen(.online))
        #expect(model.state.kind == nil)
        model.send(.kindChosen(.homeVisit))
        model.send(.reasonChosen(.changeOfUse))
        model.send(.respondentChosen(.proxy(relationship: .child)))
        model.send(.submitted)
        model.send(.confirmed)
        await model.settled()
        let revocation = visit.revocations.first
        #expect(revocation?.careKind == .homeVisit)
        #expect(revocation?.reason == .changeOfUse)
        #expect(revocation?.respondent == .proxy(relationship: .child))
        #expect(exits == [.moved])
    }

    @Test func aStoppedVisitSaysWhyAndWhatInstead() {
        var exits: [StoppedExit] = []
        let declined = ScriptedVisit(.sample(.stopped, stoppedWith: "MKA-I2041"))
        let model = StoppedModel(visit: declined) { exits.append($0) }
        #expect(model.state.offers == [.pin, .startAgain, .home])
        StoppedOffer.allCases.forEach { model.send($0) }
        #expect(exits == [.startAgain(.pin), .startAgain(nil), .home])
        let other = ScriptedVisit(.sample(.stopped, stoppedWith: "MKA-I2043"))
        #expect(StoppedModel(visit: other) { _ in }.state.offers == [.startAgain, .home])
    }

    @Test func whatWaitsSaysWhereItStandsAndWhatCanBeDone() async {
        let deliveries = FixedDeliveries(
            lines: [
                .sample("a"), .sample("b", answered: true), .sample("c", delivered: true),
                .sample("d", delivered: true, refusedAnswer: "MKA-E3011"),
                .sample("e", code: "MKA-E2055"),
            ],
            report: .sample(registered: 2)
        )
        var exits: [WaitingExit] = []
        let model = WaitingModel(deliveries: deliveries) { exits.append($0) }
        model.send(.appeared)
        await model.settled()
        #expect(
            model.state.lines?.map(\.standing) == [
                .unsent, .answered, .delivered, .answerRefused("MKA-E3011"),
                .refused("MKA-E2055"),
            ]
        )
        model.send(.resumeChosen("e"))
        model.send(.resumeChosen("x"))
        #expect(exits.isEmpty)
        model.send(.resumeChosen("d"))
        #expect(exits == [.resume("d")])
        model.send(.sendChosen)
        await model.settled()
        #expect(model.state.report?.registered == 2)
        model.send(.discardConfirmed)
        await model.settled()
        #expect(model.state.lines?.count == 5)
        model.send(.discardChosen("e"))
        model.send(.discardCancelled)
        model.send(.discardChosen("e"))
        model.send(.discardConfirmed)
        await model.settled()
        #expect(model.state.lines?.map(\.id) == ["a", "b", "c", "d"])
        model.send(.backChosen)
        #expect(exits.last == .back)
    }

    @Test func everyCodeThatModelsSpeakOfHasItsText() {
        for code in Codes.all + TapFailure.allCases.compactMap(\.code) {
            #expect(Catalogue.bundled.contains(ErrorText.titleKey(of: code)), "\(code)")
        }
        for failure in TapFailure.allCases {
            #expect(Catalogue.bundled.contains(failure.text))
        }
    }
}
