import Foundation
import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct ResultScreenTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<ResultExit>()

    private func screen(_ source: ResultSource, mayViewMedical: Bool = false) -> ResultModel {
        ResultModel(
            source,
            searching: phone,
            mayViewMedical: mayViewMedical,
            now: { Sample.now },
            exit: exits.add
        )
    }

    private func shown(_ model: ResultModel) -> ShownResult? {
        if case .shown(let result) = model.state.phase { result } else { nil }
    }

    @Test func aResultOfTheListIsFetchedAndForgottenWhenItIsLeft() async {
        phone.showing.answer(Sample.detail("1"))
        let model = screen(.listed("1"))
        model.send(.appeared)
        #expect(model.state.phase == .fetching)
        await model.settled()
        #expect(shown(model)?.receptionNumber == "1")
        #expect(phone.showing.arguments == ["1"])
        model.stop()
        #expect(model.state.phase == .left)
        #expect(phone.noted.calls == ["backToList"])
    }

    @Test func aResultThatIsKnownIsShownAtOnce() {
        let model = screen(.known(ResultContent(Sample.detail("1"))), mayViewMedical: true)
        model.send(.appeared)
        #expect(shown(model)?.receptionNumber == "1")
        #expect(shown(model)?.offersMedical == true)
        #expect(phone.showing.count == 0)
        model.send(.requeryChosen)
        model.send(.medicalChosen)
        model.send(.backChosen)
        #expect(
            exits.all == [
                .requery(receptionNumber: "1"), .medical(receptionNumber: "1"), .back,
            ]
        )
        model.stop()
        #expect(phone.noted.calls == [])
    }

    @Test func anAnswerThatComesAfterTheScreenWasLeftIsNotShown() async {
        phone.showing.answer(Sample.detail("1"))
        phone.showing.hold()
        let model = screen(.listed("1"))
        model.send(.appeared)
        model.stop()
        phone.showing.letGo()
        await model.settled()
        #expect(model.state.phase == .left)
    }

    @Test func theAddressIsFoldedUntilSomebodyWantsToSeeIt() {
        let model = screen(.known(ResultContent(Sample.detail("1"))))
        #expect(!model.state.isAddressShown)
        model.send(.addressToggled)
        #expect(model.state.isAddressShown)
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.showing.fail(problem)
        phone.showing.answer(Sample.detail("1"))
        let model = screen(.listed("1"))
        model.send(.appeared)
        await model.settled()
        #expect(model.state.phase == .failed(problem))
        switch problem.reaction {
        case .reauthenticate, .notNow: #expect(exits.all == [.searchEnded])
        default: #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        }
        model.send(.retried)
        await model.settled()
        #expect(shown(model) != nil)
    }
}
