import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// What is around a screen in the patient's hands, and whose language it is in.
@MainActor
@Suite struct PatientFrameTests {
    private let phone = ScriptedPhone()

    /// A visit whose patient is to enter the PIN.
    private func visit() async -> VisitFlowModel {
        phone.resumptions.answer(ScriptedVisit(at: .consenting, presence: .sample()))
        phone.standing.answer(Sample.overview())
        let roles = VisitRoles(
            phone: phone,
            reader: ScriptedReader(),
            owner: ScriptedOwner(),
            texts: texts(),
            log: TapLog(),
            facts: Sample.facts,
            now: { Sample.now }
        )
        let visit = VisitFlowModel(
            resuming: "d1",
            standing: Sample.overview(),
            roles: roles
        ) { _ in }
        visit.begin()
        await visit.settled()
        return visit
    }

    private func page(of visit: VisitFlowModel) throws -> Rendered {
        let page = try #require(visit.pages.last)
        return shown(NavigationStack { VisitPageView(page: page, visit: visit) })
    }

    @Test(arguments: Language.forPatients)
    func thePatientReadsInTheLanguageThatThePatientHasChosen(_ language: Language) async throws {
        let visit = await visit()
        #expect(try page(of: visit).headings.contains(texts()(.handoverTitle)))
        visit.handToPatient()
        let screen = try page(of: visit)
        let (before, after) = (texts(), texts(in: language))
        if language != .japanese {
            try screen.choose(before(language.name), in: before(.languageTitle))
        }
        #expect(visit.state.language == language)
        #expect(screen.headings.contains(after(.consentTitle)))
        #expect(screen.offers(after(.handoverCallStaff)))
        #expect(screen.unnamed == [])
    }

    @Test func theLanguageAndTheCallComeBeforeWhatIsAsked() async throws {
        let visit = await visit()
        visit.handToPatient()
        let labels = try page(of: visit).reading.map(\.label)
        let texts = texts()
        let language = try #require(labels.firstIndex(of: texts(.languageTitle)))
        let question = try #require(labels.firstIndex(of: texts(.consentAgreeAll)))
        #expect(language < question)
    }

    @Test func aCallForStaffCoversEverythingUntilTheyHaveCome() async throws {
        let visit = await visit()
        visit.handToPatient()
        let (screen, texts) = (try page(of: visit), texts())
        try screen.tap(texts(.handoverCallStaff))
        #expect(screen.headings == [texts(.handoverCallStaffNote)])
        #expect(!screen.offers(texts(.consentAgreeAll)))
        try screen.tap(texts(.actionClose))
        #expect(!visit.state.callsStaff)
        #expect(screen.offers(texts(.consentAgreeAll)))
    }

    @Test func atTheLargestTypesLanguageAndCallScrollWithWhatIsAsked() async throws {
        let visit = await visit()
        visit.handToPatient()
        let screen = try page(of: visit)
        #expect(!screen.scrolls(texts()(.handoverCallStaff)))
        screen.graph.typeSize = .accessibility3
        #expect(screen.scrolls(texts()(.handoverCallStaff)))
        try screen.tap(texts()(.handoverCallStaff))
        #expect(screen.headings == [texts()(.handoverCallStaffNote)])
        #expect(!screen.offers(texts()(.handoverCallStaff)))
        try screen.tap(texts()(.actionClose))
        #expect(screen.faults == [])
    }

    @Test func theAnswersComeAfterAllThereIsToKnowAndLookAlike() async throws {
        let visit = await visit()
        visit.handToPatient()
        let screen = try page(of: visit)
        let answers = [
            texts()(.consentAgreeAll), texts()(.consentChoose), texts()(.consentDecline),
        ]
        for answer in answers { #expect(screen.scrolls(answer)) }
        let buttons = screen.nodes.filter { node in
            node.kind == "button" && node.all.contains { answers.contains($0.text("text") ?? "") }
        }
        #expect(Set(buttons.map { $0.text("style") }) == ["bordered"])
        #expect(buttons.count == 3)
        #expect(screen.reading.map(\.label).suffix(3) == answers)
    }

    @Test func typeIsLargeInThePatientsHandsHoweverSmallItIsForStaff() async throws {
        let visit = await visit()
        visit.handToPatient()
        let page = try #require(visit.pages.last)
        var size: DynamicTypeSize?
        let probe = NavigationStack {
            PatientFrame(visit.state, send: visit.send) { TypeProbe { size = $0 } }
        }
        let screen = shown(probe)
        screen.graph.typeSize = .small
        _ = screen.screen
        #expect(size == .xLarge)
        screen.graph.typeSize = .accessibility3
        _ = screen.screen
        #expect(size == .accessibility3)
        #expect(page.screen.holder == .patient)
    }
}

extension Rendered {
    /// Whether something of this name moves with what is scrolled.
    fileprivate func scrolls(_ name: String) -> Bool {
        screen.reachable.filter { $0.kind == "scroll" }.flatMap(\.all).contains { node in
            node.kind == "button" && node.all.contains { $0.text("text") == name }
        }
    }
}

private struct TypeProbe: View {
    @Environment(\.dynamicTypeSize) private var size
    let tell: (DynamicTypeSize) -> Void

    var body: some View {
        tell(size)
        return Text("…")
    }
}
