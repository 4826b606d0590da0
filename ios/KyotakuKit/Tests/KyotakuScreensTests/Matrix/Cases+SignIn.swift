import Foundation
import KyotakuCore

@testable import KyotakuModels
@testable import KyotakuModelsTesting

extension ScreenCase {
    @MainActor
    private static func signing(
        _ phone: ScriptedPhone = .standing(Sample.overview(account: .signedOut, waiting: 2)),
        problem: Problem? = nil
    ) -> SignInModel {
        .scripted(phone, problem: problem) { _ in }
    }

    /// Somebody whose name and password have been typed, and sent.
    @MainActor
    private static func sent(
        _ reader: Reader,
        _ change: (ScriptedPhone) -> Void
    ) async -> (ShownScreen, SignInModel) {
        let phone = ScriptedPhone.sample {
            $0.standing.answer(Sample.overview(account: .signedOut))
            change($0)
        }
        let model = signing(phone)
        let shown = await reader.stage(.signIn(model)).settled()
        model.send(.userIDTyped(Long.nurse.id))
        model.send(.passwordTyped("a password"))
        model.send(.submitted)
        return (shown, model)
    }

    static let signIn: [ScreenCase] =
        [
            .stage("signIn", "known") { await $0.stage(.signIn(signing())).settled() },
            .stage("signIn", "long") {
                await $0.stage(.signIn(signing(.standing(Long.overview)))).settled()
            },
            .stage("signIn", "forgotten") { reader in
                let model = signing()
                let shown = await reader.stage(.signIn(model)).settled()
                model.send(.forgottenToggled)
                return shown
            },
            .stage("signIn", "sessionEnded") {
                let ended = Problem(code: "MKA-E1113", reaction: .signIn)
                return await $0.stage(.signIn(signing(problem: ended))).settled()
            },
            .stage("signIn", "signingIn") { reader in
                await sent(reader) { $0.signingIn.hold() }.0
            },
            .stage("signIn", "passwordExpires") { reader in
                let soon = SignedIn(
                    account: Sample.nurse,
                    passwordExpiresAt: Sample.now.addingTimeInterval(3 * 86_400)
                )
                return await sent(reader) { $0.signingIn.answer(soon) }.0.settled()
            },
            .stage("signIn", "fields") { reader in
                let wrong = Problem(
                    code: "MKA-E6001",
                    reaction: .correctInput,
                    fields: [
                        FieldProblem(field: .userId, code: "MKA-E6002"),
                        FieldProblem(field: .password, code: "MKA-E6002"),
                    ]
                )
                return await sent(reader) { $0.signingIn.fail(wrong) }.0.settled()
            },
            .stage("signIn", "offline") { reader in
                await sent(reader) { $0.signingIn.fail(.offline) }.0.settled()
            },
        ]
        + [
            Codes.accountLocked, Codes.accountNeverSignedIn, Codes.accountPaused,
            Codes.signedInElsewhere,
        ].map { code in
            .stage("signIn", "refused-\(code)") { reader in
                let refused = Problem(code: code, reaction: .refused)
                return await sent(reader) { $0.signingIn.fail(refused) }.0.settled()
            }
        } + locks

    @MainActor
    private static func locked(
        _ phone: ScriptedPhone,
        owner: ScriptedOwner = ScriptedOwner(),
        visit: VisitFlowState? = nil
    ) -> LockModel {
        LockModel(
            watching: phone,
            signing: phone,
            owner: owner,
            visit: visit
        ) { _ in }
    }

    private static let lockedPhone = Sample.overview(account: .locked)

    private static let locks: [ScreenCase] =
        [
            .stage("lock", "locked") {
                await $0.stage(.locked(locked(.standing(lockedPhone)))).settled()
            },
            .stage("lock", "keepsVisit") {
                let visit = VisitFlowState(intent: .visit)
                return await $0.stage(.locked(locked(.standing(lockedPhone), visit: visit)))
                    .settled()
            },
            .stage("lock", "withPatient") {
                let language = $0.language
                let visit = VisitFlowState(intent: .visit, holder: .patient, language: language)
                return await $0.stage(.locked(locked(.standing(lockedPhone), visit: visit)))
                    .settled()
            },
            .stage("lock", "signingOut") {
                let model = locked(.standing(lockedPhone))
                let shown = await $0.stage(.locked(model)).settled()
                model.send(.otherUserChosen)
                return shown
            },
            .stage("lock", "unlocking") { reader in
                let phone = ScriptedPhone.sample {
                    $0.standing.answer(lockedPhone)
                    $0.unlocking.hold()
                }
                let model = locked(phone)
                let shown = await reader.stage(.locked(model)).settled()
                model.send(.unlockChosen(reason: "?"))
                return shown
            },
            .stage("lock", "storage") {
                await $0.stage(.locked(locked(.sample { $0.standing.fail(.full) }))).settled()
            },
        ]
        + [OwnerCheckFailure.failed, .lockedOut].map { failure in
            .stage("lock", "\(failure)") { reader in
                let owner = ScriptedOwner()
                owner.answer(failure)
                let model = locked(.standing(lockedPhone), owner: owner)
                let shown = await reader.stage(.locked(model)).settled()
                model.send(.unlockChosen(reason: "?"))
                return await shown.settled()
            }
        }

    @MainActor
    private static func atHome(
        _ phone: ScriptedPhone = .sample(),
        reader: CardReaderAvailability = .available
    ) -> HomeModel {
        HomeModel(
            HomeModel.Roles(
                phone: phone,
                marking: ScriptedMarks(),
                reader: ScriptedReader(availability: reader),
                pausing: HeldPauses(),
                server: "https://kyotaku.example.jp:8443",
                now: { Sample.now }
            )
        ) { _ in }
    }

    private static let patientsOfToday = PatientList(
        patients: [
            Sample.patient("1", named: "試験　一子"), Sample.patient("2", named: "試験　二子"),
            Long.patient("3"),
        ],
        nextCursor: nil
    )

    static let home: [ScreenCase] = [
        .stage("home", "looking") { $0.stage(.home(atHome())) },
        .stage("home", "nobody") { await $0.stage(.home(atHome())).settled() },
        .stage("home", "patients") {
            let phone = ScriptedPhone.sample { $0.patientLists.answer(patientsOfToday) }
            return await $0.stage(.home(atHome(phone))).settled()
        },
        .stage("home", "listLocked") {
            let phone = ScriptedPhone.sample { $0.patientLists.fail(.passwordWanted) }
            return await $0.stage(.home(atHome(phone))).settled()
        },
        .stage("home", "everythingWaits") { reader in
            let phone = ScriptedPhone.sample {
                $0.standing.answer(Long.overview)
                $0.patientLists.answer(patientsOfToday)
                $0.waitingLists.restart([
                    .sample("a"), .sample("c", delivered: true), .sample("e", code: "MKA-E2055"),
                ])
                $0.deliveries.answer(.sample())
                $0.noticeLists.restart([Sample.notice("n1"), Sample.notice("n2")])
            }
            return await reader.stage(.home(atHome(phone))).settled()
        },
        .stage("home", "offline") {
            let phone = ScriptedPhone.sample { $0.server.fail(.offline) }
            return await $0.stage(.home(atHome(phone))).settled()
        },
        .stage("home", "maintenance") {
            let phone = ScriptedPhone.sample { $0.server.fail(.maintenance) }
            return await $0.stage(.home(atHome(phone))).settled()
        },
        .stage("home", "withoutNFC") {
            await $0.stage(.home(atHome(reader: .unsupported))).settled()
        },
        .stage("home", "storage") {
            let phone = ScriptedPhone.sample { $0.standing.fail(.full) }
            return await $0.stage(.home(atHome(phone))).settled()
        },
    ]

    static let covers: [ScreenCase] = [
        .stage("app", "covered") { reader in
            let app = AppModel.sample()
            return await reader.app(app, as: "app").after { $0.graph.phase = .inactive }.resting(
                app
            )
        },
        .stage("app", "captured") { reader in
            let app = AppModel.sample()
            return await reader.app(app, as: "app").after { $0.graph.isCaptured = true }.resting(
                app
            )
        },
        .stage("app", "screenshot") { reader in
            let app = AppModel.sample()
            let shown = await reader.app(app, as: "app").resting(app)
            app.state.notice = .screenshot
            return shown
        },
        .stage("app", "lockWarning") { reader in
            let app = AppModel.sample()
            let shown = await reader.app(app, as: "app").resting(app)
            app.state.lockWarning = reader.language
            return shown
        },
        .stage("app", "registration") { reader in
            let app = AppModel.sample()
            let shown = await reader.app(app, as: "app").resting(app)
            app.state.notice = .registration(Problem(code: "MKA-E1107", reaction: .refused))
            return shown
        },
        .stage("app", "leavingVisit") { try await left(.leave(isKept: false), $0) },
        .stage("app", "leavingKeptVisit") { try await left(.leave(isKept: true), $0) },
        .stage("app", "visitNotGivenUp") { try await left(.notAbandoned(.full, isKept: true), $0) },
        .stage("app", "visitNotTakenUp") { reader in
            let app = AppModel.sample(.sample { $0.resumptions.fail(.offline) })
            let shown = await reader.app(app, as: "app").resting(app)
            app.resumeVisit("d1")
            return await shown.resting(app)
        },
    ]

    @MainActor
    private static func left(
        _ question: VisitQuestion,
        _ reader: Reader
    ) async throws -> ShownScreen {
        let visit = ScriptedVisit(
            at: question.isKept ? .identifying : .verifying,
            method: .visual,
            presence: .sample()
        )
        let app = AppModel.sample(
            .sample {
                $0.resumptions.answer(visit)
                $0.beginnings.answer(visit)
            }
        )
        let shown = await reader.app(app, as: "app").resting(app)
        app.resumeVisit("d1")
        await app.settled()
        app.visit?.state.question = question
        return ShownScreen(
            rendered: shown.rendered,
            screen: shown.screen,
            stages: { app.state.stages + (app.visit?.state.stages ?? []) },
            model: nil
        )
    }
}

extension ShownScreen {
    /// The same when an app has come to rest.
    fileprivate func resting(_ app: AppModel) async -> ShownScreen {
        let language = app.state.language
        await app.settled()
        // It starts in the language that is kept.
        app.state.language = language
        return self
    }
}
