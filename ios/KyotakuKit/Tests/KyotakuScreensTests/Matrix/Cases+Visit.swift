import Foundation
import KyotakuCore

@testable import KyotakuModels
@testable import KyotakuModelsTesting

extension ScreenCase {
    private static func settings(homeVisit: Bool, outpatient: Bool) -> InstitutionSettings {
        Institution.sample(homeVisit: homeVisit, outpatient: outpatient).settings
    }

    @MainActor
    private static func method(
        _ state: MethodState,
        failing problem: Problem? = nil
    ) -> MethodModel {
        MethodModel(state, take: { _ in if let problem { throw problem } }) { _ in }
    }

    static let careKinds: [ScreenCase] = [
        .visit(.careKind, "both") {
            let both = settings(homeVisit: true, outpatient: true)
            return $0.visit(.careKind(CareKindModel(settings: both) { _ in }))
        },
        .visit(.careKind, "none") {
            let none = settings(homeVisit: false, outpatient: false)
            return $0.visit(.careKind(CareKindModel(settings: none) { _ in }))
        },
        .visit(.method, "visit") {
            $0.visit(.method(method(MethodState(purpose: .visit))))
        },
        .visit(.method, "consents") {
            $0.visit(.method(method(MethodState(purpose: .consents, chosen: .visual))))
        },
        .visit(.method, "busy") { reader in
            let model = method(MethodState(purpose: .visit))
            model.send(.chosen(.pin))
            return reader.visit(.method(model))
        },
        .visit(.method, "visualRefused") { reader in
            let model = method(MethodState(purpose: .visit, visualRefused: "MKA-E2048"))
            model.send(.chosen(.visual))
            return reader.visit(.method(model))
        },
        .visit(.method, "offline") { reader in
            let model = method(MethodState(purpose: .visit), failing: .offline)
            model.send(.chosen(.pin))
            return await reader.visit(.method(model)).settled()
        },
    ]

    @MainActor
    private static func handed(
        _ state: HandoverState,
        answer: OwnerCheckFailure? = nil,
        biometry: OwnerBiometry? = .faceID
    ) -> HandoverModel {
        let owner = FixedOwner(biometry: biometry)
        owner.answer(answer)
        return HandoverModel(state, owner: owner, reason: "?") { _ in }
    }

    private static func toPatient(
        _ pin: PinRequest? = nil,
        visualRefused: String? = nil
    ) -> HandoverState {
        HandoverState(
            direction: .toPatient,
            institution: Long.institutionName,
            pin: pin,
            visualRefused: visualRefused
        )
    }

    private static let back = HandoverState(direction: .toStaff, institution: "参考診療所")
    private static let lastTry = PinRequest(code: "MKA-E2011", triesLeft: 1, isLastTry: true)
    private static let twoTries = PinRequest(code: "MKA-E2010", triesLeft: 2, fate: .counted)

    static let handovers: [ScreenCase] =
        [
            .visit(.handover, "consent") { $0.visit(.handover(handed(toPatient()))) },
            .visit(.handover, "pin") { $0.visit(.handover(handed(toPatient(PinRequest())))) },
            .visit(.handover, "pinAgain") { $0.visit(.handover(handed(toPatient(twoTries)))) },
            .visit(.handover, "lastTry") { $0.visit(.handover(handed(toPatient(lastTry)))) },
            .visit(.handover, "lastTryPinOnly") {
                $0.visit(.handover(handed(toPatient(lastTry, visualRefused: "MKA-E2047"))))
            },
            .visit(.handBack, "back") { $0.visit(.handBack(handed(back))) },
            .visit(.handBack, "touchID") {
                $0.visit(.handBack(handed(back, biometry: .touchID)))
            },
            .visit(.handBack, "passcodeOnly") {
                $0.visit(.handBack(handed(back, biometry: nil)))
            },
            .visit(.handBack, "called") {
                $0.visit(.handBack(handed(back))) { $0.state.callsStaff = true }
            },
            .visit(.handBack, "busy") { reader in
                let model = handed(back)
                model.send(.received)
                return reader.visit(.handBack(model))
            },
        ]
        + [OwnerCheckFailure.failed, .lockedOut, .passcodeMissing].map { failure in
            .visit(.handBack, "\(failure)") { reader in
                let model = handed(back, answer: failure)
                model.send(.received)
                return await reader.visit(.handBack(model)).settled()
            }
        }

    @MainActor
    private static func pad(
        _ request: PinRequest = PinRequest(),
        offersVisual: Bool = true,
        digits: Int = 0
    ) -> PinModel {
        let model = PinModel(
            visit: ScriptedVisit(at: .ready),
            request: request,
            offersVisual: offersVisual
        ) { _ in }
        for _ in 0..<digits { model.send(.digit(7)) }
        return model
    }

    static let pins: [ScreenCase] =
        [
            .visit(.pin, "empty") { $0.visit(.pin(pad())) { $0.state.holder = .patient } },
            .visit(.pin, "complete") { $0.visit(.pin(pad(digits: 4))) },
            .visit(.pin, "withVoiceOver") {
                $0.visit(.pin(pad())) { $0.state.holder = .patient }
                    .after { $0.graph.hasVoiceOver = true }
            },
            .visit(.pin, "twoTriesLeft") { $0.visit(.pin(pad(twoTries, digits: 2))) },
            .visit(.pin, "forgotten") { reader in
                let model = pad()
                model.send(.forgottenToggled)
                return reader.visit(.pin(model))
            },
            .visit(.pin, "forgottenPinOnly") { reader in
                let model = pad(offersVisual: false)
                model.send(.forgottenToggled)
                return reader.visit(.pin(model))
            },
            .visit(.pin, "lastTry") { $0.visit(.pin(pad(lastTry))) },
            .visit(.pin, "lastTryPinOnly") { $0.visit(.pin(pad(lastTry, offersVisual: false))) },
            .visit(.pin, "lastTryAgreed") { reader in
                let model = pad(lastTry)
                model.send(.lastTryAgreed)
                return reader.visit(.pin(model))
            },
            .visit(.pin, "called") { $0.visit(.pin(pad())) { $0.state.callsStaff = true } },
        ]
        + [VerifyFate.notCounted, .right, .rightOrNotCounted].map { fate in
            .visit(.pin, "\(fate)") {
                let request = PinRequest(code: "MKA-E2014", triesLeft: 3, fate: fate)
                return $0.visit(.pin(pad(request)))
            }
        }

    @MainActor
    private static func looking(
        _ visit: ScriptedVisit = ScriptedVisit(at: .verifying, method: .visual),
        verifier: String = "看護　十一"
    ) -> SightModel {
        SightModel(visit: visit, verifier: verifier) { _ in }
    }

    static let sights: [ScreenCase] = [
        .visit(.sight, "open") { $0.visit(.sight(looking(verifier: Long.nurse.name))) },
        .visit(.sight, "complete") { reader in
            let model = looking()
            model.send(.photoToggled)
            model.send(.tamperingToggled)
            return reader.visit(.sight(model))
        },
        .visit(.sight, "again") { reader in
            let again = VisitOverview.sample(.verifying, method: .visual)
                .confirmingAgain(because: "MKA-E2074")
            return reader.visit(.sight(looking(ScriptedVisit(again))))
        },
        .visit(.sight, "denying") { reader in
            let model = looking()
            model.send(.denied)
            return reader.visit(.sight(model))
        },
        .visit(.sight, "denied") { reader in
            let model = looking()
            model.send(.denied)
            model.send(.faceDiffersToggled)
            return reader.visit(.sight(model))
        },
        .visit(.sight, "storage") { reader in
            let visit = ScriptedVisit(at: .verifying, method: .visual)
            visit.fail(.confirmBySight, with: .full, at: .verifying)
            let model = looking(visit)
            model.send(.photoToggled)
            model.send(.tamperingToggled)
            model.send(.confirmed)
            return await reader.visit(.sight(model)).settled()
        },
        .visit(.sight, "busy") { reader in
            let model = looking()
            model.send(.photoToggled)
            model.send(.tamperingToggled)
            model.send(.confirmed)
            return reader.visit(.sight(model))
        },
    ]
}
