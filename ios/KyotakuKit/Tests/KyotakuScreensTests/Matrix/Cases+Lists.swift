import Foundation
import KyotakuCore

@testable import KyotakuModels
@testable import KyotakuModelsTesting

extension ScreenCase {
    @MainActor
    private static func reading(
        _ phone: ScriptedPhone,
        mayView: Bool = true,
        submits: Bool = true
    ) -> MedicalModel {
        let model = MedicalModel(
            of: "1",
            reading: phone,
            mayView: mayView,
            now: { Sample.now }
        ) { _ in }
        if submits { model.send(.submitted) }
        return model
    }

    private static func entry(_ name: String) -> MedicalEntry {
        MedicalEntry(
            date: CalendarDate(year: 2026, month: 10, day: 5),
            name: name,
            detail: "1日3回毎食後",
            quantity: "21",
            institution: "参考薬局"
        )
    }

    private static func medical(_ entries: [MedicalEntry]) -> ScriptedPhone {
        .sample { $0.medical.answer(MedicalInformation(kind: .medicines, entries: entries)) }
    }

    static let medical: [ScreenCase] = [
        .page(.medical, "ready") { $0.page(.medical(reading(.sample(), submits: false))) },
        .page(.medical, "periodWrong") { reader in
            let model = reading(.sample(), submits: false)
            model.send(.toChosen(CalendarMonth(year: 2024, month: 1)))
            model.send(.submitted)
            return reader.page(.medical(model))
        },
        .page(.medical, "fetching") {
            $0.page(.medical(reading(.sample { $0.medical.hold() })))
        },
        .page(.medical, "none") { await $0.page(.medical(reading(medical([])))).settled() },
        .page(.medical, "some") {
            let long = String(repeating: "参考薬甲錠", count: 8)
            let some = medical([entry("参考薬甲錠"), entry(long)])
            return await $0.page(.medical(reading(some))).settled()
        },
        .page(.medical, "limited") {
            let many = medical((0..<200).map { entry("参考薬\($0)") })
            return await $0.page(.medical(reading(many))).settled()
        },
        .page(.medical, "notConsented") {
            let refused = Problem(code: "MKA-E3015", reaction: .refused)
            let phone = ScriptedPhone.sample { $0.medical.fail(refused) }
            return await $0.page(.medical(reading(phone))).settled()
        },
        .page(.medical, "notPermitted") {
            $0.page(.medical(reading(.sample(), mayView: false)))
        },
        .page(.medical, "offline") {
            await $0.page(.medical(reading(.sample { $0.medical.fail(.offline) }))).settled()
        },
    ]

    @MainActor
    private static func listing(_ phone: ScriptedPhone) -> PatientsModel {
        PatientsModel(requerying: phone, searching: phone, now: { Sample.now }) { _ in }
    }

    private static let several = PatientList(
        patients: [
            Sample.patient("1", named: "試験　一子", consent: .sample()),
            Sample.patient("2", named: "試験　二子", consent: Sample.endedConsent),
            Sample.patient("3", named: "試験　三子", refused: "MKA-E3014"),
            Long.patient("4"),
        ],
        nextCursor: "more"
    )

    private static func having(_ lists: PatientList...) -> ScriptedPhone {
        .sample { phone in lists.forEach { phone.patientLists.answer($0) } }
    }

    /// The patients, once they are there, and what was done then.
    private static func patients(
        _ state: String,
        _ phone: @escaping @Sendable () -> ScriptedPhone,
        _ change: @escaping @MainActor @Sendable (PatientsModel) async -> Void
    ) -> ScreenCase {
        .page(.patients, state) { reader in
            let model = listing(phone())
            let shown = await reader.page(.patients(model)).settled()
            await change(model)
            return shown
        }
    }

    static let patients: [ScreenCase] = [
        .page(.patients, "fetching") {
            $0.page(.patients(listing(.sample { $0.patientLists.hold() })))
        },
        patients("several", { having(several) }) { _ in },
        patients("nobody", { .sample() }) { _ in },
        patients("all", { having(several) }) {
            $0.send(.scopeChosen(.all))
            await $0.settled()
        },
        patients("adding", { having(several) }) { $0.send(.moreChosen) },
        patients("selecting", { having(several) }) { $0.send(.selectingToggled) },
        patients("selected", { having(several) }) {
            $0.send(.selectingToggled)
            $0.send(.patientChosen("1"))
        },
        patients("kanaWrong", { having(several) }) {
            $0.send(.kanaTyped("試験"))
            $0.send(.submitted)
        },
        patients("locked", { .sample { $0.patientLists.fail(.passwordWanted) } }) { _ in },
        patients("unlocking", { .sample { $0.patientLists.fail(.passwordWanted) } }) {
            $0.send(.unlockChosen)
        },
        patients("offline", { .sample { $0.patientLists.fail(.offline) } }) { _ in },
    ]

    /// What waits, once it is known, and what was done then.
    private static func waiting(
        _ state: String,
        _ deliveries: @escaping @Sendable () -> FixedDeliveries,
        _ change: @escaping @MainActor @Sendable (WaitingModel) async -> Void = { _ in }
    ) -> ScreenCase {
        .page(.waiting, state) { reader in
            let model = WaitingModel(deliveries: deliveries()) { _ in }
            let shown = await reader.page(.waiting(model)).settled()
            await change(model)
            return shown
        }
    }

    private static let everyStanding: [WaitingDelivery] = [
        .sample("a"), .sample("b", minutes: 10, answered: true),
        .sample("c", minutes: 20, delivered: true),
        .sample("d", minutes: 30, delivered: true, refusedAnswer: "MKA-E3011"),
        .sample("e", minutes: 40, code: "MKA-E2055"),
    ]

    static let waiting: [ScreenCase] = [
        .page(.waiting, "listing") {
            $0.page(.waiting(WaitingModel(deliveries: FixedDeliveries()) { _ in }))
        },
        waiting("nothing", { FixedDeliveries() }),
        waiting("everyStanding", { FixedDeliveries(lines: everyStanding) }),
        waiting("sending", { FixedDeliveries(lines: everyStanding) }) { $0.send(.sendChosen) },
        waiting("sent", { FixedDeliveries(lines: [.sample("a")], report: .sample(registered: 2)) })
        {
            $0.send(.sendChosen)
            await $0.settled()
        },
        waiting("asking", { FixedDeliveries(lines: [.sample("a")]) }) {
            $0.send(.discardChosen("a"))
        },
        waiting("discarding", { FixedDeliveries(lines: [.sample("a")]) }) {
            $0.send(.discardChosen("a"))
            $0.send(.discardConfirmed)
        },
        waiting("storage", { FixedDeliveries(.full) }),
    ]
}
