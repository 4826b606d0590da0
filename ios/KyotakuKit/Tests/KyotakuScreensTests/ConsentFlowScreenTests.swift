import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// What the patient is asked, from P40 to P43.
@MainActor
@Suite struct ConsentFlowScreenTests {
    private let japanese = Texts(in: .japanese)

    private func draft(
        _ institution: Institution = .sample(),
        standing: CertificateStanding = .valid,
        agreedTo items: ConsentItems? = nil,
        careKind: CareKind = .homeVisit
    ) -> ConsentDraft {
        ConsentDraft(
            institution: institution,
            presence: .sample(standing: standing, agreedTo: items),
            careKind: careKind
        )
    }

    @Test func oneQuestionSaysWhoSeesWhatForHowLongAndHowToTakeItBack() {
        let model = ConsentModel(draft(), notice: nil) { _ in }
        expect(
            ConsentScreen(model: model),
            says: { texts in
                [
                    texts(.consentLead, "参考診療所"), texts(.consentPurpose),
                    texts(.consentNoteCare), texts(.consentNotePeriod, "参考診療所"),
                    texts(.consentNoteRevoke), texts(.consentHowRevoke, "参考診療所"),
                    texts(.consentLimitNotice), texts(.respondentPatient),
                ] + ConsentItem.asked.map { texts($0.title) }
            },
            offers: {
                [
                    $0(.consentAgreeAll), $0(.consentChoose), $0(.consentDecline),
                    $0(.consentLimitDecline), $0(.actionDetails),
                ]
            },
            withholds: { [$0(.consentKeepAsBefore)] }
        )
        let today = ConsentModel(draft(careKind: .outpatient), notice: nil) { _ in }
        expect(ConsentScreen(model: today), says: { [$0(.consentNotePeriodDay)] })
    }

    @Test func everyAnswerIsOneTap() throws {
        var exits: [ConsentExit] = []
        let model = ConsentModel(draft(), notice: nil) { exits.append($0) }
        let shown = seen(ConsentScreen(model: model))
        try shown.tap(japanese(.consentDecline))
        try shown.tap(japanese(.consentAgreeAll))
        try shown.tap(japanese(.consentChoose))
        #expect(exits.count == 3)
        guard case .answered(let no) = exits[0], case .answered(let all) = exits[1] else {
            Issue.record("\(exits)")
            return
        }
        #expect(no.agreed == [])
        #expect(all.agreed == ConsentItem.asked)
    }

    @Test func theLimitCanBeLeftOutAndProvidedAfterAll() throws {
        let model = ConsentModel(draft(), notice: nil) { _ in }
        let shown = seen(ConsentScreen(model: model))
        try shown.tap(japanese(.consentLimitDecline))
        #expect(shown.shows(japanese(.consentLimitDeclined)))
        try shown.tap(japanese(.consentLimitProvide))
        #expect(shown.shows(japanese(.consentLimitNotice)))
    }

    @Test func whatAnItemContainsIsToldOnRequest() throws {
        let model = ConsentModel(draft(), notice: nil) { _ in }
        let shown = seen(ConsentScreen(model: model))
        let detail = japanese(ConsentItem.treatments.details[1])
        #expect(!shown.shows(detail))
        try shown.tap(japanese(.actionDetails))
        #expect(shown.shows(detail))
    }

    @Test func whoAnswersForThePatientIsToldWhatTheyCannotAgreeTo() throws {
        let model = ConsentModel(draft(), notice: nil) { _ in }
        let shown = seen(ConsentScreen(model: model))
        let child = japanese.label("child", of: .relationship)
        try shown.choose(child, in: japanese(.respondentTitle))
        expect(
            ConsentScreen(model: model),
            says: {
                [
                    $0.label("child", of: .relationship), $0.error("MKA-E3011").title,
                    $0.error("MKA-E3011").next, $0(.consentItemDiseases),
                ]
            },
            offers: { [$0(.consentAgreeAll), $0(.consentDecline)] }
        )
        #expect(!shown.shows(japanese(.consentItemTreatments)))
    }

    @Test func whatHoldsAlreadyIsSaidAndCanStay() throws {
        var exits: [ConsentExit] = []
        let before = ConsentItems([.operations, .limit])
        let model = ConsentModel(draft(agreedTo: before), notice: "MKA-W3006") { exits.append($0) }
        expect(
            ConsentScreen(model: model),
            says: { [$0.error("MKA-W3006").title, $0.error("MKA-W3006").next] },
            offers: { [$0(.consentKeepAsBefore)] }
        )
        try seen(ConsentScreen(model: model)).tap(japanese(.consentKeepAsBefore))
        guard case .answered(let kept)? = exits.last else { return }
        #expect(kept.agreed == [.operations])
    }

    @Test(arguments: ["MKA-E2020", "MKA-E3012"])
    func whereNothingMedicalCanBeAgreedToItIsSaid(_ code: String) {
        let refused =
            code == "MKA-E2020" ? draft(standing: .grace) : draft(.sample(viewConsent: false))
        expect(
            ConsentScreen(model: ConsentModel(refused, notice: nil) { _ in }),
            says: { [$0.error(code).title, $0.error(code).next] },
            offers: { [$0(.consentAgreeAll), $0(.consentDecline)] }
        )
    }

    @Test func itemsAreSwitchedOneByOneAndSaySoInWords() throws {
        var exits: [ItemsExit] = []
        let model = ItemsModel(draft()) { exits.append($0) }
        expect(
            ItemsScreen(model: model),
            says: { texts in
                [texts(.consentItemsLead), texts(.consentItemsChosenCount, 0)]
                    + ConsentItem.allCases.flatMap { item in
                        [texts(item.label)] + item.details.map { texts($0) }
                    }
            },
            offers: { texts in
                ConsentItem.asked.map {
                    texts(
                        .spokenConsentToggle,
                        .text(texts($0.label)),
                        .text(texts(.consentItemsOff))
                    )
                } + [texts(.actionContinue), texts(.actionBack)]
            }
        )
        let shown = seen(ItemsScreen(model: model))
        try shown.tap(japanese(.actionContinue))
        #expect(shown.shows(japanese.error("MKA-E3002").title))
        #expect(shown.shows(japanese.error("MKA-E3002").next))
        let off = japanese(.consentItemsOff)
        let operations = japanese(.consentItemsOperations)
        try shown.toggle(japanese(.spokenConsentToggle, .text(operations), .text(off)))
        #expect(shown.shows(japanese(.consentItemsChosenCount, 1)))
        #expect(!shown.shows(japanese.error("MKA-E3002").title))
        try shown.tap(japanese(.actionContinue))
        guard case .answered(let answered)? = exits.last else {
            Issue.record("\(exits)")
            return
        }
        #expect(answered.agreed == [.operations])
    }

    @Test func whatCannotBeAgreedToHasNoSwitch() {
        let shown = seen(ItemsScreen(model: ItemsModel(draft(standing: .grace)) { _ in }))
        #expect(!shown.shows(japanese(.consentItemsTreatments)))
        #expect(shown.shows(japanese.error("MKA-E2020").title))
        #expect(shown.shows(japanese(.consentItemsDiseases)))
    }

    @Test func aFormOfThePrescriptionIsChosenBeforeItGoesOn() throws {
        var exits: [PrescriptionExit] = []
        let institution = Institution.sample(prescriptions: ["1", "2"])
        let model = PrescriptionModel(draft(institution)) { exits.append($0) }
        expect(
            PrescriptionScreen(model: model),
            says: { [$0(.prescriptionElectronicHint), $0(.prescriptionPaperHint)] },
            offers: { [$0(.actionContinue), $0(.actionBack)] }
        )
        let shown = seen(PrescriptionScreen(model: model))
        try shown.tap(japanese(.actionContinue))
        #expect(shown.shows(japanese.error("MKA-E3013").next))
        let paper = try #require(
            shown.reading.first { $0.label.contains(japanese(.prescriptionPaper)) }
        )
        try shown.tap(paper.label)
        let chosen = shown.element(paper.label)
        #expect(chosen?.traits.contains("selected") == true)
        try shown.tap(japanese(.actionContinue))
        #expect(exits.count == 1)
        let only = PrescriptionModel(draft(.sample(prescriptions: ["2"]))) { _ in }
        expect(PrescriptionScreen(model: only), says: { [$0(.prescriptionOnlyOne)] })
    }

    @Test func allIsReadOnceMoreBeforeItIsRegistered() async throws {
        let visit = ScriptedVisit(at: .consenting, presence: .sample())
        visit.lead(.answer, to: .registering)
        var answered = draft(.sample(prescriptions: ["2"]))
        answered.items = ConsentItems([.treatments])
        let exits = Exits<ReviewExit>()
        let model = ReviewModel(visit: visit, draft: answered, exit: exits.add)
        expect(
            ReviewScreen(model: model),
            says: {
                [
                    $0(.confirmLead), "参考診療所", $0(.respondentPatient), $0(.confirmItems),
                    $0(.consentItemsTreatments), $0(.confirmDeclinedItems),
                    $0(.consentItemsOperations), $0(.confirmNotProvided),
                    $0.label("2", of: .prescription), $0(.consentNotePeriod, "参考診療所"),
                ]
            },
            offers: { [$0(.confirmSubmit), $0(.actionBack)] }
        )
        let shown = seen(ReviewScreen(model: model))
        try shown.tap(japanese(.confirmSubmit))
        #expect(!shown.offers(japanese(.confirmSubmit)))
        #expect(shown.shows(japanese(.confirmRegistering)))
        await model.settled()
        #expect(visit.answers.count == 1)
        #expect(exits.all == [.moved])
    }

    @Test func anAnswerThatWasNotKeptSaysWhatToDo() async {
        let visit = ScriptedVisit(at: .consenting, presence: .sample())
        let full = Problem(code: "MKA-E0006", reaction: .storage)
        visit.fail(.answer, with: full, at: .consenting)
        let model = ReviewModel(visit: visit, draft: draft()) { _ in }
        model.send(.submitted)
        await model.settled()
        expect(
            ReviewScreen(model: model),
            says: { [$0(.confirmNothing), $0.error("MKA-E0006").next] },
            offers: { [$0(.confirmSubmit)] }
        )
    }
}
