import Foundation
import KyotakuCore

@testable import KyotakuModels
@testable import KyotakuModelsTesting

extension ScreenCase {
    private static func draft(
        _ institution: Institution = .sample(),
        presence: PresenceAnswer = .sample(),
        careKind: CareKind = .homeVisit,
        respondent: Respondent = .patient,
        items: Set<ConsentItem>? = nil
    ) -> ConsentDraft {
        var draft = ConsentDraft(institution: institution, presence: presence, careKind: careKind)
        draft.respondent = respondent
        if let items { draft.items = ConsentItems(items) }
        return draft
    }

    private static let both = Institution.sample(prescriptions: ["1", "2"])
    private static let child = Respondent.proxy(relationship: .child)

    private static func asked(_ draft: ConsentDraft, notice: String? = nil) -> @MainActor (Reader)
        ->
        ShownScreen
    {
        { $0.visit(.consent(ConsentModel(draft, notice: notice) { _ in })) }
    }

    static let consents: [ScreenCase] = [
        .visit(.consent, "first") { asked(draft(Long.institution))($0) },
        .visit(.consent, "outpatient") { asked(draft(careKind: .outpatient))($0) },
        .visit(.consent, "holds") {
            let holds = PresenceAnswer.sample(agreedTo: ConsentItems([.operations, .limit]))
            return asked(draft(presence: holds), notice: "MKA-W3006")($0)
        },
        .visit(.consent, "proxy") { asked(draft(respondent: child))($0) },
        .visit(.consent, "grace") { asked(draft(presence: .sample(standing: .grace)))($0) },
        .visit(.consent, "notUsed") { asked(draft(.sample(viewConsent: false)))($0) },
        .visit(.consent, "limitDeclined") { reader in
            let model = ConsentModel(draft(), notice: nil) { _ in }
            model.send(.limitToggled)
            return reader.visit(.consent(model))
        },
        .visit(.consent, "details") { reader in
            let model = ConsentModel(draft(), notice: nil) { _ in }
            return try reader.visit(.consent(model)).after {
                try $0.tap(reader.texts(.actionDetails))
            }
        },
        .visit(.consent, "called") {
            let model = ConsentModel(draft(), notice: nil) { _ in }
            return $0.visit(.consent(model)) { $0.state.callsStaff = true }
        },
    ]

    static let items: [ScreenCase] = [
        .visit(.items, "none") { $0.visit(.items(ItemsModel(draft(items: [])) { _ in })) },
        .visit(.items, "all") {
            let all = draft(items: Set(ConsentItem.allCases))
            return $0.visit(.items(ItemsModel(all) { _ in }))
        },
        .visit(.items, "nothingChosen") { reader in
            let model = ItemsModel(draft(items: [])) { _ in }
            model.send(.submitted)
            return reader.visit(.items(model))
        },
        .visit(.items, "grace") {
            let grace = draft(presence: .sample(standing: .grace))
            return $0.visit(.items(ItemsModel(grace) { _ in }))
        },
        .visit(.items, "proxy") {
            $0.visit(.items(ItemsModel(draft(respondent: child)) { _ in }))
        },
        .visit(.prescription, "open") {
            $0.visit(.prescription(PrescriptionModel(draft(both)) { _ in }))
        },
        .visit(.prescription, "notChosen") { reader in
            let model = PrescriptionModel(draft(both)) { _ in }
            model.send(.submitted)
            return reader.visit(.prescription(model))
        },
        .visit(.prescription, "chosen") { reader in
            let model = PrescriptionModel(draft(both)) { _ in }
            model.send(.chosen("1"))
            return reader.visit(.prescription(model))
        },
        .visit(.prescription, "decided") {
            let only = draft(.sample(prescriptions: ["2"]))
            return $0.visit(.prescription(PrescriptionModel(only) { _ in }))
        },
    ]

    @MainActor
    private static func reviewed(
        _ draft: ConsentDraft,
        failing problem: Problem? = nil
    ) -> ReviewModel {
        let visit = ScriptedVisit(at: .consenting, presence: .sample())
        if let problem { visit.fail(.answer, with: problem, at: .consenting) }
        return ReviewModel(visit: visit, draft: draft) { _ in }
    }

    static let reviews: [ScreenCase] = [
        .visit(.review, "some") {
            let some = draft(
                Institution.sample(prescriptions: ["2"]),
                items: [.treatments, .diseases]
            )
            return $0.visit(.review(reviewed(some)))
        },
        .visit(.review, "all") {
            let all = draft(Long.institution, items: Set(ConsentItem.allCases))
            return $0.visit(.review(reviewed(all)))
        },
        .visit(.review, "nothing") {
            $0.visit(.review(reviewed(draft(respondent: child, items: []))))
        },
        .visit(.review, "registering") { reader in
            let model = reviewed(draft(items: [.limit]))
            model.send(.submitted)
            return reader.visit(.review(model))
        },
        .visit(.review, "storage") { reader in
            let model = reviewed(draft(items: [.limit]), failing: .full)
            model.send(.submitted)
            return await reader.visit(.review(model)).settled()
        },
    ]

    private static let holding = ConsentOfKind(careKind: .homeVisit, consent: .sample())
    private static let ended = ConsentOfKind(careKind: .outpatient, consent: Sample.endedConsent)

    @MainActor
    private static func listed(
        _ held: [ConsentOfKind]?,
        refused: String? = nil,
        failing problem: Problem? = nil
    ) -> ConsentsModel {
        let visit = ScriptedVisit(.sample(.reviewing, consents: held))
        if let problem { visit.fail(.fetchConsents, with: problem, at: .reviewing) }
        return ConsentsModel(visit: visit, refused: refused, leadsToRevoking: false) { _ in }
    }

    @MainActor
    private static func revoking(kinds: [CareKind], failing problem: Problem? = nil) -> RevokeModel
    {
        let visit = ScriptedVisit(at: .reviewing, presence: .sample())
        if let problem { visit.fail(.revokeConsents, with: problem, at: .reviewing) }
        return RevokeModel(
            visit: visit,
            institution: Long.institutionName,
            kinds: kinds
        ) { _ in }
    }

    static let held: [ScreenCase] = [
        .visit(.consents, "fetching") { $0.visit(.consents(listed(nil))) },
        .visit(.consents, "none") { $0.visit(.consents(listed([]))) },
        .visit(.consents, "refused") {
            $0.visit(.consents(listed([holding], refused: "MKA-E3009")))
        },
        .visit(.consents, "held") { $0.visit(.consents(listed([holding, ended]))) },
        .visit(.consents, "offline") {
            await $0.visit(.consents(listed(nil, failing: .offline))).settled()
        },
        .visit(.consents, "busy") { reader in
            let model = listed([holding])
            model.send(.kept)
            return reader.visit(.consents(model))
        },
        .visit(.revoke, "oneKind") { $0.visit(.revoke(revoking(kinds: [.homeVisit]))) },
        .visit(.revoke, "twoKinds") {
            $0.visit(.revoke(revoking(kinds: [.homeVisit, .outpatient])))
        },
        .visit(.revoke, "asking") { reader in
            let model = revoking(kinds: [.homeVisit])
            model.send(.submitted)
            return reader.visit(.revoke(model))
        },
        .visit(.revoke, "busy") { reader in
            let model = revoking(kinds: [.homeVisit])
            model.send(.submitted)
            model.send(.confirmed)
            return reader.visit(.revoke(model))
        },
        .visit(.revoke, "offline") { reader in
            let model = revoking(kinds: [.homeVisit], failing: .offline)
            model.send(.submitted)
            model.send(.confirmed)
            return await reader.visit(.revoke(model)).settled()
        },
    ]

    @MainActor
    private static func done(_ overview: VisitOverview) -> DoneModel {
        DoneModel(visit: ScriptedVisit(overview), confirmedAt: Sample.now) { _ in }
    }

    private static func registered(_ items: ConsentItems?) -> VisitOverview {
        let prescription = SampleConfirmation(prescriptionIssueSelect: Sample.coded("1"))
        let result = VisitResult(
            receptionNumber: "20261120000001",
            method: .pin,
            person: Sample.person,
            certificate: PresenceAnswer.sample().certificate,
            consent: items.map { .sample($0) },
            code: "MKA-I3001",
            qualification: Sample.qualification("1", prescription)
        )
        return .sample(.done, result: result)
    }

    private static let reasons = [
        "MKA-I2041", "MKA-I2043", "MKA-I2044", "MKA-E2051", "MKA-E2030", "MKA-E9999",
    ]

    static let ends: [ScreenCase] =
        [
            .visit(.done, "registered") {
                $0.visit(.done(done(registered(ConsentItems(Set(ConsentItem.allCases))))))
            },
            .visit(.done, "withoutItems") {
                $0.visit(.done(done(registered(ConsentItems([.limit])))))
            },
            .visit(.done, "withoutConsent") { $0.visit(.done(done(registered(nil)))) },
            .visit(.done, "changed") {
                let changed = ConsentsChanged(code: "MKA-I3004", consents: [])
                return $0.visit(.done(done(.sample(.done, changed: changed))))
            },
            .visit(.done, "unchanged") { $0.visit(.done(done(.sample(.done)))) },
        ]
        + reasons.map { code in
            .visit(.stopped, code) {
                let visit = ScriptedVisit(.sample(.stopped, stoppedWith: code))
                return $0.visit(.stopped(StoppedModel(visit: visit) { _ in }))
            }
        }
}
