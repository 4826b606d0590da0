import Foundation
import KyotakuCore
import KyotakuTesting
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// Search, results, patients, 再照会 and 医療情報 with the real core at a real server.
@MainActor
@Suite(.serialized) struct ResultsClinicTests {
    private func search(_ surgery: Surgery, _ exits: Exits<SearchExit> = Exits()) -> SearchModel {
        SearchModel(
            searching: surgery.core,
            pausing: HeldPauses(),
            now: surgery.now,
            exit: exits.add
        )
    }

    private func result(
        _ source: ResultSource,
        _ surgery: Surgery,
        _ exits: Exits<ResultExit> = Exits()
    ) -> ResultModel {
        ResultModel(
            source,
            searching: surgery.core,
            mayViewMedical: false,
            now: surgery.now,
            exit: exits.add
        )
    }

    private func shown(_ model: ResultModel) throws -> ShownResult {
        guard case .shown(let result) = model.state.phase else { throw Problem.internalFault }
        return result
    }

    @Test func resultsAreFoundBehindThePasswordPageByPage() async throws {
        // Given more results than a page holds
        let surgery = try await Surgery()
        var newest = try await surgery.visit("T01")
        for _ in 0..<52 { newest = try await surgery.core.requery(newest).result.receptionNumber }
        _ = try await surgery.visit("T02")
        let model = search(surgery)
        // When a nurse searches
        model.send(.submitted)
        await model.settled()
        #expect(model.state.listing == nil)
        try await surgery.enter(model.gate)
        await model.settled()
        // Then the newest are listed, and the others are a page further
        #expect(model.state.listing?.results.count == 50)
        #expect(model.state.listing?.results.first?.isRequery == false)
        #expect(model.state.listing?.hasMore == true)
        model.send(.moreChosen)
        await model.settled()
        #expect(model.state.listing?.results.count == 54)
        #expect(model.state.listing?.hasMore == false)
        // And conditions limit them
        var form = SearchForm()
        form.kana = "しけん はなこ"
        form.birthdate = DayEntry("昭和20年1月1日")
        form.from = DayEntry(Texts(in: .japanese).day(at: surgery.now()))
        model.send(.edited(form))
        model.send(.submitted)
        await model.settled()
        #expect(model.state.listing?.results.allSatisfy { $0.name == "試験　花子" } == true)
        form.careKind = .outpatient
        model.send(.edited(form))
        model.send(.submitted)
        await model.settled()
        #expect(model.state.listing?.results == [])
        model.stop()
        #expect(surgery.core.listed().results == [])
        try surgery.clinic.close()
    }

    @Test func whenTheTimeOfThePasswordIsOverItIsAskedForAgain() async throws {
        let surgery = try await Surgery()
        let number = try await surgery.visit()
        let (searchExits, resultExits) = (Exits<SearchExit>(), Exits<ResultExit>())
        let model = search(surgery, searchExits)
        model.send(.submitted)
        await model.settled()
        try await surgery.enter(model.gate)
        await model.settled()
        model.send(.resultChosen(number))
        #expect(searchExits.all == [.result(receptionNumber: number)])
        // A result of the list can be seen, while the time lasts.
        let first = result(.listed(number), surgery, resultExits)
        first.send(.appeared)
        await first.settled()
        #expect(try shown(first).receptionNumber == number)
        first.stop()
        try surgery.pass(seconds: 301)
        let second = result(.listed(number), surgery, resultExits)
        second.send(.appeared)
        await second.settled()
        #expect(resultExits.all == [.searchEnded])
        model.send(.resultEnded)
        #expect(model.state.hasEnded)
        #expect(model.state.listing == nil)
        // A wrong password opens nothing, the right one does.
        model.send(.submitted)
        await model.settled()
        let gate = try #require(model.gate)
        gate.send(.typed("wrong"))
        gate.send(.submitted)
        await gate.settled()
        #expect(gate.state.problem?.code == "MKA-E1101")
        try await surgery.enter(gate)
        await model.settled()
        #expect(model.state.listing?.results.map(\.id) == [number])
        try surgery.clinic.close()
    }

    @Test func anAppThatGoesToTheBackgroundHasForgottenTheList() async throws {
        let surgery = try await Surgery()
        _ = try await surgery.visit()
        let pauses = HeldPauses()
        let model = SearchModel(
            searching: surgery.core,
            pausing: pauses,
            now: surgery.now,
            exit: { _ in }
        )
        model.send(.submitted)
        await model.settled()
        try await surgery.enter(model.gate)
        await model.settled()
        surgery.core.leave()
        try await waitUntil { pauses.count == 1 }
        pauses.pass()
        try await waitUntil { model.state.hasEnded }
        #expect(model.state.listing == nil)
        model.stop()
        try surgery.clinic.close()
    }

    @Test func whatInsurersReportLaterIsFoundWithoutTheCard() async throws {
        let surgery = try await Surgery()
        let numbers = [try await surgery.visit("T01"), try await surgery.visit("T03")]
        _ = try surgery.clinic.clinic.reportChanges()
        // One patient
        let exits = Exits<RequeryExit>()
        let one = RequeryModel(
            of: numbers[0],
            requerying: surgery.core,
            now: surgery.now,
            exit: exits.add
        )
        one.send(.submitted)
        await one.settled()
        guard case .answered(let answer) = one.state.phase else {
            Issue.record("\(one.state)")
            return
        }
        #expect(answer.code == "MKA-W4002")
        #expect(!answer.differences.isEmpty)
        #expect(answer.differences.contains { $0.before != $0.now })
        one.send(.resultChosen)
        guard case .result(let content) = exits.last else {
            Issue.record("no result")
            return
        }
        #expect(content.requeryOf == numbers[0])
        #expect(try shown(result(.known(content), surgery)).band.tone == .good)
        // All of the day, by the list
        let patientExits = Exits<PatientsExit>()
        let patients = PatientsModel(
            requerying: surgery.core,
            searching: surgery.core,
            now: surgery.now,
            exit: patientExits.add
        )
        patients.send(.appeared)
        await patients.settled()
        #expect(patients.state.needsPassword)
        patients.send(.unlockChosen)
        try await surgery.enter(patients.gate)
        await patients.settled()
        let listed = try #require(patients.state.listing).patients
        #expect(listed.count == 2)
        patients.send(.selectingToggled)
        for line in listed { patients.send(.patientChosen(line.id)) }
        patients.send(.requeryChosen)
        guard case .requeryAll(let chosen) = patientExits.last else {
            Issue.record("nobody chosen")
            return
        }
        let stranger = PatientLine(Sample.patient("2026112000099"))
        let batch = RequeryBatchModel(
            of: chosen + [stranger],
            requerying: surgery.core,
            now: surgery.now,
            exit: { _ in }
        )
        batch.send(.submitted)
        await batch.settled()
        #expect(batch.state.doneCount == 2)
        #expect(batch.state.changedCount == 0)
        #expect(batch.state.refusedCount == 1)
        guard case .answered(let outcomes) = batch.state.phase else {
            Issue.record("\(batch.state)")
            return
        }
        #expect(outcomes.last?.outcome == .refused(code: "MKA-E4006"))
        try surgery.clinic.close()
    }

    @Test func medicalInformationNeedsTheRoleAndTheConsent() async throws {
        let surgery = try await Surgery(as: "doctor01")
        let number = try await surgery.visit("T01", agreeing: .medicinesOnly)
        let exits = Exits<MedicalExit>()
        let model = MedicalModel(
            of: number,
            reading: surgery.core,
            mayView: true,
            now: surgery.now,
            exit: exits.add
        )
        model.send(.submitted)
        await model.settled()
        guard case .shown(let medicines) = model.state.phase else {
            Issue.record("\(model.state)")
            return
        }
        #expect(medicines.entries.count == 3)
        #expect(medicines.entries.first?.day == .day("20261005"))
        // The period limits them.
        model.send(.fromChosen(CalendarMonth(year: 2026, month: 10)))
        model.send(.toChosen(CalendarMonth(year: 2026, month: 10)))
        model.send(.submitted)
        await model.settled()
        if case .shown(let october) = model.state.phase { #expect(october.entries.count == 1) }
        // What was not agreed to is asked for with the card.
        for kind in [MedicalKind.treatments, .operations, .healthCheckups] {
            model.send(.kindChosen(kind))
            model.send(.submitted)
            await model.settled()
            #expect(model.state.phase == .refused(code: "MKA-E3016", offersVisit: true))
        }
        // A nurse, whatever the app believes.
        let nurses = try await surgery.clinic.phone().signedIn()
        let nurse = MedicalModel(
            of: number,
            reading: nurses,
            mayView: true,
            now: surgery.now,
            exit: { _ in }
        )
        nurse.send(.submitted)
        await nurse.settled()
        #expect(nurse.state.phase == .refused(code: "MKA-E1105", offersVisit: false))
        try surgery.clinic.close()
    }
}
