import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// What a navigation stack tells pages apart by.
@MainActor
@Suite struct PageTests {
    private func about() -> AboutModel {
        AboutModel(facts: Sample.facts, server: "", referenceWorld: true) { _ in }
    }

    private func guide() -> GuideModel { GuideModel { _ in } }

    @Test func aPageOfTheAppIsAnotherOneWithAnotherModel() {
        let model = about()
        #expect(AppPage.about(model) == .about(model))
        #expect(AppPage.about(model) != .about(about()))
        #expect(Set([AppPage.about(model), .guide(guide()), .about(model)]).count == 2)
        #expect(AppPage.terms == .terms)
        #expect(AppPage.terms != .licences)
        #expect(AppPage.terms.place == .terms)
        #expect(AppPage.licence("a").place == .licence)
    }

    @Test func theAccountLiesOnTheMenuWhoseModelItShares() {
        let phone = ScriptedPhone()
        let menu = MenuModel(
            watching: phone,
            signing: phone,
            board: NoticeBoard(reading: phone, marking: ScriptedMarks()),
            isVisitUnderWay: false
        ) { _ in }
        #expect(AppPage.menu(menu) != .account(menu))
    }

    @Test func aPageOfAVisitIsAnotherOneWithAnotherModel() {
        let settings = InstitutionSettings(
            viewConsent: true,
            welfare: true,
            homeVisit: true,
            outpatient: true,
            visual: true,
            proxyMedicalConsent: false,
            prescriptions: []
        )
        let (one, other) = (
            CareKindModel(settings: settings) { _ in }, CareKindModel(settings: settings) { _ in }
        )
        #expect(VisitPage.careKind(one) == .careKind(one))
        #expect(VisitPage.careKind(one) != .careKind(other))
        #expect(Set([VisitPage.careKind(one), .careKind(other)]).count == 2)
    }

    @Test func whatThePatientAnswersIsInThePatientsHandsAndAllElseInStaffs() {
        let patients = VisitScreen.allCases.filter { $0.holder == .patient }
        #expect(patients == [.pin, .handBack, .consent, .items, .prescription, .review])
    }

    @Test func whereAVisitHasEndedOrThePatientHasAnsweredThereIsNoWayBack() {
        #expect(VisitScreen.allCases.filter { !$0.offersBack } == [.handBack, .done, .stopped])
    }
}
