import Foundation
import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct RequeryTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<RequeryExit>()

    private func screen() -> RequeryModel {
        RequeryModel(of: "1", requerying: phone, now: { Sample.now }, exit: exits.add)
    }

    private func answered(_ model: RequeryModel) -> RequeryAnswer? {
        if case .answered(let answer) = model.state.phase { answer } else { nil }
    }

    @Test func theNewResultIsShownWithWhatIsDifferent() async throws {
        // Given a patient whose insurer has changed
        var before = SampleConfirmation()
        before.insurerName = "前の組合"
        before.insurerNumber = "   39990"
        before.insuredPartialContributionRatio = "010"
        var now = SampleConfirmation()
        now.insurerName = "今の組合"
        now.insurerNumber = "06990003"
        now.insuredPartialContributionRatio = "020"
        let requery = Sample.requery(
            changes: [.validity, .insurer, .burden, .name, .other],
            before: Sample.qualification("2", before),
            now: Sample.qualification("1", now)
        )
        phone.requeries.answer(requery)
        // When staff ask
        let model = screen()
        model.send(.submitted)
        #expect(model.state.phase == .asking)
        model.send(.submitted)
        await model.settled()
        // Then each change is there, before and now
        #expect(phone.requeries.arguments == ["1"])
        let answer = try #require(answered(model))
        #expect(answer.code == "MKA-W4002")
        #expect(answer.band.tone == .good)
        let told = answer.differences.map { [$0.before, $0.now] }
        let expected: [[[ShownValue]]] = [
            [[.code(.validity, "2")], [.code(.validity, "1")]],
            [[.text("前の組合"), .text("39990")], [.text("今の組合"), .text("06990003")]],
            [
                [.burden(tenths: 1, origin: .lateElderlyRecord)],
                [.burden(tenths: 2, origin: .lateElderlyRecord)],
            ],
            [[], []],
            [[], []],
        ]
        #expect(told == expected)
        #expect(
            answer.differences.map(\.label) == [
                "code_changedField_validity", "code_changedField_insurer",
                "code_changedField_burden", "code_changedField_name", "code_changedField_other",
            ]
        )
        model.send(.resultChosen)
        #expect(exits.all == [.result(ResultContent(requery))])
    }

    @Test func qualificationsAreComparedWithTheSameOnesInWhateverOrderTheyCome() throws {
        var insurance = SampleConfirmation()
        insurance.insuredCardClassification = Sample.coded("01")
        insurance.name = "同じ"
        var ended = SampleConfirmation()
        ended.insuredCardClassification = Sample.coded("A1")
        ended.insuredCardValidDate = Sample.day("20260101")
        var renewed = ended
        renewed.insuredCardValidDate = Sample.day("20261101")
        let requery = Sample.requery(
            changes: [.period, .name],
            before: Sample.qualification("1", ended, insurance),
            now: Sample.qualification("1", insurance, renewed)
        )
        let today = try #require(CalendarDay("2026-11-20"))
        let differences = Difference.all(requery, today: today)
        #expect(differences[0].before == [.period(from: "20260101", until: nil)])
        #expect(differences[0].now == [.period(from: "20261101", until: nil)])
        #expect(differences[1].before == [])
    }

    @Test func nothingIsDifferentWhereNothingHasChanged() async throws {
        phone.requeries.answer(Sample.requery())
        let model = screen()
        model.send(.submitted)
        await model.settled()
        #expect(answered(model)?.differences == [])
        #expect(answered(model)?.code == "MKA-I4011")
        model.stop()
        #expect(model.state == RequeryState())
        model.send(.resultChosen)
        #expect(exits.all == [])
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.requeries.fail(problem)
        phone.requeries.answer(Sample.requery())
        let model = screen()
        model.send(.submitted)
        await model.settled()
        #expect(model.state.phase == .failed(problem))
        // What the server refuses it would refuse again: the card is the way on.
        #expect(model.state.offersCard == (problem.reaction == .refused))
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        model.send(.submitted)
        await model.settled()
        #expect(answered(model) != nil)
        model.send(.cardChosen)
        #expect(exits.last == .visit)
    }
}

@MainActor
@Suite struct RequeryBatchTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<RequeryBatchExit>()

    private func screen(_ numbers: String...) -> RequeryBatchModel {
        RequeryBatchModel(
            of: numbers.map { PatientLine(Sample.patient($0)) },
            requerying: phone,
            now: { Sample.now },
            exit: exits.add
        )
    }

    @Test func eachPatientHasAnOutcomeAndOneThatIsRefusedStopsNoOther() async {
        phone.batches.answer([
            RequeryOutcome(receptionNumber: "2", requery: nil, code: "MKA-E3015"),
            RequeryOutcome(receptionNumber: "1", requery: Sample.requery(of: "1"), code: nil),
            RequeryOutcome(
                receptionNumber: "3",
                requery: Sample.requery(of: "3", changes: [.other]),
                code: nil
            ),
        ])
        let model = screen("1", "2", "3", "4")
        #expect(model.state.count == 4)
        model.send(.submitted)
        model.send(.submitted)
        await model.settled()
        #expect(phone.batches.arguments == [["1", "2", "3", "4"]])
        #expect(model.state.doneCount == 2)
        #expect(model.state.changedCount == 1)
        #expect(model.state.refusedCount == 2)
        guard case .answered(let outcomes) = model.state.phase else {
            Issue.record("not answered")
            return
        }
        #expect(outcomes.map(\.id) == ["1", "2", "3", "4"])
        #expect(outcomes[1].outcome == .refused(code: "MKA-E3015"))
        // A server that leaves somebody out has a fault, and that is said of this patient alone.
        #expect(outcomes[3].outcome == .refused(code: "MKA-E5005"))
        model.send(.patientChosen("2"))
        model.send(.patientChosen("1"))
        #expect(exits.all == [.result(ResultContent(Sample.requery(of: "1")))])
        model.stop()
        #expect(model.state.phase == .ready)
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.batches.fail(problem)
        phone.batches.answer([])
        let model = screen("1")
        model.send(.submitted)
        await model.settled()
        #expect(model.state.phase == .failed(problem))
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        model.send(.submitted)
        await model.settled()
        #expect(model.state.refusedCount == 1)
    }
}
