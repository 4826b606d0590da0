import Foundation
import KyotakuCore
import KyotakuText

@testable import KyotakuModels
@testable import KyotakuModelsTesting

extension ScreenCase {
    @MainActor
    private static func device(
        _ phone: ScriptedPhone,
        reader: ScriptedReader = ScriptedReader()
    ) -> DeviceModel {
        DeviceModel(
            facts: Sample.facts,
            watching: phone,
            checking: phone,
            reader: reader,
            messages: TapMessages(Texts(in: .japanese))
        ) { _ in }
    }

    /// The phone after it has been checked with a card.
    private static func checked(
        _ state: String,
        reader: ScriptedReader = ScriptedReader(),
        reporting problem: Problem? = nil
    ) -> ScreenCase {
        .page(.device, state) { shower in
            let learned = TapResult.outcome(.learned(longResponses: .yes, longCommands: .no))
            let phone = ScriptedPhone.sample {
                $0.taps.answer(FixedConversation(result: reader.failure == nil ? learned : nil))
                if let problem { $0.reports.fail(problem) } else { $0.reports.succeed() }
            }
            let model = device(phone, reader: reader)
            let shown = await shower.page(.device(model)).settled()
            model.send(.checkChosen)
            await model.settled()
            return await shown.settled()
        }
    }

    private static let list = SupportedDevices(
        source: DeviceListSource(
            name: "対応端末一覧",
            publishedOn: CalendarDate(year: 2026, month: 10, day: 1),
            importedAt: Sample.now
        ),
        devices: [
            SupportedDevice(model: "iPhone16,1", name: "試験機", visual: true),
            SupportedDevice(model: nil, name: "古い試験機", visual: false),
        ]
    )

    @MainActor
    private static func supported(_ phone: ScriptedPhone, own: String) -> SupportedDevicesModel {
        SupportedDevicesModel(listing: phone, ownModel: own) { _ in }
    }

    /// What the network comes to.
    private static func network(
        _ state: String,
        _ path: NetworkPath,
        _ change: @escaping @Sendable (ScriptedPhone) -> Void = { _ in }
    ) -> ScreenCase {
        .page(.network, state) { reader in
            let phone = ScriptedPhone.sample(change)
            let model = NetworkModel(
                watching: phone,
                signing: phone,
                reading: FixedPath(path)
            ) { _ in }
            let shown = reader.page(.network(model))
            model.send(.started)
            return await shown.settled()
        }
    }

    static let devices: [ScreenCase] =
        [
            .page(.device, "known") { await $0.page(.device(device(.sample()))).settled() },
            .page(.device, "long") {
                await $0.page(.device(device(.standing(Long.overview)))).settled()
            },
            .page(.device, "withoutNFC") {
                let reader = ScriptedReader(availability: .unsupported)
                return await $0.page(.device(device(.sample(), reader: reader))).settled()
            },
            .page(.device, "storage") {
                await $0.page(.device(device(.sample { $0.standing.fail(.full) }))).settled()
            },
            .page(.device, "tapping") { reader in
                let model = device(.sample { $0.taps.hold() })
                let shown = await reader.page(.device(model)).settled()
                model.send(.checkChosen)
                return shown
            },
            checked("learned"),
            checked("notReported", reporting: .offline),
            checked("failed", reader: ScriptedReader(failure: .timedOut)),
            .page(.devices, "fetching") {
                $0.page(.devices(supported(.sample { $0.deviceLists.hold() }, own: "")))
            },
            .page(.devices, "listed") {
                let phone = ScriptedPhone.sample { $0.deviceLists.answer(list) }
                return await $0.page(.devices(supported(phone, own: "iPhone16,1"))).settled()
            },
            .page(.devices, "notListed") {
                let phone = ScriptedPhone.sample { $0.deviceLists.answer(list) }
                return await $0.page(.devices(supported(phone, own: "iPhone99,1"))).settled()
            },
            .page(.devices, "offline") {
                let phone = ScriptedPhone.sample { $0.deviceLists.fail(.offline) }
                return await $0.page(.devices(supported(phone, own: ""))).settled()
            },
            .page(.network, "notChecked") {
                let phone = ScriptedPhone.sample()
                let path = FixedPath(.mobile)
                return $0.page(
                    .network(NetworkModel(watching: phone, signing: phone, reading: path) { _ in })
                )
            },
            .page(.network, "checking") { reader in
                let phone = ScriptedPhone.sample()
                let path = FixedPath(.mobile)
                let model = NetworkModel(watching: phone, signing: phone, reading: path) { _ in }
                model.send(.started)
                return reader.page(.network(model))
            },
            network("fine", .mobile),
            network("cut", .none),
            network("anotherServer", .wiFi) {
                $0.server.fail(Problem(code: "MKA-E5002", reaction: .offline))
            },
            network("clockWrong", .other) {
                $0.server.fail(
                    Problem(code: "MKA-E5006", reaction: .clockWrong, aheadSeconds: 3600)
                )
            },
            network("maintenance", .mobile) { $0.server.fail(.maintenance) },
            network("signedOut", .mobile) {
                $0.settings.fail(Problem(code: "MKA-E1113", reaction: .signIn))
            },
        ] + deregistrations

    /// The end of a registration, after the screen has looked, and what was done then.
    private static func deregister(
        _ state: String,
        owner answer: OwnerCheckFailure? = nil,
        _ change: @escaping @Sendable (ScriptedPhone) -> Void = { _ in },
        then: @escaping @MainActor @Sendable (DeregisterModel) async -> Void = { _ in }
    ) -> ScreenCase {
        .page(.deregister, state) { reader in
            let (phone, owner) = (ScriptedPhone.sample(change), ScriptedOwner())
            owner.answer(answer)
            phone.erasure.succeed()
            let model = DeregisterModel(activating: phone, watching: phone, owner: owner) { _ in }
            let shown = await reader.page(.deregister(model)).settled()
            await then(model)
            return shown
        }
    }

    @MainActor
    private static func submit(_ model: DeregisterModel) {
        model.send(.passwordTyped("a password"))
        model.send(.submitted)
    }

    @MainActor
    private static func confirm(_ model: DeregisterModel) async {
        submit(model)
        model.send(.confirmed(reason: "?"))
        await model.settled()
    }

    /// As far as the second question, where the server does not answer.
    @MainActor
    private static func erase(_ model: DeregisterModel) async {
        await confirm(model)
        model.send(.erasureChosen)
        model.send(.confirmed(reason: "?"))
    }

    private static let deregistrations: [ScreenCase] = [
        .page(.deregister, "opening") { reader in
            let phone = ScriptedPhone.sample { $0.standing.hold() }
            let owner = ScriptedOwner()
            let model = DeregisterModel(activating: phone, watching: phone, owner: owner) { _ in }
            return reader.page(.deregister(model))
        },
        deregister("storage", { $0.standing.fail(.full) }),
        deregister("waiting", { $0.standing.answer(Sample.overview(waiting: 2)) }),
        deregister("entering"),
        deregister("asking", then: { submit($0) }),
        deregister("working", { $0.deregistration.hold() }) {
            submit($0)
            $0.send(.confirmed(reason: "?"))
        },
        deregister(
            "wrongPassword",
            { $0.deregistration.fail(Problem(code: "MKA-E1101", reaction: .correctInput)) },
            then: { await confirm($0) }
        ),
        deregister("offline", { $0.deregistration.fail(.offline) }, then: { await confirm($0) }),
        deregister("erasing", { $0.deregistration.fail(.offline) }) {
            await confirm($0)
            $0.send(.erasureChosen)
        },
        deregister("erasingAgain", { $0.deregistration.fail(.offline) }, then: { await erase($0) }),
        deregister("ownerFailed", owner: .failed, { $0.deregistration.fail(.offline) }) {
            await erase($0)
            $0.send(.confirmed(reason: "?"))
            await $0.settled()
        },
        deregister("erased", { $0.deregistration.fail(.offline) }) {
            await erase($0)
            $0.send(.confirmed(reason: "?"))
            await $0.settled()
        },
        deregister("done", { $0.deregistration.succeed() }, then: { await confirm($0) }),
    ]
}
