import Foundation
import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct StartTests {
    private let phone = ScriptedPhone()
    private let owner = ScriptedOwner()
    private let exits = Exits<StartExit>()

    private func screen(
        terms: ScriptedMarks = ScriptedMarks(terms: 1),
        reader: CardReaderAvailability = .available,
        facts: DeviceFacts = Sample.facts,
        reset: StateReset? = nil
    ) -> StartModel {
        StartModel(
            facts: facts,
            roles: StartModel.Roles(
                watching: phone,
                tapping: ScriptedReader(availability: reader),
                owner: owner,
                terms: terms
            ),
            reset: reset,
            exit: exits.add
        )
    }

    private func outcome(_ check: StartCheck, of model: StartModel) -> CheckLine.Outcome? {
        model.state.checks.first { $0.check == check }?.outcome
    }

    private func failure(_ check: StartCheck, of model: StartModel) -> String? {
        if case .failed(let problem) = outcome(check, of: model) { problem.code } else { nil }
    }

    @Test func onANewPhoneTheTermsComeFirstThenTheChecksThenThePreparations() async {
        // Given a phone on which nobody has accepted the terms
        phone.server.succeed()
        phone.standing.answer(
            Sample.overview(registration: nil, account: .signedOut, longCommands: .unknown)
        )
        let marks = ScriptedMarks()
        let model = screen(terms: marks)
        model.send(.appeared)
        await model.settled()
        #expect(model.state.step == .terms)
        #expect(phone.server.count == 0)
        // When they are accepted
        model.send(.termsAccepted)
        await model.settled()
        // Then all is looked at, and the administrator's preparations are listed
        #expect(await marks.acceptedTerms() == 1)
        #expect(model.state.step == .preparations)
        #expect(outcome(.lengths, of: model) == .later(.startLengthsWithCard))
        model.send(.preparationToggled(.code))
        #expect(model.state.prepared == [.code])
        model.send(.preparationToggled(.code))
        #expect(model.state.prepared == [])
        model.send(.continued)
        #expect(exits.all == [.registration])
    }

    @Test func aNewerVersionOfTheTermsIsReadAgain() async {
        let model = screen(terms: ScriptedMarks(terms: 0))
        model.send(.appeared)
        await model.settled()
        #expect(model.state.step == .terms)
    }

    @Test func termsThatCannotBeKeptAreNotAccepted() async {
        let marks = ScriptedMarks()
        marks.fail(Problem(code: "MKA-E0011", reaction: .storage))
        let model = screen(terms: marks)
        model.send(.appeared)
        await model.settled()
        model.send(.termsAccepted)
        await model.settled()
        #expect(model.state.step == .terms)
        #expect(model.state.problem?.code == "MKA-E0011")
        #expect(phone.server.count == 0)
    }

    @Test func aPhoneThatWorksGoesOnByItself() async {
        let ends: [(AccountStep, StartExit)] = [
            (.signedOut, .signIn), (.locked, .lock), (.signedIn, .home),
        ]
        phone.server.fail(Problem(code: "MKA-E5001", reaction: .offline))
        for (account, end) in ends {
            // Also without a connection: the home screen says that too.
            phone.standing.answer(Sample.overview(account: account))
            let model = screen(reader: .unsupported)
            model.send(.appeared)
            await model.settled()
            #expect(exits.last == end)
        }
    }

    @Test func whyAPhoneBeginsAnewIsReadBeforeItGoesOn() async {
        phone.server.succeed()
        phone.standing.answer(Sample.overview(account: .signedOut))
        let model = screen(reset: .rolledBack)
        model.send(.appeared)
        await model.settled()
        #expect(exits.all == [])
        #expect(model.state.mayProceed)
        model.send(.continued)
        #expect(exits.all == [.signIn])
    }

    @Test func withoutAPasscodeThereIsNoGoingOn() async {
        phone.server.succeed()
        phone.standing.answer(Sample.overview())
        owner.set(.passcodeMissing)
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(failure(.passcode, of: model) == "MKA-E0003")
        #expect(!model.state.mayProceed)
        #expect(model.state.isHeldUp)
        model.send(.continued)
        #expect(exits.all == [.passcodeMissing])
        // Once it is set, looking again does.
        owner.set(.available(biometry: nil))
        model.send(.retried)
        await model.settled()
        #expect(exits.last == .home)
    }

    @Test func anOldSystemAndAnOldAppHaveToBeUpdated() async {
        phone.server.succeed()
        phone.standing.answer(Sample.overview())
        var facts = Sample.facts
        facts.systemVersion = "16.7"
        let old = screen(facts: facts)
        old.send(.appeared)
        await old.settled()
        #expect(failure(.system, of: old) == "MKA-E0004")
        old.send(.continued)
        #expect(exits.all.count == 1)
        let outdated = Problem(code: "MKA-E0004", reaction: .update)
        phone.server.fail(outdated)
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(outcome(.app, of: model) == .failed(outdated))
        #expect(outcome(.network, of: model) == .passed)
        model.send(.continued)
        #expect(exits.last == .update(outdated))
    }

    @Test func aNewPhoneThatLacksSomethingSaysSoAndLetsOneGoOn() async {
        phone.server.succeed()
        phone.standing.answer(
            Sample.overview(registration: nil, account: .signedOut, longCommands: .no)
        )
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.step == .checks)
        #expect(failure(.lengths, of: model) == "MKA-E0002")
        #expect(model.state.mayProceed)
        let blind = screen(reader: .unsupported)
        blind.send(.appeared)
        await blind.settled()
        #expect(failure(.nfc, of: blind) == "MKA-E0001")
        #expect(outcome(.lengths, of: blind) == .later(.startSkipped))
        blind.send(.continued)
        #expect(blind.state.step == .preparations)
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemOfTheServerIsTold(_ problem: Problem) async {
        phone.server.fail(problem)
        phone.standing.answer(Sample.overview(registration: nil, account: .signedOut))
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.step == .checks)
        if problem.reaction == .update {
            #expect(outcome(.app, of: model) == .failed(problem))
        } else {
            #expect(outcome(.network, of: model) == .failed(problem))
            #expect(model.state.mayProceed)
        }
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemOfTheStateIsToldAndCanBeTriedAgain(_ problem: Problem) async {
        phone.server.succeed()
        phone.standing.fail(problem)
        phone.standing.answer(Sample.overview())
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(!model.state.mayProceed)
        #expect(exits.all == [])
        model.send(.retried)
        await model.settled()
        #expect(exits.all == [.home])
    }

    @Test func eachTextOfTheScreenIsInTheCatalogue() {
        var keys = StartCheck.allCases.map(\.title)
        keys += Preparation.allCases.map(\.title)
        keys += TermsSection.allCases.flatMap { [$0.heading, $0.body] }
        keys += GuideTopic.allCases.flatMap { [$0.heading] + $0.paragraphs }
        keys += NetworkStep.allCases.map(\.title)
        keys += MenuEntry.allCases.map(\.title)
        keys += SecurityEntry.allCases.map(\.title)
        keys += ResultSection.Kind.allCases.map(\.title)
        for key in keys { #expect(Catalogue.bundled.contains(key), "\(key)") }
    }
}
