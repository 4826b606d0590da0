import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// P20 ホーム, P21 診療区分の選択 and P30 本人確認方法の選択.
@MainActor
@Suite struct HomeScreenTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<HomeExit>()

    private func model(_ reader: ScriptedReader = ScriptedReader()) -> HomeModel {
        let roles = HomeModel.Roles(
            phone: phone,
            marking: ScriptedMarks(),
            reader: reader,
            pausing: HeldPauses(),
            server: "https://kyotaku.example.jp:8443",
            now: { Sample.now }
        )
        return HomeModel(roles, exit: exits.add)
    }

    /// A phone that is in order, whose list of patients is open.
    private func everythingIsFine() {
        phone.standing.answer(Sample.overview())
        phone.server.succeed()
        phone.waitingLists.answer([])
        phone.noticeLists.answer([])
        phone.patientLists.answer(Sample.patients("20261120000001"))
    }

    @Test(arguments: Language.forStaff)
    func threeThingsAreBegunFromHereAndTheGearIsAtTheTop(in language: Language) async throws {
        everythingIsFine()
        let (model, texts) = (model(), texts(in: language))
        let screen = shown(NavigationStack { HomeScreen(model: model) }, in: language)
        await model.settled()
        #expect(screen.shows("参考診療所"))
        #expect(screen.shows(texts(.homeSignedInAs, .text(Sample.nurse.name))))
        #expect(screen.shows(texts(.homeOnline)))
        #expect(screen.shows(texts(.homeDestination, "kyotaku.example.jp")))
        #expect(screen.unnamed == [])
        let names: [TextKey] = [.homeBegin, .homeConsents, .homeRevoke, .spokenHomeGear]
        for name in names { try screen.tap(texts(name)) }
        #expect(exits.all == [.visit(.visit), .visit(.consents), .visit(.revoke), .menu])
        let gear = screen.screen.reachable.first { $0.kind == "trailing" }
        #expect(gear?.all.contains { $0.text("label") == texts(.spokenHomeGear) } == true)
    }

    @Test(arguments: Language.forStaff)
    func whatWaitsIsSaidByItsNumberAndLeadsThere(in language: Language) async throws {
        everythingIsFine()
        phone.waitingLists.restart([
            .sample("a"), .sample("c", delivered: true), .sample("e", code: "MKA-E2055"),
        ])
        phone.deliveries.answer(.sample())
        phone.noticeLists.restart([Sample.notice("n1"), Sample.notice("n2")])
        let (model, texts) = (model(), texts(in: language))
        let screen = shown(NavigationStack { HomeScreen(model: model) }, in: language)
        await model.settled()
        try screen.tap(texts(.spokenHomeBanner, 1))
        try screen.tap(texts(.homeAnswerCount, 1))
        try screen.tap(texts(.homeRefusedCount, 1))
        try screen.tap(texts(.homeNoticeCount, 2))
        #expect(exits.all == [.waiting, .waiting, .waiting, .notices])
    }

    @Test func thePatientsOfTodayAreShownOnlyWhileTheListIsOpen() async throws {
        everythingIsFine()
        let (model, texts) = (model(), texts())
        let screen = shown(NavigationStack { HomeScreen(model: model) })
        await model.settled()
        #expect(screen.shows(Sample.person.name))
        #expect(!screen.shows(texts(.homePatientsLocked)))
        try screen.tap(texts(.homeRequery))
        #expect(exits.all == [.patients])
        let row = try #require(
            screen.reading.first { $0.label.contains(Sample.person.name) }
        )
        try screen.send(.tap(row.id))
        #expect(exits.last == .requery(of: "20261120000001"))
        model.send(.patientChosen("20261120000009"))
        #expect(exits.all.count == 2)
        model.stop()
        #expect(!screen.shows(Sample.person.name))
        #expect(screen.shows(texts(.homePatientsLocked)))
    }

    @Test func withNobodyConfirmedTodayItSaysSo() async {
        everythingIsFine()
        phone.patientLists.restart(Sample.patients())
        let model = model()
        let screen = shown(NavigationStack { HomeScreen(model: model) })
        await model.settled()
        #expect(screen.shows(texts()(.homePatientsEmpty)))
    }

    @Test func theWayToTheServerIsSaidInWords() async {
        let until = Sample.now.addingTimeInterval(3600)
        let texts = texts()
        let ways: [(Problem, String)] = [
            (Problem(code: "MKA-E5001", reaction: .offline), texts(.homeOffline)),
            (
                Problem(code: "MKA-E5003", reaction: .maintenance, until: until),
                texts(.homeMaintenance, .text(texts.dayAndTime(at: until)))
            ),
            (Problem(code: "MKA-E5003", reaction: .maintenance), texts(.homeMaintenanceOpen)),
            (Problem(code: "MKA-E5002", reaction: .refused), texts.error("MKA-E5002").title),
        ]
        for (problem, words) in ways {
            everythingIsFine()
            phone.server.restart(failing: problem)
            let model = model()
            let screen = shown(NavigationStack { HomeScreen(model: model) })
            await model.settled()
            #expect(screen.shows(words))
            // What can be done without it can still be begun.
            #expect(screen.offers(texts(.homeBegin)))
        }
    }

    @Test func aPhoneThatReadsNoCardsOffersWhatNeedsNone() async throws {
        everythingIsFine()
        let (model, texts) = (model(ScriptedReader(availability: .unsupported)), texts())
        let screen = shown(NavigationStack { HomeScreen(model: model) })
        await model.settled()
        #expect(screen.shows(texts(.homeNoNFC)))
        #expect(screen.withholds(texts(.homeBegin)))
        #expect(screen.withholds(texts(.homeRevoke)))
        #expect(screen.offers(texts(.homeRequery)))
    }

    @Test func pulledDownItLooksAgain() async throws {
        everythingIsFine()
        let model = model()
        let screen = shown(NavigationStack { HomeScreen(model: model) })
        await model.settled()
        let before = phone.server.count
        let scroll = try #require(screen.screen.reachable.first { $0.kind == "scroll" })
        try screen.send(.refresh(scroll.id))
        try await waitUntil { phone.server.count > before }
        await model.settled()
    }

    @Test(arguments: Language.forStaff)
    func onlyTheKindsOfCareThatAreUsedAreOffered(in language: Language) throws {
        let exits = Exits<CareKindExit>()
        let model = CareKindModel(settings: Sample.institution.settings, exit: exits.add)
        let texts = texts(in: language)
        let screen = shown(NavigationStack { CareKindScreen(model: model) }, in: language)
        #expect(screen.shows(texts(.careKindOutpatientHint)))
        #expect(screen.unnamed == [])
        let name = "\(texts.label("homeVisit", of: .careKind)), \(texts(.careKindHomeVisitHint))"
        try screen.tap(name)
        #expect(exits.all == [.chosen(.homeVisit)])
    }

    @Test func whereNoneIsUsedItIsSaidWhy() {
        let settings = InstitutionSettings(
            viewConsent: true,
            welfare: false,
            homeVisit: false,
            outpatient: false,
            visual: true,
            proxyMedicalConsent: false,
            prescriptions: []
        )
        let model = CareKindModel(settings: settings) { _ in }
        let screen = shown(NavigationStack { CareKindScreen(model: model) })
        #expect(screen.shows(texts().error("MKA-E1108").next))
    }

    @Test(arguments: Language.forStaff)
    func bothMethodsAreOfEqualRankAndWhatIsRefusedSaysWhy(in language: Language) async throws {
        let exits = Exits<MethodExit>()
        let state = MethodState(purpose: .visit, chosen: nil, visualRefused: "MKA-E0002")
        let model = MethodModel(state, take: { _ in }, exit: exits.add)
        let texts = texts(in: language)
        let screen = shown(NavigationStack { MethodScreen(model: model) }, in: language)
        #expect(screen.headings.contains(texts(.methodPurposeVisit)))
        #expect(screen.shows(texts(.methodCannotAnswer)))
        #expect(screen.unnamed == [])
        try screen.tap("\(texts(.methodVisual)), \(texts.error("MKA-E0002").title)")
        #expect(screen.shows(texts.error("MKA-E0002").next))
        #expect(exits.all == [])
        try screen.tap("\(texts(.methodPin)), \(texts(.methodPinHint))")
        #expect(screen.shows(texts(.visitPreparing)))
        await model.settled()
        #expect(exits.all == [.chosen])
        #expect(screen.reading.contains { $0.traits.contains("selected") })
    }
}
