import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// 端末情報, the end of a registration, 医療情報 and the revocation: what asks before it does something.
@MainActor
@Suite struct DevicePageTests {
    private let phone = ScriptedPhone()
    private let owner = ScriptedOwner()

    @Test(arguments: Language.forStaff)
    func aCardShowsWhatThePhonePasses(in language: Language) async throws {
        phone.standing.answer(
            Sample.overview(longResponses: .unknown, longCommands: .unknown),
            Sample.overview(longCommands: .no)
        )
        phone.reports.succeed()
        let learned = TapResult.outcome(.learned(longResponses: .yes, longCommands: .no))
        phone.taps.answer(FixedConversation(result: learned))
        let texts = texts(in: language)
        let model = DeviceModel(
            facts: Sample.facts,
            watching: phone,
            checking: phone,
            reader: ScriptedReader(),
            messages: TapMessages(texts)
        ) { _ in }
        let screen = shown(NavigationStack { DeviceScreen(model: model) }, in: language)
        await model.settled()
        #expect(screen.shows("d-0001"))
        #expect(screen.shows(texts.label("unknown", of: .capability)))
        try screen.tap(texts(.deviceCheck))
        #expect(screen.withholds(texts(.deviceCheck)))
        #expect(screen.shows(texts(.deviceChecking)))
        await model.settled()
        await model.settled()
        #expect(screen.shows(texts(.deviceChecked)))
        #expect(screen.shows(texts(.deviceReported)))
        #expect(screen.shows(texts.label("no", of: .capability)))
    }

    private func deregistration(_ exits: Exits<DeregisterExit>) -> DeregisterModel {
        DeregisterModel(activating: phone, watching: phone, owner: owner, exit: exits.add)
    }

    @Test(arguments: Language.forStaff)
    func aRegistrationEndsByPasswordAndAnAnswer(in language: Language) async throws {
        phone.standing.answer(Sample.overview())
        phone.deregistration.succeed()
        let exits = Exits<DeregisterExit>()
        let (model, texts) = (deregistration(exits), texts(in: language))
        let screen = shown(NavigationStack { DeregisterScreen(model: model) }, in: language)
        await model.settled()
        #expect(screen.withholds(texts(.deregisterSubmit)))
        try screen.type("secret", into: texts(.deregisterPassword))
        try screen.tap(texts(.deregisterSubmit))
        #expect(screen.headings == [texts(.deregisterConfirmTitle)])
        try screen.tap(texts(.actionCancel))
        #expect(phone.deregistration.count == 0)
        try screen.type("secret", into: texts(.deregisterPassword))
        try screen.tap(texts(.deregisterSubmit))
        try screen.tap(texts(.deregisterSubmit))
        await model.settled()
        #expect(screen.shows(texts(.deregisterDone)))
        #expect(!screen.shows(texts(.deregisterStillKnown)))
        try screen.tap(texts(.actionContinue))
        #expect(exits.all == [.erased])
    }

    @Test func whatWaitsIsToBeSentFirst() async throws {
        phone.standing.answer(Sample.overview(waiting: 2))
        let exits = Exits<DeregisterExit>()
        let (model, texts) = (deregistration(exits), texts())
        let screen = shown(NavigationStack { DeregisterScreen(model: model) })
        await model.settled()
        #expect(screen.shows(texts(.deregisterWaiting, 2)))
        try screen.tap(texts(.deregisterSendFirst))
        #expect(exits.all == [.waiting])
    }

    @Test func withoutTheServerItIsAskedTwiceAndByTheOwner() async throws {
        phone.standing.answer(Sample.overview())
        phone.deregistration.fail(Problem(code: "MKA-E5001", reaction: .offline))
        phone.erasure.succeed()
        let exits = Exits<DeregisterExit>()
        let (model, texts) = (deregistration(exits), texts())
        let screen = shown(NavigationStack { DeregisterScreen(model: model) })
        await model.settled()
        #expect(!screen.offers(texts(.deregisterErase)))
        try screen.type("secret", into: texts(.deregisterPassword))
        try screen.tap(texts(.deregisterSubmit))
        try screen.tap(texts(.deregisterSubmit))
        await model.settled()
        #expect(screen.shows(texts.error("MKA-E5001").title))
        try screen.tap(texts(.deregisterErase))
        #expect(screen.headings == [texts(.deregisterEraseTitle)])
        try screen.tap(texts(.deregisterErase))
        #expect(screen.headings == [texts(.deregisterEraseAgainTitle)])
        try screen.tap(texts(.deregisterErase))
        await model.settled()
        #expect(owner.reasons == [texts(.passcodeReasonDeregister)])
        #expect(screen.shows(texts(.deregisterStillKnown)))
    }

    private func medical(mayView: Bool = true) -> MedicalModel {
        MedicalModel(
            of: "1",
            reading: phone,
            mayView: mayView,
            now: { Sample.now }
        ) { _ in }
    }

    @Test(arguments: Language.forStaff)
    func medicalInformationIsShownOnlyWhenItIsAskedFor(in language: Language) async throws {
        let entry = MedicalEntry(
            date: CalendarDate(year: 2026, month: 10, day: 5),
            name: "参考薬甲錠",
            detail: "1日3回",
            quantity: "21",
            institution: "参考薬局"
        )
        phone.medical.answer(MedicalInformation(kind: .medicines, entries: [entry]))
        let (model, texts) = (medical(), texts(in: language))
        let screen = shown(NavigationStack { MedicalScreen(model: model) }, in: language)
        #expect(screen.unnamed == [])
        #expect(screen.shows(texts(.medicalViewed)))
        try screen.choose(
            texts.value(.month("202608")),
            in: texts(.medicalFrom)
        )
        #expect(model.state.from == CalendarMonth(year: 2026, month: 8))
        try screen.tap(texts(.medicalShow))
        await model.settled()
        #expect(screen.shows("参考薬甲錠") && screen.shows("参考薬局"))
        try screen.choose(texts.label("operations", of: .medicalKind), in: texts(.medicalTitle))
        #expect(!screen.shows("参考薬甲錠"))
    }

    @Test func whatThePatientHasNotAgreedToLeadsToAVisit() async throws {
        phone.medical.fail(Problem(code: "MKA-E3015", reaction: .refused))
        let (model, texts) = (medical(), texts())
        let screen = shown(NavigationStack { MedicalScreen(model: model) })
        try screen.tap(texts(.medicalShow))
        await model.settled()
        #expect(screen.shows(texts.error("MKA-E3015").title))
        #expect(screen.offers(texts(.homeBegin)))
    }

    @Test(arguments: Language.forStaff)
    func consentsAreRevokedAfterAQuestion(in language: Language) async throws {
        let visit = ScriptedVisit(at: .reviewing, presence: .sample())
        visit.lead(.revokeConsents, to: .registering)
        let exits = Exits<RevokeExit>()
        let model = RevokeModel(
            visit: visit,
            institution: "参考診療所",
            kinds: [.homeVisit, .outpatient],
            exit: exits.add
        )
        let texts = texts(in: language)
        let screen = shown(NavigationStack { RevokeScreen(model: model) }, in: language)
        #expect(screen.shows(texts(.revokeLead, "参考診療所")))
        #expect(screen.unnamed == [])
        try screen.choose(texts.label("homeVisit", of: .careKind), in: texts(.revokeKind))
        try screen.choose(texts.label("spouse", of: .relationship), in: texts(.revokeRequester))
        try screen.tap(texts(.revokeSubmit))
        #expect(screen.shows(texts(.revokeConfirmBody)))
        try screen.tap(texts(.revokeKeep))
        #expect(visit.revocations.isEmpty)
        try screen.tap(texts(.revokeSubmit))
        try screen.tap(texts(.revokeConfirm))
        await model.settled()
        #expect(exits.all == [.moved])
        #expect(visit.revocations.first?.careKind == .homeVisit)
        #expect(visit.revocations.first?.respondent == .proxy(relationship: .spouse))
    }
}
