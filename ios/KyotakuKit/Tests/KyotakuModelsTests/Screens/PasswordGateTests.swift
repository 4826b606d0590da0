import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct PasswordGateTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<PasswordGateExit>()

    private func gate() -> PasswordGateModel {
        PasswordGateModel(searching: phone, exit: exits.add)
    }

    @Test func theRightPasswordOpensAndIsKeptNowhere() async {
        phone.opening.succeed()
        phone.opening.hold()
        let model = gate()
        model.send(.submitted)
        #expect(phone.opening.count == 0)
        model.send(.typed("secret"))
        #expect(model.state.hasPassword)
        model.send(.submitted)
        #expect(model.state.isChecking)
        #expect(!model.state.hasPassword)
        // What is typed while the server is asked is not taken.
        model.send(.typed("more"))
        #expect(!model.state.hasPassword)
        phone.opening.letGo()
        await model.settled()
        #expect(exits.all == [.opened])
    }

    @Test func emptyingTheFieldIsNoPassword() {
        let model = gate()
        model.send(.typed("secret"))
        model.send(.typed(""))
        #expect(!model.state.hasPassword)
    }

    @Test func aCancelledQuestionOpensNothingWhateverTheServerSays() async {
        phone.opening.succeed()
        phone.opening.hold()
        let model = gate()
        model.send(.typed("secret"))
        model.send(.submitted)
        model.send(.cancelled)
        phone.opening.letGo()
        await model.settled()
        #expect(exits.all == [.cancelled])
        #expect(!model.state.isChecking)
    }

    @Test func whatIsTypedIsNotPrinted() {
        #expect("\(PasswordGateAction.typed("secret"))".contains("secret") == false)
        #expect(String(reflecting: TypedSecret("secret")) == "TypedSecret(****)")
        var dumped = ""
        dump(PasswordGateAction.typed("secret"), to: &dumped)
        #expect(!dumped.contains("secret"))
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.opening.fail(problem)
        phone.opening.succeed()
        let model = gate()
        model.send(.typed("wrong"))
        model.send(.submitted)
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(!model.state.isChecking)
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        // Typing it again does.
        model.send(.typed("right"))
        model.send(.submitted)
        await model.settled()
        #expect(exits.last == .opened)
        #expect(model.state.problem == nil)
    }
}
