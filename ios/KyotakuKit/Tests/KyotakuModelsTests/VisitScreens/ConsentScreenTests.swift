import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct ConsentScreenTests {
    private func draft(
        _ institution: Institution = .sample(),
        standing: CertificateStanding = .valid,
        agreedTo items: ConsentItems? = nil
    ) -> ConsentDraft {
        ConsentDraft(
            institution: institution,
            presence: .sample(standing: standing, agreedTo: items),
            careKind: .homeVisit
        )
    }

    private func answer(_ draft: ConsentDraft, _ actions: ConsentAction...) -> ConsentDraft? {
        var answered: ConsentDraft?
        let model = ConsentModel(draft, notice: nil) { exit in
            if case .answered(let draft) = exit { answered = draft }
        }
        actions.forEach { model.send($0) }
        return answered
    }

    @Test func allIsAllThatCanBeAgreedToNow() {
        #expect(answer(draft(), .agreedToAll)?.items.agreed == Set(ConsentItem.allCases))
        let grace = draft(standing: .grace)
        #expect(grace.medicalRefused == "MKA-E2020")
        #expect(answer(grace, .agreedToAll)?.items.agreed == [.diseases, .limit])
        let unused = draft(.sample(viewConsent: false))
        #expect(unused.medicalRefused == "MKA-E3012")
        #expect(answer(unused, .agreedToAll)?.items.agreed == [.diseases, .limit])
    }

    @Test func whoAnswersForThePatientMayGiveWhatTheInstitutionLetsThemGive() {
        let proxy = ConsentAction.respondentChosen(.proxy(relationship: .child))
        let refused = answer(draft(), proxy, .agreedToAll)
        #expect(refused?.items.agreed == [.diseases, .limit])
        #expect(refused?.respondent == .proxy(relationship: .child))
        let permitted = answer(draft(.sample(proxyMedicalConsent: true)), proxy, .agreedToAll)
        #expect(permitted?.items.isMedical == true)
    }

    @Test func theLimitIsProvidedUnlessThePatientObjects() {
        #expect(answer(draft(), .declined)?.items.agreed == [.limit])
        #expect(answer(draft(), .limitToggled, .declined)?.items.agreed == [])
        #expect(
            answer(draft(), .limitToggled, .agreedToAll)?.items.agreed.contains(.limit) == false
        )
        #expect(
            answer(draft(), .limitToggled, .limitToggled, .declined)?.items.agreed == [.limit]
        )
    }

    @Test func whatHoldsCanStayAsItIsWhereItMayBeGiven() {
        let before = ConsentItems([.operations, .diseases])
        #expect(answer(draft(agreedTo: before), .keptAsBefore)?.items == before)
        #expect(answer(draft(), .keptAsBefore) == nil)
        let proxy = ConsentAction.respondentChosen(.proxy(relationship: .spouse))
        #expect(answer(draft(agreedTo: before), proxy, .keptAsBefore) == nil)
    }

    @Test func medicalItemsGoWhenSomebodyElseAnswers() {
        var draft = draft()
        draft[.operations] = true
        draft[.diseases] = true
        draft.respondent = .proxy(relationship: .other)
        #expect(draft.items.agreed == [.diseases, .limit])
    }

    @Test func medicinesAndTreatmentsAreOneAnswerAndTwoInTheRecord() {
        var exits: [ItemsExit] = []
        let model = ItemsModel(draft()) { exits.append($0) }
        model.send(.toggled(.treatments))
        #expect(model.state.chosenCount == 1)
        model.send(.submitted)
        guard case .answered(let answered) = exits.last else {
            Issue.record("it was left by \(exits)")
            return
        }
        #expect(answered.items.pharmacistsInfo && answered.items.diagnosisInfo)
        #expect(!answered.items.operationInfo)
    }

    @Test func nothingChosenIsNoAnswer() {
        var exits: [ItemsExit] = []
        let model = ItemsModel(draft()) { exits.append($0) }
        model.send(.submitted)
        #expect(model.state.problem?.code == "MKA-E3002")
        #expect(exits.isEmpty)
        model.send(.toggled(.checkups))
        #expect(model.state.problem == nil)
        model.send(.backChosen)
        #expect(exits == [model.state.draft.map(ItemsExit.back)])
    }

    @Test func whatWasChosenItemByItemIsThereAgainAfterBack() {
        // Given one item chosen, and back
        var exits: [ItemsExit] = []
        let items = ItemsModel(draft()) { exits.append($0) }
        items.send(.toggled(.checkups))
        items.send(.backChosen)
        guard case .back(let chosen) = exits.last else {
            Issue.record("it was left by \(exits)")
            return
        }

        // When the one question has it, and leads there again
        var next: [ConsentExit] = []
        let question = ConsentModel(draft(), notice: nil) { next.append($0) }
        question.takeBack(chosen)
        question.send(.itemsChosen)
        #expect(chosen[.checkups])
        #expect(next == [.items(chosen)])
    }

    @Test func thePrescriptionIsAskedForOnceAndChosenWhereThereIsNoChoice() {
        #expect(draft(.sample(prescriptions: ["1"])).prescription == "1")
        var exits: [PrescriptionExit] = []
        let model = PrescriptionModel(draft(.sample(prescriptions: ["1", "2"]))) {
            exits.append($0)
        }
        model.send(.submitted)
        #expect(model.state.problem?.code == "MKA-E3013")
        model.send(.chosen("3"))
        #expect(model.state.draft?.prescription == nil)
        model.send(.chosen("2"))
        model.send(.submitted)
        #expect(exits.count == 1)
        model.send(.backChosen)
        #expect(exits.last == .back)
    }

    @Test func aChangeAsksForNoPrescriptionAndGoesToItsOwnPlace() async {
        let earlier = ConsentDraft(
            institution: .sample(prescriptions: ["1"]),
            presence: .sample(),
            careKind: .outpatient,
            changing: .sample()
        )
        #expect(earlier.isChange)
        #expect(earlier.prescriptions.isEmpty && earlier.prescription == nil)
        let visit = ScriptedVisit(at: .reviewing, presence: .sample())
        visit.lead(.changeConsent, to: .registering)
        var exits: [ReviewExit] = []
        let model = ReviewModel(visit: visit, draft: earlier) { exits.append($0) }
        model.send(.submitted)
        model.send(.submitted)
        await model.settled()
        #expect(visit.calls == [.changeConsent])
        #expect(exits == [.moved])
    }

    @Test func whatThePatientAnswersIsInNoDescription() {
        let before = ConsentItems([.operations])
        var dumped = ""
        dump(ConsentState(draft: draft(agreedTo: before)), to: &dumped)
        dump(ItemsState(draft: draft()), to: &dumped)
        #expect(!dumped.contains("operationInfo"))
        #expect(!dumped.contains("respondent"))
    }
}
