import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// P64, of one patient and of several.
@MainActor
@Suite struct RequeryScreenTests {
    private let phone = ScriptedPhone()
    private let japanese = Texts(in: .japanese)

    private func requery(
        exit: @escaping @MainActor (RequeryExit) -> Void = { _ in }
    ) -> RequeryModel {
        RequeryModel(of: "1", requerying: phone, now: { Sample.now }, exit: exit)
    }

    @Test func itSaysWhatItDoesBeforeItAsks() {
        expect(
            RequeryScreen(model: requery()),
            says: { [$0(.requeryLead), $0(.requeryCondition)] },
            offers: { [$0(.requerySubmit)] }
        )
    }

    @Test func whatHasChangedIsShownBesideWhatItWas() async throws {
        var before = SampleConfirmation()
        before.insurerName = "前の組合"
        var now = SampleConfirmation()
        now.insurerName = "今の組合"
        phone.requeries.answer(
            Sample.requery(
                changes: [.validity, .insurer],
                before: Sample.qualification("1", before),
                now: Sample.qualification("3", now)
            )
        )
        var exits: [RequeryExit] = []
        let model = requery { exits.append($0) }
        let shown = seen(RequeryScreen(model: model))
        try shown.tap(japanese(.requerySubmit))
        #expect(shown.shows(japanese(.requeryAsking)))
        await model.settled()
        expect(
            RequeryScreen(model: model),
            says: {
                [
                    $0.label("3", of: .validity), $0.error("MKA-W4002").title,
                    $0(.requeryChanges), $0.label("insurer", of: .changedField),
                    $0(.requeryBefore), "前の組合", $0(.requeryNow), "今の組合",
                ]
            },
            offers: { [$0(.completeViewResult)] }
        )
        try shown.tap(japanese(.completeViewResult))
        #expect(exits.count == 1)
    }

    @Test func nothingNewIsSaidToo() async {
        phone.requeries.answer(Sample.requery())
        let model = requery()
        model.send(.submitted)
        await model.settled()
        expect(
            RequeryScreen(model: model),
            says: { [$0.error("MKA-I4011").title] },
            offers: { [$0(.completeViewResult)] }
        )
        #expect(!seen(RequeryScreen(model: model)).shows(japanese(.requeryChanges)))
    }

    @Test func whatIsRefusedLeadsToTheCardAndWhatMayPassIsTriedAgain() async throws {
        phone.requeries.fail(Problem(code: "MKA-E3007", reaction: .refused))
        var exits: [RequeryExit] = []
        let model = requery { exits.append($0) }
        model.send(.submitted)
        await model.settled()
        expect(
            RequeryScreen(model: model),
            says: { [$0.error("MKA-E3007").title] },
            offers: { [$0(.requeryByCard)] },
            withholds: { [$0(.actionRetry)] }
        )
        try seen(RequeryScreen(model: model)).tap(japanese(.requeryByCard))
        #expect(exits == [.visit])
        phone.requeries.fail(Problem(code: "MKA-E5001", reaction: .offline))
        model.send(.submitted)
        await model.settled()
        expect(
            RequeryScreen(model: model),
            says: { [$0.error("MKA-E5001").next] },
            offers: { [$0(.actionRetry)] }
        )
    }

    @Test func ofSeveralPatientsEachHasItsOutcome() async throws {
        phone.batches.answer([
            RequeryOutcome(
                receptionNumber: "1",
                requery: Sample.requery(of: "1", changes: [.insurer]),
                code: nil
            ),
            RequeryOutcome(receptionNumber: "2", requery: Sample.requery(of: "2"), code: nil),
            RequeryOutcome(receptionNumber: "3", requery: nil, code: "MKA-E3007"),
        ])
        var exits: [RequeryBatchExit] = []
        let model = RequeryBatchModel(
            of: ["1", "2", "3"].map { PatientLine(Sample.patient($0)) },
            requerying: phone,
            now: { Sample.now }
        ) { exits.append($0) }
        expect(
            RequeryBatchScreen(model: model),
            says: { [$0(.patientsSelectedCount, 3), $0(.requeryCondition)] },
            offers: { [$0(.requerySubmit)] }
        )
        let shown = seen(RequeryBatchScreen(model: model))
        try shown.tap(japanese(.requerySubmit))
        await model.settled()
        expect(
            RequeryBatchScreen(model: model),
            says: {
                [
                    $0(.requeryDoneCount, 2), $0(.requeryChangedCount, 1),
                    $0(.requeryRefusedCount, 1), $0(.requeryUnchanged),
                    $0(.requeryChangedFields, .text($0.label("insurer", of: .changedField))),
                    $0.error("MKA-E3007").next,
                ]
            }
        )
        let result = shown.reading.filter { $0.label.contains(japanese(.completeViewResult)) }
        #expect(result.count == 2)
        try shown.send(.tap(result[0].id))
        #expect(exits.count == 1)
    }

    @Test func aServerThatAnswersForNobodyIsAskedAgain() async {
        phone.batches.fail(Problem(code: "MKA-E5001", reaction: .offline))
        let model = RequeryBatchModel(
            of: [PatientLine(Sample.patient("1"))],
            requerying: phone,
            now: { Sample.now }
        ) { _ in }
        model.send(.submitted)
        await model.settled()
        expect(
            RequeryBatchScreen(model: model),
            says: { [$0.error("MKA-E5001").next] },
            offers: { [$0(.actionRetry)] }
        )
    }
}
