import Foundation
import KyotakuCore

extension VisitFlowModel {
    func sight(of visit: any VisitRunning) -> SightModel {
        SightModel(visit: visit, verifier: standing.profile?.name ?? "") { [weak self] exit in
            switch exit {
            case .moved: self?.follow()
            case .back: self?.chooseMethodAgain()
            case .detour(let detour): self?.detour(detour)
            }
        }
    }

    func tap(of visit: any VisitRunning) -> TapModel {
        TapModel(
            visit: visit,
            reading: roles.reading,
            acceptsLastTry: acceptsLastTry,
            visualRefused: standing.visualRefused
        ) { [weak self] exit in
            switch exit {
            case .moved: self?.follow()
            case .pin(let request): self?.askForPin(request)
            case .method(let method): self?.chooseMethodAgain(method)
            case .back: self?.chooseMethodAgain()
            case .stop: self?.ask()
            case .detour(let detour): self?.detour(detour)
            }
        }
    }

    private func askForPin(_ request: PinRequest) {
        pinRequest = request
        acceptsLastTry = false
        // The tap may have shown that 目視 is not to be had on this phone.
        refresh { [weak self] in self?.follow() }
    }

    func person(of visit: any VisitRunning) -> PersonModel {
        PersonModel(visit: visit) { [weak self] exit in
            switch exit {
            case .moved: self?.follow()
            case .back: self?.ask()
            case .detour(let detour): self?.detour(detour)
            }
        }
    }

    func done(with visit: any VisitRunning) -> DoneModel {
        DoneModel(visit: visit, confirmedAt: verifiedAt ?? roles.now()) { [weak self] exit in
            guard let self else { return }
            switch exit {
            case .result(let source): self.leave(.result(source))
            case .next:
                self.end()
                self.leave(.next(self.state.intent))
            case .home:
                self.end()
                self.leave(.home)
            }
        }
    }

    func stopped(with visit: any VisitRunning) -> StoppedModel {
        StoppedModel(visit: visit) { [weak self] exit in
            switch exit {
            case .startAgain(let method): self?.startAgain(method)
            case .home:
                self?.end()
                self?.leave(.home)
            }
        }
    }

    func handover(_ direction: HandoverDirection) -> HandoverModel {
        let asksForPin = visit?.overview().step == .ready
        let state = HandoverState(
            direction: direction,
            institution: standing.registration?.institution.name ?? "",
            pin: asksForPin && direction == .toPatient ? pinRequest : nil,
            visualRefused: standing.visualRefused
        )
        let reason = roles.texts(.passcodeReasonHandBack)
        return HandoverModel(state, owner: roles.owner, reason: reason) { [weak self] exit in
            switch exit {
            case .started: self?.handToPatient()
            case .received: self?.takeFromPatient()
            case .visual: self?.chooseMethodAgain(.visual)
            case .settings: self?.leave(.settings)
            case .back: self?.leaveHandover()
            }
        }
    }

    private func leaveHandover() {
        switch visit?.overview().step {
        case .ready: chooseMethodAgain()
        case .consenting: ask()
        default: follow()
        }
    }

    func showConsents(of visit: any VisitRunning) {
        let model = ConsentsModel(
            visit: visit,
            refused: refusedAnswer,
            leadsToRevoking: state.intent == .revoke && refusedAnswer == nil
        ) { [weak self] exit in
            switch exit {
            case .change(let kind): self?.changeConsent(of: kind)
            case .revoke: self?.showRevoke(of: visit)
            case .moved: self?.follow()
            case .back: self?.ask()
            case .detour(let detour): self?.detour(detour)
            }
        }
        show([.consents(model)])
        model.takeUp(.appeared)
    }

    private func showRevoke(of visit: any VisitRunning) {
        guard case .consents(let consents) = pages.last else { return }
        let model = RevokeModel(
            visit: visit,
            institution: standing.registration?.institution.name ?? "",
            kinds: consents.state.holding
        ) { [weak self] exit in
            switch exit {
            case .moved: self?.follow()
            case .back: self?.pop()
            case .detour(let detour): self?.detour(detour)
            }
        }
        push(.revoke(model))
    }
}
