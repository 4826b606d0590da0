import Foundation
import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct DeregisterTests {
    private let phone = ScriptedPhone()
    private let owner = ScriptedOwner()
    private let exits = Exits<DeregisterExit>()

    private func screen() -> DeregisterModel {
        DeregisterModel(activating: phone, watching: phone, owner: owner, exit: exits.add)
    }

    private func entering() async -> DeregisterModel {
        phone.standing.answer(Sample.overview())
        let model = screen()
        model.send(.appeared)
        await model.settled()
        return model
    }

    @Test func withPasswordAndAnAnswerTheRegistrationEnds() async {
        phone.deregistration.succeed()
        let model = await entering()
        model.send(.submitted)
        #expect(model.state.step == .entering)
        model.send(.passwordTyped("secret"))
        model.send(.submitted)
        #expect(model.state.step == .confirming)
        model.send(.confirmed(reason: ""))
        #expect(model.state.step == .working)
        #expect(!model.state.hasPassword)
        model.send(.backChosen)
        await model.settled()
        #expect(model.state.step == .erased(serverKnows: true))
        #expect(phone.deregistration.count == 1)
        // Nothing is asked of an owner who has given the password.
        #expect(owner.reasons == [])
        model.send(.continued)
        #expect(exits.all == [.erased])
    }

    @Test func whoDoesNotMeanItStays() async {
        let model = await entering()
        model.send(.passwordTyped("secret"))
        model.send(.submitted)
        model.send(.declined)
        #expect(model.state.step == .entering)
        #expect(!model.state.hasPassword)
        #expect(phone.deregistration.count == 0)
    }

    @Test func whatWaitsIsSentFirst() async {
        phone.standing.answer(Sample.overview(waiting: 2), Sample.overview())
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.step == .blocked(waitingCount: 2))
        model.send(.passwordTyped("secret"))
        model.send(.submitted)
        #expect(model.state.step == .blocked(waitingCount: 2))
        model.send(.sendFirstChosen)
        #expect(exits.all == [.waiting])
        // It was sent.
        model.send(.appeared)
        await model.settled()
        #expect(model.state.step == .entering)
    }

    @Test func whatWaitsSinceTheScreenWasOpenedIsFoundOut() async {
        phone.standing.answer(Sample.overview(), Sample.overview(waiting: 1))
        phone.deregistration.fail(Problem(code: "MKA-W5018", reaction: .refused))
        let model = screen()
        model.send(.appeared)
        await model.settled()
        model.send(.passwordTyped("secret"))
        model.send(.submitted)
        model.send(.confirmed(reason: ""))
        await model.settled()
        #expect(model.state.step == .blocked(waitingCount: 1))
        #expect(model.state.problem?.code == "MKA-W5018")
    }

    @Test func withoutTheServerErasingIsTheLastResortAndAskedForTwice() async {
        phone.deregistration.fail(Problem(code: "MKA-E5001", reaction: .offline))
        phone.erasure.succeed()
        let model = await entering()
        model.send(.erasureChosen)
        #expect(model.state.step == .entering)
        model.send(.passwordTyped("secret"))
        model.send(.submitted)
        model.send(.confirmed(reason: ""))
        await model.settled()
        #expect(model.state.offersErasure)
        model.send(.erasureChosen)
        #expect(model.state.step == .confirmingErasure)
        model.send(.confirmed(reason: ""))
        #expect(model.state.step == .confirmingErasureAgain)
        model.send(.declined)
        #expect(model.state.step == .entering)
        #expect(phone.erasure.count == 0)
        model.send(.erasureChosen)
        model.send(.confirmed(reason: ""))
        model.send(.confirmed(reason: "解除"))
        await model.settled()
        #expect(owner.reasons == ["解除"])
        #expect(model.state.step == .erased(serverKnows: false))
    }

    @Test func whoIsNotTheOwnerErasesNothing() async {
        phone.deregistration.fail(Problem(code: "MKA-E5001", reaction: .offline))
        let model = await entering()
        model.send(.passwordTyped("secret"))
        model.send(.submitted)
        model.send(.confirmed(reason: ""))
        await model.settled()
        for failure in OwnerCheckFailure.allCases {
            owner.answer(failure)
            model.send(.erasureChosen)
            model.send(.confirmed(reason: ""))
            model.send(.confirmed(reason: "解除"))
            await model.settled()
            // No question hides the reason.
            #expect(model.state.step == .entering)
            let told = failure == .failed || failure == .lockedOut ? failure : nil
            #expect(model.state.ownerFailure == told)
        }
        #expect(exits.all == [.passcodeMissing])
        #expect(phone.erasure.count == 0)
    }

    @Test func anAnswerCountsAlsoWhileThePhonesStateIsLookedAt() async {
        phone.deregistration.succeed()
        let model = await entering()
        model.send(.appeared)
        model.send(.passwordTyped("secret"))
        model.send(.submitted)
        model.send(.confirmed(reason: ""))
        #expect(model.state.step == .working)
        await model.settled()
        #expect(model.state.step == .erased(serverKnows: true))
    }

    @Test func aQuestionIsNotTakenAwayByALookAtThePhone() async {
        let model = await entering()
        model.send(.appeared)
        model.send(.passwordTyped("secret"))
        model.send(.submitted)
        await model.settled()
        #expect(model.state.step == .confirming)
    }

    @Test func whatIsUnderWayAndWhatIsDoneIsNotLeft() {
        let closed: [DeregisterState.Step] = [.working, .erased(serverKnows: true)]
        let open: [DeregisterState.Step] = [
            .opening, .blocked(waitingCount: 1), .entering, .confirming, .confirmingErasure,
            .confirmingErasureAgain,
        ]
        #expect(closed.allSatisfy { DeregisterState(step: $0).isClosed })
        #expect(!open.contains { DeregisterState(step: $0).isClosed })
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.deregistration.fail(problem)
        let model = await entering()
        model.send(.passwordTyped("secret"))
        model.send(.submitted)
        model.send(.confirmed(reason: ""))
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(model.state.step == .entering)
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        let unreached: [Reaction] = [.offline, .maintenance, .clockWrong, .internalFault]
        #expect(model.state.offersErasure == unreached.contains(problem.reaction))
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemOfTheStateAndOfErasingIsTold(_ problem: Problem) async {
        // Of the state
        phone.standing.fail(problem)
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(model.state.step == .opening)
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        // Of erasing
        phone.standing.answer(Sample.overview())
        model.send(.appeared)
        await model.settled()
        phone.deregistration.fail(Problem(code: "MKA-E5001", reaction: .offline))
        phone.erasure.fail(problem)
        model.send(.passwordTyped("secret"))
        model.send(.submitted)
        model.send(.confirmed(reason: ""))
        await model.settled()
        model.send(.erasureChosen)
        model.send(.confirmed(reason: ""))
        model.send(.confirmed(reason: "解除"))
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(model.state.step == .entering)
        #expect(model.state.offersErasure)
    }
}
