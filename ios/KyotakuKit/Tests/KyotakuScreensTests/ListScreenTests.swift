import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// What waits, and the patients of continuing visits.
@MainActor
@Suite struct ListScreenTests {
    private let phone = ScriptedPhone()
    private let japanese = Texts(in: .japanese)

    @Test func everyDeliverySaysWhereItStandsAndWhatCanBeDone() async throws {
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
        let shown = seen(WaitingScreen(model: model))
        await model.settled()
        let tapped = try #require(model.state.lines?.first?.tappedAt)
        await expect(
            WaitingScreen(model: model),
            settling: model,
            says: { texts in
                [
                    texts(.waitingLead), texts(.waitingStateUnsent), texts(.waitingStateAnswered),
                    texts(.waitingStateDelivered), texts(.waitingStateAnswerRefused),
                    texts(.waitingStateRefused), texts.error("MKA-E3011").title,
                    texts.error("MKA-E2055").next,
                    texts(.waitingTappedAt, .text(texts.dayAndTime(at: tapped))),
                ]
            },
            offers: { [$0(.waitingSendAll)] }
        )
        let goOn = shown.reading.filter { $0.label.contains(japanese(.waitingResume)) }
        #expect(goOn.filter { $0.traits.contains("button") }.count == 4)
        try shown.tap(japanese(.waitingSendAll))
        #expect(!shown.offers(japanese(.waitingSendAll)))
        await model.settled()
        #expect(shown.shows(japanese(.waitingRegisteredCount, 2)))
        try shown.send(.tap(goOn[0].id))
        #expect(exits == [.resume("a")])
    }

    @Test func aDeliveryIsForgottenAfterAQuestion() async throws {
        let model = WaitingModel(deliveries: FixedDeliveries(lines: [.sample("a")])) { _ in }
        let shown = seen(WaitingScreen(model: model))
        await model.settled()
        let discard = try #require(
            shown.reading.first { $0.label.contains(japanese(.waitingDiscard)) }
        )
        try shown.send(.tap(discard.id))
        #expect(shown.shows(japanese(.waitingDiscardTitle)))
        #expect(shown.shows(japanese(.waitingDiscardBody)))
        try shown.tap(japanese(.actionCancel))
        #expect(model.state.lines?.count == 1)
        try shown.send(.tap(discard.id))
        try shown.tap(japanese(.waitingDiscard))
        await model.settled()
        #expect(shown.shows(japanese(.waitingEmpty)))
        #expect(!shown.offers(japanese(.waitingSendAll)))
    }

    private func patients(
        exit: @escaping @MainActor (PatientsExit) -> Void = { _ in }
    ) -> PatientsModel {
        PatientsModel(requerying: phone, searching: phone, now: { Sample.now }, exit: exit)
    }

    @Test func patientsAreListedWithHowTheyStand() async throws {
        phone.patientLists.answer(
            PatientList(
                patients: [
                    Sample.patient("1"), Sample.patient("2", refused: "MKA-E3014"),
                ],
                nextCursor: "more"
            ),
            Sample.patients("3")
        )
        var exits: [PatientsExit] = []
        let model = patients { exits.append($0) }
        let shown = seen(PatientsScreen(model: model))
        await model.settled()
        expect(
            PatientsScreen(model: model),
            says: {
                [
                    $0(.patientsToday), $0(.patientsAll), $0(.patientsFilterKana), "試験　花子",
                    $0.label("1", of: .validity), $0(.patientsNoConsent),
                    $0(.patientsCannotRequery),
                    $0(.patientsConfirmedAt, .text($0.day(at: Sample.now))),
                ]
            },
            offers: { [$0(.patientsSelect), $0(.patientsMore)] }
        )
        try shown.tap(japanese(.patientsMore))
        await model.settled()
        let lines = shown.reading.filter { $0.label.contains("試験　花子") }
        #expect(lines.count == 3)
        try shown.send(.tap(lines[0].id))
        #expect(exits.count == 1)
    }

    @Test func severalPatientsAreChosenAndWhoeverNeedsTheCardIsNot() async throws {
        phone.patientLists.answer(
            PatientList(
                patients: [
                    Sample.patient("1"), Sample.patient("2", refused: "MKA-E3014"),
                ],
                nextCursor: nil
            )
        )
        var exits: [PatientsExit] = []
        let model = patients { exits.append($0) }
        let shown = seen(PatientsScreen(model: model))
        await model.settled()
        try shown.tap(japanese(.patientsSelect))
        #expect(!shown.offers(japanese(.patientsRequerySelected)))
        let lines = shown.reading.filter { $0.label.contains("試験　花子") }
        #expect(lines[1].traits.contains("disabled"))
        try shown.send(.tap(lines[0].id))
        #expect(shown.shows(japanese(.patientsSelectedCount, 1)))
        let chosen = shown.reading.first { $0.label.contains("試験　花子") }
        #expect(chosen?.traits.contains("selected") == true)
        try shown.tap(japanese(.patientsRequerySelected))
        #expect(exits.count == 1)
        try shown.tap(japanese(.actionCancel))
        #expect(shown.offers(japanese(.patientsSelect)))
    }

    @Test func theListIsBehindThePassword() async throws {
        phone.patientLists.fail(Problem(code: "MKA-E1114", reaction: .reauthenticate))
        phone.patientLists.answer(Sample.patients("1"))
        phone.opening.succeed()
        let model = patients()
        let shown = seen(PatientsScreen(model: model))
        await model.settled()
        expect(
            PatientsScreen(model: model),
            says: { [$0(.homePatientsLocked)] },
            offers: { [$0(.patientsUnlock)] }
        )
        try shown.tap(japanese(.patientsUnlock))
        try shown.type("secret", into: japanese(.signInPassword))
        try shown.tap(japanese(.securityGateSubmit))
        await model.settled()
        #expect(shown.shows("試験　花子"))
    }

    @Test func nobodyOfANameAndNoConnectionAreSaid() async throws {
        phone.patientLists.answer(Sample.patients())
        let model = patients()
        let shown = seen(PatientsScreen(model: model))
        await model.settled()
        #expect(shown.shows(japanese(.patientsEmpty)))
        try shown.type("試験", into: japanese(.patientsFilterKana))
        model.send(.submitted)
        #expect(shown.shows(japanese(.searchKanaUnclear)))
        phone.patientLists.fail(Problem(code: "MKA-E5001", reaction: .offline))
        try shown.type("しけん", into: japanese(.patientsFilterKana))
        model.send(.submitted)
        await model.settled()
        await expect(
            PatientsScreen(model: model),
            settling: model,
            says: { [$0.error("MKA-E5001").next] },
            offers: { [$0(.actionRetry)] }
        )
    }
}
