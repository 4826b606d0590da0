import Accessibility
import Foundation
import KyotakuCore
import KyotakuTesting
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// Where a visit ends, and what can be done with the consents on the way.
@MainActor
@Suite struct VisitEndScreenTests {
    private let japanese = Texts(in: .japanese)

    private func registered(_ items: ConsentItems?) -> DoneModel {
        let result = VisitResult(
            receptionNumber: "20261120000001",
            method: .pin,
            person: Sample.person,
            certificate: PresenceAnswer.sample().certificate,
            consent: items.map { .sample($0) },
            code: "MKA-I3001",
            qualification: Sample.qualification(
                "1",
                SampleConfirmation(prescriptionIssueSelect: Sample.coded("1"))
            )
        )
        let visit = ScriptedVisit(.sample(.done, result: result))
        return DoneModel(visit: visit, confirmedAt: Sample.now) { _ in }
    }

    @Test func theNumberOfAVisitIsShownAndLeadsToTheResult() throws {
        expect(
            DoneScreen(model: registered(ConsentItems([.treatments, .limit]))),
            says: {
                [
                    $0(.completeTitle), "20261120-000001", $0.dayAndTime(at: Sample.now),
                    $0(.consentItemsTreatments), $0.label("1", of: .prescription),
                    $0.error("MKA-I3001").title,
                ]
            },
            offers: { [$0(.completeViewResult), $0(.completeNextPatient), $0(.completeHome)] }
        )
        expect(
            DoneScreen(model: registered(ConsentItems([.limit]))),
            says: { [$0(.completeNoItems)] }
        )
    }

    @Test(arguments: Language.forStaff)
    func theWayToTheResultIsThereOnceAndSaidOnce(in language: Language) {
        let words = texts(in: language)
        let heard = Guarded<[VirtualListener.Heard]>([])
        VirtualListener.listen { said in heard.with { $0.append(said) } }
        defer { VirtualListener.listen(nil) }
        let shown = seen(DoneScreen(model: registered(ConsentItems([.limit]))), in: language)
        let way = words(.completeViewResult)
        #expect(shown.reading.filter { $0.label.contains(way) }.count == 1)
        #expect(shown.shows(words.error("MKA-I3001").explanation))
        #expect(heard.with { $0.map(\.text) }.contains(words.error("MKA-I3001").title))
    }

    @Test func theNumberDoesNotGoToThePasteboard() {
        let shown = seen(DoneScreen(model: registered(nil)))
        let all = shown.screen.root.flatMap(\.all)
        #expect(all.contains { $0.text("text") == "20261120-000001" })
        #expect(!all.contains { $0.flag("selectable") })
    }

    @Test func everyWayOnIsOneTap() throws {
        var exits: [DoneExit] = []
        let visit = ScriptedVisit(at: .done)
        let model = DoneModel(visit: visit, confirmedAt: Sample.now) { exits.append($0) }
        let shown = seen(DoneScreen(model: model))
        #expect(shown.shows(japanese(.completeUnchanged)))
        #expect(!shown.offers(japanese(.completeViewResult)))
        try shown.tap(japanese(.completeNextPatient))
        try shown.tap(japanese(.completeHome))
        #expect(exits == [.next, .home])
    }

    @Test func consentsThatWereChangedSaySo() {
        let changed = ConsentsChanged(code: "MKA-I3004", consents: [])
        let visit = ScriptedVisit(.sample(.done, changed: changed))
        expect(
            DoneScreen(model: DoneModel(visit: visit, confirmedAt: Sample.now) { _ in }),
            says: { [$0(.completeChanged), $0.error("MKA-I3004").title] }
        )
    }

    @Test(arguments: ["MKA-I2041", "MKA-I2043", "MKA-I2044", "MKA-E2051", "MKA-E9999"])
    func aVisitThatWasStoppedSaysWhyAndWhatElseThereIs(_ code: String) throws {
        var exits: [StoppedExit] = []
        let visit = ScriptedVisit(.sample(.stopped, stoppedWith: code))
        let model = StoppedModel(visit: visit) { exits.append($0) }
        expect(
            StoppedScreen(model: model),
            says: { [$0.error(code).title, $0.error(code).next] },
            offers: { texts in model.state.offers.map { texts($0.title) } }
        )
        try seen(StoppedScreen(model: model)).tap(japanese(.actionStartAgain))
        #expect(exits == [.startAgain(nil)])
    }

    private func consents(_ held: [ConsentOfKind]?, refused: String? = nil) -> ConsentsModel {
        let visit = ScriptedVisit(.sample(.reviewing, consents: held))
        return ConsentsModel(visit: visit, refused: refused, leadsToRevoking: false) { _ in }
    }

    @Test func whatWasAgreedToIsShownWithWhatCanBeDone() {
        let holding = ConsentOfKind(
            careKind: .homeVisit,
            consent: .sample(ConsentItems([.operations]))
        )
        let ended = ConsentOfKind(careKind: .outpatient, consent: .endedSample)
        expect(
            ConsentsScreen(model: consents([holding, ended])),
            says: {
                [
                    $0.label("homeVisit", of: .careKind), $0(.consentItemsOperations),
                    $0.label("outpatient", of: .careKind),
                    $0.label("patient", of: .consentEndReason), $0(.respondentPatient),
                ]
            },
            offers: { texts in
                let kind = texts.label("homeVisit", of: .careKind)
                return [
                    texts(.consentsKeep), texts(.consentsRevokeAll),
                    texts(.commonLabelValue, .text(texts(.consentsChange)), .text(kind)),
                ]
            }
        )
        expect(
            ConsentsScreen(model: consents([], refused: "MKA-E3009")),
            says: { [$0(.consentsNone), $0.error("MKA-E3009").next] },
            offers: { [$0(.consentsKeep)] },
            withholds: { [$0(.consentsRevokeAll)] }
        )
    }

    @Test func consentsThatCouldNotBeFetchedAreFetchedAgain() async throws {
        let visit = ScriptedVisit(.sample(.reviewing))
        let offline = Problem(code: "MKA-E5001", reaction: .offline)
        visit.fail(.fetchConsents, with: offline, at: .reviewing)
        let model = ConsentsModel(visit: visit, refused: nil, leadsToRevoking: false) { _ in }
        let shown = seen(ConsentsScreen(model: model))
        #expect(shown.shows(japanese(.commonLoading)))
        await model.settled()
        expect(
            ConsentsScreen(model: model),
            says: { [$0.error("MKA-E5001").next] },
            offers: { [$0(.actionRetry)] }
        )
        try shown.tap(japanese(.actionRetry))
        await model.settled()
        #expect(visit.calls == [.fetchConsents, .fetchConsents])
    }

    @Test func revokingIsAskedAboutTwice() async throws {
        let visit = ScriptedVisit(at: .reviewing)
        visit.lead(.revokeConsents, to: .registering)
        let exits = Exits<RevokeExit>()
        let model = RevokeModel(
            visit: visit,
            institution: "参考診療所",
            kinds: [.homeVisit, .outpatient],
            exit: exits.add
        )
        expect(
            RevokeScreen(model: model),
            says: {
                [
                    $0(.revokeLead, "参考診療所"), $0(.revokeCareGoesOn), $0(.revokeRecordsStay),
                    $0(.revokeAllKinds), $0.label("patient", of: .revocationReason),
                ]
            },
            offers: { [$0(.revokeSubmit), $0(.revokeKeep)] }
        )
        let shown = seen(RevokeScreen(model: model))
        try shown.choose(
            japanese.label("institution", of: .revocationReason),
            in: japanese(.revokeReason)
        )
        try shown.choose(japanese.label("homeVisit", of: .careKind), in: japanese(.revokeKind))
        try shown.tap(japanese(.revokeSubmit))
        #expect(shown.shows(japanese(.revokeConfirmTitle)))
        #expect(shown.shows(japanese(.revokeConfirmBody)))
        try shown.tap(japanese(.revokeKeep))
        #expect(visit.calls.isEmpty)
        try shown.tap(japanese(.revokeSubmit))
        try shown.tap(japanese(.revokeConfirm))
        await model.settled()
        #expect(visit.revocations.first?.reason == .institution)
        #expect(visit.revocations.first?.careKind == .homeVisit)
        #expect(exits.all == [.moved])
    }
}

extension KyotakuCore.RecordedConsent {
    /// A consent that the patient has taken back.
    fileprivate static var endedSample: KyotakuCore.RecordedConsent {
        let held = sample()
        return KyotakuCore.RecordedConsent(
            items: held.items,
            respondent: held.respondent,
            consentedAt: held.consentedAt,
            availableUntil: held.availableUntil,
            ended: EndedConsent(at: held.consentedAt, reason: .patient)
        )
    }
}
