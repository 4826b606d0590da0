import Foundation
import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct SignInTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<SignInExit>()

    private func screen(userID: String? = nil, problem: Problem? = nil) -> SignInModel {
        .scripted(phone, userID: userID, problem: problem, exit: exits.add)
    }

    @Test func theFormKnowsTheInstitutionAndWhoSignedInLast() async {
        phone.standing.answer(Sample.overview(account: .signedOut, waiting: 2))
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.institutionName == "参考診療所")
        #expect(model.state.userID == "staff11")
        #expect(model.state.lastUserName == "看護　十一")
        #expect(model.state.waitingCount == 2)
        model.send(.userIDTyped("doctor01"))
        #expect(model.state.lastUserName == nil)
        model.send(.appeared)
        await model.settled()
        #expect(model.state.userID == "doctor01")
    }

    @Test func thePasswordIsHandedOverOnceAndKeptNowhere() async {
        phone.signingIn.answer(Sample.signedIn())
        phone.signingIn.hold()
        let model = screen(userID: "staff11")
        model.send(.passwordTyped("secret"))
        #expect(model.state.hasPassword)
        model.send(.submitted)
        model.send(.submitted)
        #expect(model.state.step == .signingIn)
        #expect(!model.state.hasPassword)
        model.send(.userIDTyped("other"))
        phone.signingIn.letGo()
        await model.settled()
        #expect(phone.signingIn.arguments == ["staff11"])
        #expect(exits.all == [.signedIn])
    }

    @Test func aPasswordThatExpiresSoonIsSaidBeforeGoingOn() async {
        let cases: [(Double, Int?)] = [(15.5, nil), (14.9, 14), (1.2, 1), (0.2, 0), (-1, 0)]
        for (left, _) in cases { phone.signingIn.answer(Sample.signedIn(daysLeft: left)) }
        for (_, told) in cases {
            let model = screen(userID: "staff11")
            model.send(.passwordTyped("secret"))
            model.send(.submitted)
            await model.settled()
            if let told {
                #expect(model.state.step == .passwordExpires(days: told))
                model.send(.continued)
            }
        }
        #expect(exits.all == Array(repeating: .signedIn, count: cases.count))
    }

    @Test func eachRefusalHasItsRemedy() async {
        let remedies: [(String, SignInState.Remedy?)] = [
            ("MKA-E1101", nil), ("MKA-E1102", .administrator), ("MKA-E1103", .console),
            ("MKA-E1104", .administrator), ("MKA-E1106", .console),
            ("MKA-E1108", .administrator), ("MKA-E1115", .otherPhone), ("MKA-E1116", .later),
        ]
        for (code, _) in remedies {
            phone.signingIn.fail(Problem(code: code, reaction: .refused))
        }
        for (code, remedy) in remedies {
            let model = screen(userID: "staff11")
            model.send(.passwordTyped("wrong"))
            model.send(.submitted)
            await model.settled()
            #expect(model.state.problem?.code == code)
            #expect(model.state.remedy == remedy)
            #expect(model.state.step == .entering)
            #expect(!model.state.hasPassword)
        }
    }

    @Test func whatIsMissingIsSaidAtItsField() async {
        let wrong = FieldProblem(field: .password, code: "MKA-E6002")
        phone.signingIn.fail(Problem(code: wrong.code, reaction: .correctInput, fields: [wrong]))
        let model = screen(userID: "staff11")
        model.send(.submitted)
        await model.settled()
        #expect(model.state.fieldProblems == [.password: "MKA-E6002"])
        #expect(model.state.problem == nil)
        model.send(.passwordTyped("s"))
        #expect(model.state.fieldProblems == [:])
    }

    @Test func whoeverHasForgottenThePasswordIsSentToTheAdministrator() {
        let model = screen(problem: Problem(code: "MKA-E1113", reaction: .signIn))
        #expect(model.state.problem?.code == "MKA-E1113")
        model.send(.forgottenToggled)
        #expect(model.state.explainsForgotten)
    }

    @Test func leavingOverwritesThePasswordAndSoDoesTheBackground() async {
        let model = screen(userID: "staff11")
        model.send(.passwordTyped("secret"))
        model.send(.hidden)
        #expect(!model.state.hasPassword)
        model.send(.passwordTyped("secret"))
        model.stop()
        #expect(!model.state.hasPassword)
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.signingIn.fail(problem)
        phone.signingIn.answer(Sample.signedIn())
        let model = screen(userID: "staff11")
        model.send(.passwordTyped("wrong"))
        model.send(.submitted)
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(model.state.step == .entering)
        switch problem.reaction {
        case .activate: #expect(exits.all == [.activation(problem)])
        case .update: #expect(exits.all == [.update(problem)])
        default: #expect(exits.all == [])
        }
        model.send(.passwordTyped("right"))
        model.send(.submitted)
        await model.settled()
        #expect(exits.last == .signedIn)
    }
}

@MainActor
@Suite struct LockTests {
    private let phone = ScriptedPhone()
    private let owner = ScriptedOwner()
    private let exits = Exits<LockExit>()

    private func screen(_ holder: PhoneHolder = .staff) -> LockModel {
        LockModel(
            watching: phone,
            signing: phone,
            owner: owner,
            visit: VisitFlowState(intent: .visit, holder: holder, language: .english),
            exit: exits.add
        )
    }

    @Test func whoeverIsAPatientSeesNothingOfStaffsAndSignsNobodyOut() async {
        phone.standing.answer(Sample.overview(account: .locked))
        let model = screen(.patient)
        model.send(.appeared)
        await model.settled()
        #expect(model.state.userName == nil)
        #expect(model.state.patientsLanguage == .english)
        #expect(!model.state.offersOtherUser)
        model.send(.otherUserChosen)
        model.send(.signOutConfirmed)
        await model.settled()
        #expect(phone.signingOut.count == 0)
    }

    @Test func signingOutIsAskedForFirstAndEveryAnswerEndsTheQuestion() async {
        phone.signingOut.succeed()
        let model = screen()
        model.send(.signOutConfirmed)
        #expect(!model.state.isWorking)
        model.send(.otherUserChosen)
        #expect(model.state.asksToSignOut)
        model.send(.signOutDeclined)
        #expect(!model.state.asksToSignOut)
        #expect(phone.signingOut.count == 0)
        model.send(.otherUserChosen)
        model.send(.signOutConfirmed)
        #expect(!model.state.asksToSignOut)
        await model.settled()
        #expect(exits.all == [.signIn(nil)])
    }

    @Test func theOwnerUnlocksThePhone() async {
        phone.standing.answer(Sample.overview(account: .locked))
        phone.unlocking.succeed()
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.userName == "看護　十一")
        #expect(model.state.keepsVisit)
        model.send(.unlockChosen(reason: "解除"))
        #expect(model.state.isWorking)
        await model.settled()
        #expect(owner.reasons == ["解除"])
        #expect(exits.all == [.unlocked])
    }

    @Test func whoIsNotTheOwnerDoesNot() async {
        for failure in OwnerCheckFailure.allCases {
            owner.answer(failure)
            let model = screen()
            model.send(.unlockChosen(reason: "解除"))
            await model.settled()
            let told = failure == .failed || failure == .lockedOut ? failure : nil
            #expect(model.state.failure == told)
            #expect(!model.state.isWorking)
        }
        #expect(exits.all == [.passcodeMissing])
        #expect(phone.unlocking.count == 0)
    }

    @Test func somebodyElseSignsInWhateverTheServerHasHeard() async {
        phone.signingOut.fail(Problem(code: "MKA-E5001", reaction: .offline))
        let model = screen()
        model.send(.otherUserChosen)
        model.send(.signOutConfirmed)
        await model.settled()
        #expect(exits.all == [.signIn(nil)])
    }

    @Test func aSessionThatHasEndedMeanwhileIsFoundOut() async {
        phone.unlocking.fail(Problem(code: "MKA-E0010", reaction: .notNow))
        phone.standing.answer(
            Sample.overview(account: .signedOut),
            Sample.overview(account: .signedIn)
        )
        let ended = screen()
        ended.send(.unlockChosen(reason: "解除"))
        await ended.settled()
        await ended.settled()
        #expect(exits.all == [.signIn(nil)])
        let open = screen()
        open.send(.unlockChosen(reason: "解除"))
        await open.settled()
        await open.settled()
        #expect(exits.last == .unlocked)
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.unlocking.fail(problem)
        phone.standing.answer(Sample.overview(account: .locked))
        let model = screen()
        model.send(.unlockChosen(reason: "解除"))
        await model.settled()
        #expect(!model.state.isWorking)
        switch problem.reaction {
        case .activate: #expect(exits.all == [.activation(problem)])
        case .signIn: #expect(exits.all == [.signIn(problem)])
        case .update: #expect(exits.all == [.update(problem)])
        case .notNow: #expect(model.state.problem == nil)
        default:
            #expect(model.state.problem == problem)
            #expect(exits.all == [])
        }
    }

    @Test(arguments: Problem.ofEachReaction)
    func whateverHappensWhileSigningOutThePhoneHasForgottenTheSession(_ problem: Problem) async {
        phone.signingOut.fail(problem)
        let model = screen()
        model.send(.otherUserChosen)
        model.send(.signOutConfirmed)
        await model.settled()
        let end: LockExit = problem.reaction == .activate ? .activation(problem) : .signIn(nil)
        #expect(exits.all == [end])
    }
}

@MainActor
@Suite struct PasscodeTests {
    @Test func withoutAPasscodeThereIsNoWayOnButTheSettings() {
        let (owner, exits) = (ScriptedOwner(), Exits<PasscodeExit>())
        owner.set(.passcodeMissing)
        let model = PasscodeModel(owner: owner, exit: exits.add)
        model.send(.rechecked)
        #expect(model.state.availability == .passcodeMissing)
        model.send(.settingsChosen)
        #expect(exits.all == [.settings])
        owner.set(.available(biometry: nil))
        model.send(.appeared)
        #expect(model.state.availability == .available(biometry: nil))
        model.send(.rechecked)
        #expect(exits.last == .passcodeSet)
    }
}
