import AVFoundation
import Foundation
import KyotakuCore

@testable import KyotakuModels
@testable import KyotakuModelsTesting

extension ScreenCase {
    @MainActor
    private static func opened(_ problem: Problem) -> OpeningModel {
        OpeningModel(opening: { throw problem }, erasing: {}, pausing: HeldPauses()) { _ in }
    }

    @MainActor
    private static func givenUp() -> OpeningModel {
        let phone = ScriptedPhone.sample { $0.erasure.hold() }
        let problem = Problem(code: "MKA-E0009", reaction: .activate)
        return OpeningModel(giveUp: phone, because: problem, pausing: HeldPauses()) { _ in }
    }

    static let opening: [ScreenCase] = [
        .stage("launching", "blank") { $0.stage(.launching) },
        .stage("update", "outdated") {
            $0.stage(.update(Problem(code: "MKA-E0004", reaction: .update)))
        },
        .stage("update", "outdatedWithPage") {
            $0.update(
                Problem(code: "MKA-E0004", reaction: .update),
                page: URL(string: "https://apps.example.jp")
            )
        },
        .stage("opening", "opening") { $0.stage(.opening(opened(.full))) },
        .stage("opening", "waitingForUnlock") { reader in
            let model = opened(Problem(code: "MKA-E0010", reaction: .deviceLocked))
            let shown = reader.stage(.opening(model))
            try await waitUntil { model.state.phase != .opening }
            return shown
        },
        .stage("opening", "failed") {
            await $0.stage(.opening(opened(Problem(code: "MKA-E0011", reaction: .storage))))
                .settled()
        },
        .stage("opening", "givenUp") { $0.stage(.opening(givenUp())) },
        .stage("opening", "confirming") { reader in
            let model = givenUp()
            model.send(.anewChosen)
            return reader.stage(.opening(model))
        },
        .stage("opening", "erasing") { reader in
            let model = givenUp()
            model.send(.anewChosen)
            model.send(.anewConfirmed)
            return reader.stage(.opening(model))
        },
    ]

    @MainActor
    private static func started(
        _ phone: ScriptedPhone = .standing(Sample.overview(registration: nil, account: .signedOut)),
        terms: Int? = StartModel.terms,
        reader: CardReaderAvailability = .available,
        owner: OwnerCheckAvailability = .available(biometry: .faceID),
        reset: StateReset? = nil
    ) -> StartModel {
        let checked = ScriptedOwner()
        checked.set(owner)
        return StartModel(
            facts: Sample.facts,
            roles: StartModel.Roles(
                watching: phone,
                tapping: ScriptedReader(availability: reader),
                owner: checked,
                terms: ScriptedMarks(terms: terms)
            ),
            reset: reset
        ) { _ in }
    }

    private static let unregistered = Sample.overview(
        registration: nil,
        account: .signedOut,
        longCommands: .unknown
    )

    static let start: [ScreenCase] =
        [
            .stage("start", "opening") { $0.stage(.start(started())) },
            .stage("start", "terms") { await $0.stage(.start(started(terms: nil))).settled() },
            .stage("start", "checking") { reader in
                let model = started(.sample { $0.server.hold() })
                let shown = reader.stage(.start(model))
                try await waitUntil { model.state.isChecking }
                return shown
            },
            .stage("start", "offline") { reader in
                let phone = ScriptedPhone.sample {
                    $0.server.fail(.offline)
                    $0.standing.answer(unregistered)
                }
                return await reader.stage(.start(started(phone))).settled()
            },
            .stage("start", "nothingPasses") { reader in
                let phone = ScriptedPhone.sample {
                    $0.server.fail(Problem(code: "MKA-E0004", reaction: .update))
                    $0.standing.answer(unregistered)
                }
                let model = started(phone, reader: .unsupported, owner: .passcodeMissing)
                return await reader.stage(.start(model)).settled()
            },
            .stage("start", "storage") { reader in
                let phone = ScriptedPhone.sample { $0.standing.fail(.full) }
                return await reader.stage(.start(started(phone))).settled()
            },
            .stage("start", "preparations") { await $0.stage(.start(started())).settled() },
            .stage("start", "prepared") { reader in
                let model = started()
                let shown = await reader.stage(.start(model)).settled()
                for preparation in Preparation.allCases {
                    model.send(.preparationToggled(preparation))
                }
                return shown
            },
            .stage("passcode", "missing") { reader in
                let owner = ScriptedOwner()
                owner.set(.passcodeMissing)
                return reader.stage(.passcode(PasscodeModel(owner: owner) { _ in }))
            },
            .stage("passcode", "missingOnOldPhone") { reader in
                let owner = ScriptedOwner(biometry: .touchID)
                owner.set(.passcodeMissing)
                return reader.stage(.passcode(PasscodeModel(owner: owner) { _ in }))
            },
            .stage("passcode", "there") {
                $0.stage(.passcode(PasscodeModel(owner: ScriptedOwner()) { _ in }))
            },
        ]
        + [StateReset.inconsistent, .reinstalled, .rolledBack, .unreadable].map { reset in
            .stage("start", "reset-\(reset)") { reader in
                let phone = ScriptedPhone.standing(Sample.overview(account: .signedOut))
                return await reader.stage(.start(started(phone, reset: reset))).settled()
            }
        }

    @MainActor
    private static func registering(
        _ phone: ScriptedPhone = .sample(),
        filledIn: Bool = true
    ) -> RegistrationModel {
        let model = RegistrationModel(
            activating: phone,
            deviceName: "iPhone",
            referenceWorld: true
        ) { _ in }
        guard filledIn else { return model }
        model.send(.institutionTyped("9919999012"))
        model.send(.codeTyped("0000-0000-0000-0000"))
        model.send(.userIDTyped(Sample.nurse.id))
        model.send(.passwordTyped("a password"))
        return model
    }

    @MainActor
    private static func naming(_ phone: ScriptedPhone) -> RegistrationModel {
        let model = registering(phone)
        model.send(.submitted)
        model.send(.deviceNameTyped(String(repeating: "訪問1号機", count: 7)))
        return model
    }

    /// The camera of a phone that has one, and may be used.
    @MainActor
    private static func scanning(
        _ reader: Reader,
        _ prepare: (RegistrationModel) -> Void = { _ in }
    ) -> ShownScreen {
        let model = registering(filledIn: false)
        model.send(.scanChosen)
        prepare(model)
        let camera = VirtualCamera(isSupported: true, status: .authorized)
        return VirtualCamera.$current.withValue(camera) { reader.stage(.registration(model)) }
    }

    static let registration: [ScreenCase] = [
        .stage("registration", "empty") { $0.stage(.registration(registering(filledIn: false))) },
        .stage("registration", "filledIn") { $0.stage(.registration(registering())) },
        .stage("registration", "wrong") { reader in
            let model = registering(filledIn: false)
            model.send(.institutionTyped("9"))
            model.send(.userIDTyped("a"))
            model.send(.submitted)
            return reader.stage(.registration(model))
        },
        .stage("registration", "scanned") { reader in
            let model = registering(filledIn: false)
            model.send(.scanned("mka1:9919999012:0000000000000000"))
            return reader.stage(.registration(model))
        },
        .stage("registration", "scannedSomethingElse") { reader in
            let model = registering(filledIn: false)
            model.send(.scanned("https://example.jp"))
            return reader.stage(.registration(model))
        },
        .stage("registration", "cameraAsked") { scanning($0) },
        .stage("registration", "cameraForbidden") { reader in
            scanning(reader) { $0.send(.cameraAnswered(isAllowed: false)) }
        },
        .stage("registration", "cameraFindsSomethingElse") { reader in
            scanning(reader) { model in
                model.send(.cameraAnswered(isAllowed: true))
                model.send(.scanned("https://example.jp"))
            }
        },
        .stage("registration", "codeUsed") { reader in
            let refused = Problem(code: "MKA-E1012", reaction: .refused)
            let model = naming(.sample { $0.activation.fail(refused) })
            model.send(.submitted)
            return await reader.stage(.registration(model)).settled()
        },
        .stage("registration", "naming") { $0.stage(.registration(naming(.sample()))) },
        .stage("registration", "registering") { reader in
            let model = naming(.sample { $0.activation.hold() })
            model.send(.submitted)
            return reader.stage(.registration(model))
        },
        .stage("registration", "unanswered") { reader in
            let model = naming(.sample { $0.activation.fail(.offline) })
            model.send(.submitted)
            return await reader.stage(.registration(model)).settled()
        },
        .stage("registration", "registered") { reader in
            let done = Registration(
                institution: Long.institution,
                deviceId: "d-0001",
                notAfter: Sample.now
            )
            let model = naming(.sample { $0.activation.answer(done) })
            model.send(.submitted)
            return await reader.stage(.registration(model)).settled()
        },
    ]
}
