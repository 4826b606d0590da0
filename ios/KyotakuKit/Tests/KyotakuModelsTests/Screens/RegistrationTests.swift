import Foundation
import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct RegistrationTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<RegistrationExit>()
    /// A code of the right form, which no server has issued.
    private let code = "0000-0000-0000-0000"

    private func screen() -> RegistrationModel {
        RegistrationModel(
            activating: phone,
            deviceName: "iPhone",
            referenceWorld: true,
            exit: exits.add
        )
    }

    /// A form whose four inputs can be right, on P03.
    private func filledIn() -> RegistrationModel {
        let model = screen()
        model.send(.institutionTyped("９９１９９９９０１２ "))
        model.send(.userIDTyped("ｓｔａｆｆ11"))
        model.send(.passwordTyped("secret"))
        model.send(.codeTyped(TypedSecret(code)))
        model.send(.submitted)
        return model
    }

    @Test func whatCannotBeRightIsSaidFieldByFieldBeforeAnythingIsSent() {
        let model = screen()
        model.send(.institutionTyped("9919999013"))
        model.send(.userIDTyped("a"))
        model.send(.codeTyped("0000-0000-0000-0001"))
        model.send(.submitted)
        #expect(model.state.step == .entering)
        #expect(
            model.state.fieldProblems == [
                .institution: "MKA-E1002", .userId: "MKA-E1003", .password: "MKA-E6002",
                .activationCode: "MKA-E1004",
            ]
        )
        // A field that is corrected is not complained about any more.
        model.send(.institutionTyped("99"))
        model.send(.userIDTyped("staff11"))
        model.send(.passwordTyped("secret"))
        model.send(.codeTyped(TypedSecret(code)))
        #expect(model.state.fieldProblems == [:])
        model.send(.submitted)
        #expect(model.state.fieldProblems == [.institution: "MKA-E1001"])
    }

    @Test func typedForgivinglyThePhoneIsNamedRegisteredAndNothingSecretIsKept() async throws {
        phone.activation.answer(Sample.registration)
        phone.activation.hold()
        let model = filledIn()
        #expect(model.state.step == .naming)
        #expect(model.state.deviceName == "iPhone")
        model.send(.deviceNameTyped(String(repeating: "訪", count: 41)))
        #expect(model.state.deviceName.count == 40)
        model.send(.deviceNameTyped(" 訪問1号機 "))
        model.send(.submitted)
        #expect(model.state.step == .registering)
        // Nothing is changed while the server is asked.
        model.send(.userIDTyped("other"))
        model.send(.submitted)
        phone.activation.letGo()
        await model.settled()
        let form = try #require(phone.activation.arguments.first)
        #expect(phone.activation.count == 1)
        #expect(form.deviceName == "訪問1号機")
        #expect(
            model.state.step
                == .registered(RegisteredPhone(institutionName: "参考診療所", deviceName: "訪問1号機"))
        )
        #expect(!model.state.hasPassword)
        #expect(model.state.code == .none)
        model.send(.continued)
        #expect(exits.all == [.signIn(userID: "ｓｔａｆｆ11")])
    }

    @Test func aScannedSlipFillsInInstitutionAndCodeAndNothingElse() {
        let model = screen()
        model.send(.userIDTyped("staff11"))
        model.send(.scanned(" mka1:9919999012:0000000000000000\n"))
        #expect(model.state.institution == "9919999012")
        #expect(model.state.code == .scanned)
        #expect(model.state.userID == "staff11")
        #expect(!model.state.hasPassword)
        model.send(.scanDiscarded)
        #expect(model.state.code == .none)
    }

    @Test func theCameraLooksOnceItIsAllowedAndUntilASlipIsFound() {
        let model = screen()
        // Nobody has asked for it.
        model.send(.cameraAnswered(isAllowed: true))
        #expect(model.state.scan == .off)
        model.send(.scanned("https://example.jp"))
        model.send(.scanChosen)
        #expect(model.state.scan == .asking)
        #expect(!model.state.scannedSomethingElse)
        model.send(.cameraAnswered(isAllowed: true))
        #expect(model.state.scan == .looking)
        model.send(.scanned("https://example.jp"))
        #expect(model.state.scan == .looking)
        for _ in 0..<2 {
            // Another slip may be scanned after the first.
            model.send(.scanned("mka1:9919999012:0000000000000000"))
            #expect(model.state.scan == .off)
            model.send(.scanChosen)
            model.send(.cameraAnswered(isAllowed: true))
            #expect(model.state.scan == .looking)
        }
    }

    @Test func aCameraThatIsRefusedOrLostIsNotLookedThrough() {
        let model = screen()
        model.send(.scanChosen)
        model.send(.cameraAnswered(isAllowed: false))
        #expect(model.state.scan == .forbidden)
        // An answer that was long on its way.
        model.send(.cameraAnswered(isAllowed: true))
        #expect(model.state.scan == .forbidden)
        model.send(.settingsChosen)
        #expect(exits.all == [.settings])
        model.send(.scanLeft)
        #expect(model.state.scan == .off)
        model.send(.scanChosen)
        model.send(.cameraAnswered(isAllowed: true))
        model.send(.cameraAnswered(isAllowed: false))
        #expect(model.state.scan == .forbidden)
    }

    @Test func outOfSightTheCameraLooksNoLonger() {
        for leave in [{ $0.send(.hidden) }, { $0.stop() }] as [(RegistrationModel) -> Void] {
            let model = screen()
            model.send(.scanChosen)
            model.send(.cameraAnswered(isAllowed: true))
            leave(model)
            #expect(model.state.scan == .off)
            model.send(.cameraAnswered(isAllowed: true))
            #expect(model.state.scan == .off)
        }
    }

    @Test func thereIsNoCameraOnceTheFormIsLeft() {
        let model = filledIn()
        model.send(.scanChosen)
        #expect(model.state.scan == .off)
    }

    @Test func aSlipThatIsPastedInTheFieldOfTheCodeIsTakenUpAsIfItWereScanned() {
        let model = screen()
        model.send(.codeTyped("mka1:9919999012:0000000000000001"))
        #expect(model.state.code == .typed)
        #expect(model.state.institution == "")
        model.send(.codeTyped("mka1:9919999012:0000000000000000\n"))
        #expect(model.state.code == .scanned)
        #expect(model.state.institution == "9919999012")
    }

    @Test func ofTheFieldsThatCannotBeRightTheUppermostIsGoneToFirst() {
        let model = screen()
        #expect(model.state.firstWrong == nil)
        model.send(.submitted)
        #expect(model.state.firstWrong == .institution)
        model.send(.institutionTyped("9919999012"))
        #expect(model.state.firstWrong == .activationCode)
        model.send(.codeTyped(TypedSecret(code)))
        #expect(model.state.firstWrong == .userId)
    }

    @Test func anythingElseThatIsScannedIsRefusedAndChangesNothing() {
        let scanned: [TypedSecret] = [
            "", "https://example.jp/mka1:9919999012:0000000000000000",
            "mka2:9919999012:0000000000000000", "mka1:9919999012", "mka1::0000000000000000",
            "mka1:9919999012:", "mka1:9919999013:0000000000000000",
            "mka1:9919999012:0000000000000001",
            "mka1:9919999012:0000000000000000:https://example.jp", "9919999012",
        ]
        for text in scanned {
            let model = screen()
            model.send(.scanned(text))
            #expect(model.state.scannedSomethingElse)
            #expect(model.state.institution == "")
            #expect(model.state.code == .none)
            model.send(.scanned("mka1:9919999012:0000000000000000"))
            #expect(!model.state.scannedSomethingElse)
        }
    }

    @Test func anUnansweredRegistrationIsRepeatedWithTheSameInputs() async {
        phone.activation.fail(Problem(code: "MKA-E5001", reaction: .offline))
        phone.activation.answer(Sample.registration)
        let model = filledIn()
        model.send(.submitted)
        await model.settled()
        #expect(model.state.isUnanswered)
        #expect(model.state.step == .naming)
        #expect(model.state.hasPassword)
        #expect(model.state.code == .typed)
        model.send(.submitted)
        await model.settled()
        #expect(!model.state.isUnanswered)
        #expect(phone.activation.arguments.map(\.userId) == ["ｓｔａｆｆ11", "ｓｔａｆｆ11"])
        if case .registered = model.state.step {} else { Issue.record("not registered") }
    }

    @Test func aCodeThatIsSpentIsForgottenAndEverythingElseStays() async {
        for code in ["MKA-E1010", "MKA-E1011", "MKA-E1012", "MKA-E1013", "MKA-E1014", "MKA-E1103"] {
            phone.activation.fail(Problem(code: code, reaction: .refused))
        }
        let spent = ["MKA-E1011", "MKA-E1012", "MKA-E1013"]
        for _ in 0..<6 {
            let model = filledIn()
            model.send(.submitted)
            await model.settled()
            #expect(model.state.step == .entering)
            #expect(model.state.hasPassword)
            let isSpent = spent.contains(model.state.problem?.code ?? "")
            #expect(model.state.code == (isSpent ? .none : .typed))
        }
    }

    @Test func fieldsThatTheServerSideOfTheCheckRefusesAreShownOnTheForm() async {
        let wrong = FieldProblem(field: .userId, code: "MKA-E1003")
        phone.activation.fail(
            Problem(code: "MKA-E1003", reaction: .correctInput, fields: [wrong])
        )
        let model = filledIn()
        model.send(.submitted)
        await model.settled()
        #expect(model.state.step == .entering)
        #expect(model.state.fieldProblems == [.userId: "MKA-E1003"])
    }

    @Test func leavingOverwritesWhatWasTyped() async {
        phone.activation.answer(Sample.registration)
        phone.activation.hold()
        let model = filledIn()
        model.send(.submitted)
        model.stop()
        phone.activation.letGo()
        await model.settled()
        #expect(!model.state.hasPassword)
        #expect(model.state.code == .none)
        #expect(model.state.step == .entering)
    }

    @Test func outOfSightAPasswordIsForgottenUnlessItIsNeededOnceMore() async {
        let model = screen()
        model.send(.passwordTyped("secret"))
        model.send(.codeTyped(TypedSecret(code)))
        model.send(.hidden)
        #expect(!model.state.hasPassword)
        #expect(model.state.code == .typed)
        // An unanswered registration needs the same inputs.
        phone.activation.fail(Problem(code: "MKA-E5001", reaction: .offline))
        let unanswered = filledIn()
        unanswered.send(.submitted)
        unanswered.send(.hidden)
        await unanswered.settled()
        unanswered.send(.hidden)
        #expect(unanswered.state.hasPassword)
    }

    @Test func onePageBackIsTheFormAndTwoAreOut() {
        let model = filledIn()
        model.send(.backChosen)
        #expect(model.state.step == .entering)
        #expect(model.state.hasPassword)
        model.send(.backChosen)
        #expect(exits.all == [.back])
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.activation.fail(problem)
        let model = filledIn()
        model.send(.submitted)
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(model.state.isUnanswered == (problem.reaction == .offline))
        switch problem.reaction {
        case .notNow: #expect(exits.all == [.signIn(userID: "ｓｔａｆｆ11")])
        case .update: #expect(exits.all == [.update(problem)])
        case .clockWrong, .deviceLocked, .internalFault, .maintenance, .offline, .storage:
            // The same again may do.
            #expect(model.state.step == .naming)
            #expect(exits.all == [])
        case .activate, .correctInput, .reauthenticate, .refused, .signIn, .unlock:
            #expect(model.state.step == .entering)
            #expect(exits.all == [])
        }
    }
}
