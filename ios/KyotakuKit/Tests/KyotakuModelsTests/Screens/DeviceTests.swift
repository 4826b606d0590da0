import Foundation
import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct DeviceTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<DeviceExit>()

    private func screen(reader: ScriptedReader = ScriptedReader()) -> DeviceModel {
        DeviceModel(
            facts: Sample.facts,
            watching: phone,
            checking: phone,
            reader: reader,
            messages: TapMessages(Texts(in: .japanese)),
            exit: exits.add
        )
    }

    private func tap(_ outcome: TapResult?) async -> DeviceModel {
        phone.taps.answer(FixedConversation(result: outcome))
        let model = screen()
        model.send(.appeared)
        await model.settled()
        model.send(.checkChosen)
        #expect(model.state.check == .tapping)
        model.send(.checkChosen)
        await model.settled()
        await model.settled()
        return model
    }

    private let learned = TapResult.outcome(.learned(longResponses: .yes, longCommands: .no))

    @Test func whatACardHasShownIsKeptAndReported() async {
        phone.standing.answer(
            Sample.overview(longResponses: .unknown, longCommands: .unknown),
            Sample.overview(longCommands: .no)
        )
        phone.reports.succeed()
        let model = await tap(learned)
        #expect(model.state.deviceID == "d-0001")
        #expect(model.state.check == .learned(isReported: true))
        #expect(model.state.longResponses == .yes)
        #expect(model.state.longCommands == .no)
        let report = phone.reports.arguments.first
        #expect(report?.longCommands == .no)
        #expect(report?.model == "iPhone16,1")
        #expect(phone.taps.count == 1)
    }

    @Test func aReportThatWasNotHeardIsSentAgain() async {
        phone.standing.answer(Sample.overview())
        phone.reports.fail(Problem(code: "MKA-E5001", reaction: .offline))
        phone.reports.succeed()
        let model = await tap(learned)
        #expect(model.state.check == .learned(isReported: false))
        #expect(model.state.problem?.code == "MKA-E5001")
        model.send(.retried)
        await model.settled()
        #expect(model.state.check == .learned(isReported: true))
        #expect(model.state.problem == nil)
        #expect(phone.reports.count == 2)
    }

    @Test func aPhoneThatIsNotRegisteredTellsNobody() async {
        phone.standing.answer(Sample.overview(registration: nil, account: .signedOut))
        let model = await tap(learned)
        #expect(model.state.check == .learned(isReported: false))
        #expect(phone.reports.count == 0)
    }

    @Test func whateverElseATapComesToIsSaidByItsCode() async {
        phone.standing.answer(Sample.overview())
        let outcomes: [(TapOutcome, DeviceState.Check)] = [
            (.cardUnsuitable(code: "MKA-E2003", date: nil), .failed(code: "MKA-E2003")),
            (.cardFault(code: "MKA-E2006"), .failed(code: "MKA-E2006")),
            (.holdAgain(code: "MKA-E2002", during: .selecting), .failed(code: "MKA-E2002")),
            (.holdAgain(code: nil, during: .selecting), .ready),
        ]
        for (outcome, check) in outcomes {
            let model = await tap(.outcome(outcome))
            #expect(model.state.check == check)
        }
        #expect(phone.reports.count == 0)
    }

    @Test func whateverTheReaderDoesIsSaidByItsCode() async {
        phone.standing.answer(Sample.overview())
        for failure in TapFailure.allCases {
            phone.taps.answer(FixedConversation(result: nil))
            let model = screen(reader: ScriptedReader(failure: failure))
            model.send(.checkChosen)
            await model.settled()
            #expect(model.state.check == failure.code.map { .failed(code: $0) } ?? .ready)
        }
    }

    @Test func aPhoneWithoutAReaderCannotBeChecked() async {
        let model = screen(reader: ScriptedReader(availability: .unsupported))
        #expect(!model.state.canCheck)
        model.send(.checkChosen)
        await model.settled()
        #expect(phone.taps.count == 0)
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.standing.answer(Sample.overview())
        // Of the tap
        let tapped = await tap(.problem(problem))
        #expect(tapped.state.problem == problem)
        #expect(tapped.state.check == .ready)
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        // Of the report
        phone.reports.fail(problem)
        let reported = await tap(learned)
        #expect(reported.state.problem == problem)
        #expect(reported.state.check == .learned(isReported: false))
        // Of the state
        phone.standing.fail(problem)
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.problem == problem)
    }
}
