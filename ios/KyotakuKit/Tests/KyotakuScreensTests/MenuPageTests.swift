import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// The screens behind the menu that say something and ask for little.
@MainActor
@Suite struct MenuPageTests {
    private let phone = ScriptedPhone()

    @Test(arguments: Language.forStaff)
    func aNoticeIsMarkedAsUnreadByWordsUntilItIsOpened(in language: Language) async throws {
        phone.noticeLists.answer([Sample.notice("a")])
        let model = NoticesModel(reading: phone, marking: ScriptedMarks()) { _ in }
        let texts = texts(in: language)
        let screen = shown(NavigationStack { NoticesScreen(model: model) }, in: language)
        await model.settled()
        #expect(screen.unnamed == [])
        let row = try #require(screen.reading.first { $0.label.contains("題") })
        #expect(row.label.contains(texts(.noticesUnread)))
        #expect(!screen.shows("本文"))
        try screen.tap(row.label)
        #expect(screen.shows("本文"))
        #expect(!screen.shows(texts(.noticesUnread)))
        await model.settled()
    }

    @Test func withoutNoticesItSaysSoAndWhatFailedCanBeTriedAgain() async throws {
        phone.noticeLists.fail(Problem(code: "MKA-E5001", reaction: .offline))
        phone.noticeLists.answer([])
        let model = NoticesModel(reading: phone, marking: ScriptedMarks()) { _ in }
        let screen = shown(NavigationStack { NoticesScreen(model: model) })
        await model.settled()
        #expect(screen.shows(texts().error("MKA-E5001").title))
        try screen.tap(texts()(.actionRetry))
        await model.settled()
        #expect(screen.shows(texts()(.noticesEmpty)))
    }

    @Test(arguments: Language.forStaff)
    func theGuideOpensTopicByTopicAndNumbersItsSteps(in language: Language) throws {
        let model = GuideModel { _ in }
        let texts = texts(in: language)
        let screen = shown(NavigationStack { GuideScreen(model: model) }, in: language)
        #expect(screen.unnamed == [])
        for topic in GuideTopic.allCases {
            try screen.tap(texts(topic.heading))
            for paragraph in topic.paragraphs { #expect(screen.shows(texts(paragraph))) }
        }
        try screen.tap(texts(.guideVisitHeading))
        let first = texts(.spokenStep, "1", .text(texts(.guideVisitStep1)))
        #expect(screen.element(first) != nil)
    }

    @Test(arguments: Language.forStaff)
    func theNetworkIsLookedAtStepByStep(in language: Language) async throws {
        phone.server.fail(Problem(code: "MKA-E5002", reaction: .offline))
        phone.server.answer(())
        phone.settings.succeed()
        let model = NetworkModel(
            watching: phone,
            signing: phone,
            reading: FixedPath(.wiFi)
        ) { _ in }
        let texts = texts(in: language)
        let screen = shown(NavigationStack { NetworkScreen(model: model) }, in: language)
        #expect(screen.shows(texts(.networkNotChecked)))
        try screen.tap(texts(.networkStart))
        #expect(screen.withholds(texts(.networkChecking)))
        await model.settled()
        #expect(screen.shows(texts(.networkFailed)))
        #expect(screen.shows(texts.error("MKA-E5002").next))
        #expect(screen.shows(texts(.networkViaWiFi)))
        #expect(screen.shows(texts(.networkWifiHint)))
        try screen.tap(texts(.networkStart))
        await model.settled()
        #expect(screen.shows(texts(.networkAllFine)))
    }

    @Test(arguments: Language.forStaff)
    func aPhoneThatIsNotListedIsCheckedWithACard(in language: Language) async throws {
        phone.deviceLists.answer(
            SupportedDevices(
                source: DeviceListSource(
                    name: "対応端末一覧",
                    publishedOn: CalendarDate(year: 2026, month: 10, day: 1),
                    importedAt: Sample.now
                ),
                devices: [
                    SupportedDevice(model: "iPhone99,1", name: "試験機", visual: true),
                    SupportedDevice(model: nil, name: "古い試験機", visual: false),
                ]
            )
        )
        let exits = Exits<SupportedDevicesExit>()
        let model = SupportedDevicesModel(
            listing: phone,
            ownModel: "iPhone16,1",
            exit: exits.add
        )
        let texts = texts(in: language)
        let screen = shown(NavigationStack { SupportedDevicesScreen(model: model) }, in: language)
        await model.settled()
        #expect(screen.shows("試験機"))
        #expect(screen.shows(texts(.devicesVisual)) && screen.shows(texts(.devicesNoVisual)))
        #expect(screen.shows("対応端末一覧"))
        try screen.tap(texts(.deviceCheck))
        #expect(exits.all == [.deviceCheck])
    }

    @Test(arguments: Language.forStaff)
    func aboutLeadsToTermsLicencesAndTheReport(in language: Language) throws {
        let exits = Exits<AboutExit>()
        let model = AboutModel(
            facts: Sample.facts,
            server: "https://kyotaku.example.jp:8443",
            referenceWorld: true,
            exit: exits.add
        )
        let texts = texts(in: language)
        let screen = shown(NavigationStack { AboutScreen(model: model) }, in: language)
        #expect(screen.shows("kyotaku.example.jp"))
        #expect(screen.shows(texts(.aboutReferenceWorld)))
        for key in [TextKey.aboutTerms, .aboutLicences, .aboutReport] {
            try screen.tap(texts(key))
        }
        #expect(exits.all == [.terms, .licences, .report])
    }

    @Test(arguments: Language.forStaff)
    func termsLicencesAndReportAreThereToBeRead(in language: Language) {
        let texts = texts(in: language)
        let terms = shown(NavigationStack { TermsScreen() }, in: language)
        #expect(TermsSection.allCases.allSatisfy { terms.headings.contains(texts($0.heading)) })
        let entry = TapEntry(
            method: .pin,
            ending: "timedOut",
            code: "MKA-E2001",
            phase: nil,
            milliseconds: 60_000
        )
        let report = SupportReport(facts: Sample.facts, entries: [entry])
        let shownReport = shown(NavigationStack { ReportScreen(report: report) }, in: language)
        #expect(shownReport.shows("MKA-E2001"))
        #expect(shownReport.shows(texts(.reportContainsNot)))
    }

    @Test(arguments: Language.forStaff)
    func theLicenceOfEachSoftwareIsThereInFull(in language: Language) throws {
        let texts = texts(in: language)
        var chosen: [String] = []
        let list = shown(NavigationStack { LicencesScreen { chosen.append($0) } }, in: language)
        #expect(Licence.all.count > 100)
        let sled = try #require(Licence.all.first { $0.software.hasPrefix("sled 0.") })
        #expect(list.shows(sled.terms))
        try list.tap("\(sled.software), \(sled.terms)")
        #expect(chosen == [sled.software])
        let screen = shown(NavigationStack { LicenceScreen(of: sled.software) }, in: language)
        #expect(screen.headings == [sled.software])
        #expect(screen.shows(texts(.aboutLicenceSource)) && screen.shows(sled.source))
        let words = try #require(
            screen.nodes.first { $0.text("text")?.contains("Tyler Neely") == true }
        )
        #expect(words.text("lang") == "en" || language == .english)
        #expect(words.text("text")?.contains("Permission is hereby granted") == true)
    }

    /// What some licences want to be there, in their own words.
    @Test func noSoftwareIsThereWithoutTheTextOfItsLicence() {
        let known = [
            "Permission is hereby granted", "Permission to use, copy, modify",
            "Redistribution and use", "Apache License", "Mozilla Public License",
            "UNICODE LICENSE", "zlib/libpng License",
        ]
        for licence in Licence.all {
            let text = licence.texts.joined()
            #expect(known.contains { text.contains($0) }, "\(licence.software)")
            #expect(licence.source.hasPrefix("https://"), "\(licence.software)")
        }
    }

    @Test func theLanguageIsChosenByItsOwnName() throws {
        var chosen: [Language] = []
        let screen = shown(
            NavigationStack { StaffLanguageScreen(chosen: .japanese) { chosen.append($0) } }
        )
        #expect(screen.element("日本語")?.traits.contains("selected") == true)
        try screen.tap("English")
        #expect(chosen == [.english])
    }

    @Test(arguments: Language.forStaff)
    func theHistoryIsReadPageByPage(in language: Language) async throws {
        phone.histories.answer(
            History(
                entries: [HistoryEntry(at: Sample.now, action: "signed-in", subject: nil)],
                nextCursor: "more"
            ),
            History(
                entries: [
                    HistoryEntry(at: Sample.now, action: "requeried", subject: "20261120000001")
                ],
                nextCursor: nil
            )
        )
        let model = HistoryModel(reading: phone) { _ in }
        let texts = texts(in: language)
        let screen = shown(NavigationStack { HistoryScreen(model: model) }, in: language)
        await model.settled()
        #expect(screen.shows(texts.label("signed-in", of: .action)))
        #expect(screen.shows(texts.dayAndTime(at: Sample.now)))
        try screen.tap(texts(.historyMore))
        await model.settled()
        #expect(screen.shows("20261120000001"))
        #expect(!screen.offers(texts(.historyMore)))
    }
}
