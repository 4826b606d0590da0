import Foundation
import KyotakuCore

@testable import KyotakuModels
@testable import KyotakuModelsTesting

extension ScreenCase {
    /// A search that was begun on a phone.
    @MainActor
    private static func search(_ phone: ScriptedPhone, submits: Bool = true) -> SearchModel {
        let model = SearchModel(
            searching: phone,
            pausing: HeldPauses(),
            now: { Sample.now }
        ) { _ in }
        if submits { model.send(.submitted) }
        return model
    }

    private static let more = SearchForm().query

    private static let found = ResultList(
        results: [
            Sample.summary("1"), Sample.summary("2", named: Long.person.name),
            Sample.summary("3", named: "試験　三子"),
        ],
        next: nil
    )

    static let searches: [ScreenCase] = [
        .page(.search, "empty") { $0.page(.search(search(.sample(), submits: false))) },
        .page(.search, "understood") { reader in
            let model = search(.sample(), submits: false)
            var form = SearchForm()
            form.from = DayEntry("2026-11-01")
            form.birthdate = DayEntry("S20.1.1")
            form.kana = "しけん"
            form.referenceNumber = "2026-000123"
            form.careKind = .homeVisit
            model.send(.edited(form))
            return reader.page(.search(model))
        },
        .page(.search, "wrong") { reader in
            let model = search(.sample(), submits: false)
            var form = SearchForm()
            form.from = DayEntry("2026-01-01")
            form.to = DayEntry("?")
            form.birthdate = DayEntry("2027-01-01")
            form.kana = "試験"
            form.referenceNumber = String(repeating: "1", count: 41)
            model.send(.edited(form))
            model.send(.submitted)
            return reader.page(.search(model))
        },
        .page(.search, "searching") {
            $0.page(.search(search(.sample { $0.searching.hold() })))
        },
        .page(.search, "found") {
            await $0.page(.search(search(.sample { $0.searching.answer(found) }))).settled()
        },
        .page(.search, "foundMore") {
            let phone = ScriptedPhone.sample { $0.searching.answer(Sample.list("1", next: more)) }
            return await $0.page(.search(search(phone))).settled()
        },
        .page(.search, "adding") { reader in
            let phone = ScriptedPhone.sample { $0.searching.answer(Sample.list("1", next: more)) }
            let model = search(phone)
            let shown = await reader.page(.search(model)).settled()
            model.send(.moreChosen)
            return shown
        },
        .page(.search, "nobody") {
            await $0.page(.search(search(.sample { $0.searching.answer(Sample.list()) }))).settled()
        },
        .page(.search, "password") {
            let phone = ScriptedPhone.sample { $0.searching.fail(.passwordWanted) }
            return await $0.page(.search(search(phone))).settled()
        },
        .page(.search, "ended") { reader in
            let model = search(.sample { $0.searching.answer(found) })
            let shown = await reader.page(.search(model)).settled()
            model.send(.resultEnded)
            return shown
        },
        .page(.search, "offline") {
            await $0.page(.search(search(.sample { $0.searching.fail(.offline) }))).settled()
        },
    ]

    @MainActor
    private static func result(
        _ qualification: Qualification,
        mayViewMedical: Bool = false,
        consent: RecordedConsent? = nil
    ) -> ResultModel {
        let detail = Sample.detail(qualification: qualification, consent: consent)
        return ResultModel(
            .known(ResultContent(detail, message: "MKA-W4004")),
            searching: ScriptedPhone.sample(),
            mayViewMedical: mayViewMedical,
            now: { Sample.now }
        ) { _ in }
    }

    @MainActor
    private static func fetched(_ phone: ScriptedPhone) -> ResultModel {
        ResultModel(
            .listed("1"),
            searching: phone,
            mayViewMedical: false,
            now: { Sample.now }
        ) { _ in }
    }

    private static let newer = Qualification(
        processingResultStatus: "1",
        qualificationValidity: Sample.coded("9", "確認中"),
        resultList: []
    )

    static let results: [ScreenCase] =
        [
            .page(.result, "whole") {
                let whole = Sample.qualification("1", .whole, .whole)
                return $0.page(
                    .result(result(whole, mayViewMedical: true, consent: .sample()))
                )
            },
            .page(.result, "address") { reader in
                let model = result(Sample.qualification("1", .whole))
                model.send(.addressToggled)
                return reader.page(.result(model))
            },
            .page(.result, "newerServer") { $0.page(.result(result(newer))) },
            .page(.result, "fetching") {
                $0.page(.result(fetched(.sample { $0.showing.hold() })))
            },
            .page(.result, "offline") {
                await $0.page(.result(fetched(.sample { $0.showing.fail(.offline) }))).settled()
            },
            .page(.result, "left") { reader in
                let model = result(Sample.qualification("1", .whole))
                let shown = reader.page(.result(model))
                model.stop()
                return shown
            },
        ]
        + ["1", "2", "3", "4", "5", "6"].map { code in
            .page(.result, "band-\(code)") {
                $0.page(.result(result(Sample.qualification(code, SampleConfirmation()))))
            }
        }

    private static let everyChange: [ChangedField] = [
        .validity, .cardClassification, .insurer, .insuredNumber, .personalFamily, .name, .burden,
        .period, .limitCertificate,
    ]

    private static let changed = Sample.requery(
        changes: everyChange,
        before: Sample.qualification("1", .whole),
        now: Sample.qualification("3", .other)
    )

    @MainActor
    private static func asked(
        _ phone: ScriptedPhone = .sample { $0.requeries.hold() },
        submits: Bool = true
    ) -> RequeryModel {
        let model = RequeryModel(of: "1", requerying: phone, now: { Sample.now }) { _ in }
        if submits { model.send(.submitted) }
        return model
    }

    @MainActor
    private static func askedOfAll(_ phone: ScriptedPhone, submits: Bool = true)
        -> RequeryBatchModel
    {
        let patients = [
            Sample.patient("1", named: "試験　一子"), Sample.patient("2", named: "試験　二子"),
            Long.patient("3"),
        ]
        let model = RequeryBatchModel(
            of: patients.map(PatientLine.init),
            requerying: phone,
            now: { Sample.now }
        ) { _ in }
        if submits { model.send(.submitted) }
        return model
    }

    private static let outcomes = [
        RequeryOutcome(receptionNumber: "1", requery: changed, code: nil),
        RequeryOutcome(receptionNumber: "2", requery: Sample.requery(of: "2"), code: nil),
        RequeryOutcome(receptionNumber: "3", requery: nil, code: "MKA-E3007"),
    ]

    private static let withdrawn = Problem(code: "MKA-E3007", reaction: .refused)

    static let requeries: [ScreenCase] = [
        .page(.requery, "ready") { $0.page(.requery(asked(submits: false))) },
        .page(.requery, "asking") { $0.page(.requery(asked())) },
        .page(.requery, "changed") {
            await $0.page(.requery(asked(.sample { $0.requeries.answer(changed) }))).settled()
        },
        .page(.requery, "unchanged") {
            let phone = ScriptedPhone.sample { $0.requeries.answer(Sample.requery()) }
            return await $0.page(.requery(asked(phone))).settled()
        },
        .page(.requery, "refused") {
            await $0.page(.requery(asked(.sample { $0.requeries.fail(withdrawn) }))).settled()
        },
        .page(.requery, "offline") {
            await $0.page(.requery(asked(.sample { $0.requeries.fail(.offline) }))).settled()
        },
        .page(.requeryBatch, "ready") {
            $0.page(.requeryBatch(askedOfAll(.sample(), submits: false)))
        },
        .page(.requeryBatch, "asking") {
            $0.page(.requeryBatch(askedOfAll(.sample { $0.batches.hold() })))
        },
        .page(.requeryBatch, "answered") {
            let phone = ScriptedPhone.sample { $0.batches.answer(outcomes) }
            return await $0.page(.requeryBatch(askedOfAll(phone))).settled()
        },
        .page(.requeryBatch, "offline") {
            let phone = ScriptedPhone.sample { $0.batches.fail(.offline) }
            return await $0.page(.requeryBatch(askedOfAll(phone))).settled()
        },
    ]
}

extension SampleConfirmation {
    /// A qualification with much of what there can be.
    static var whole: SampleConfirmation {
        var one = SampleConfirmation()
        one.insuredCardClassification = Sample.coded("01")
        one.insurerNumber = "06990008"
        one.insurerName = "参考●健康保険組合　東日本支部　第一事務所"
        one.insuredCardSymbol = "９９"
        one.insuredIdentificationNumber = "１２３４５６７８"
        one.insuredBranchNumber = "01"
        one.personalFamilyClassification = Sample.coded("1")
        one.name = Long.person.name
        one.nameKana = Long.person.nameKana
        one.sex1 = Sample.coded("2")
        one.birthdate = Sample.day("19450101")
        one.address = "参考県参考市参考町一丁目２番３号　参考ハイツ４０５号室"
        one.postNumber = "999-9999"
        one.qualificationDate = Sample.day("20200401")
        one.insuredCardValidDate = Sample.day("20200401")
        one.insuredCardExpirationDate = Sample.day("20270331")
        one.insuredPartialContributionRatio = "030"
        one.limitApplicationCertificateRelatedConsFlg = Sample.coded("0")
        one.pharmacistsInfoConsFlg = Sample.coded("1")
        one.prescriptionIssueSelect = Sample.coded("2")
        return one
    }

    /// Another one.
    static var other: SampleConfirmation {
        var one = SampleConfirmation.whole
        one.insurerNumber = "39990017"
        one.insurerName = "参考県後期高齢者医療広域連合"
        one.insuredIdentificationNumber = "８７６５４３２１"
        one.personalFamilyClassification = Sample.coded("2")
        one.name = "試験　花子"
        one.insuredPartialContributionRatio = "010"
        one.insuredCardExpirationDate = Sample.day("20280331")
        return one
    }
}
