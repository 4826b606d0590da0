import KyotakuCore

// While the phone is in the patient's hands: what the patient sees, and the way back.
extension VisitFlowModel {
    /// The phone goes to the patient, for what the visit needs of them now.
    func handToPatient() {
        guard let visit else { return follow() }
        switch visit.overview().step {
        case .ready: showPin(of: visit)
        case .consenting: showConsent(changing: nil)
        case .reviewing: showConsent(changing: changedKind)
        default: follow()
        }
    }

    /// Has the patient answer otherwise for a kind of care.
    func changeConsent(of kind: CareKind) {
        changedKind = kind
        push(.handover(handover(.toPatient)))
    }

    private func showPin(of visit: any VisitRunning) {
        state.holder = .patient
        let model = PinModel(
            visit: visit,
            request: pinRequest ?? PinRequest(),
            offersVisual: standing.visualRefused == nil
        ) { [weak self] exit in
            switch exit {
            case .entered(let acceptsLastTry):
                self?.pinRequest = nil
                self?.acceptsLastTry = acceptsLastTry
            case .visual: self?.wantedMethod = .visual
            case .givenBack, .moved: break
            }
            self?.showHandBack()
        }
        show(choices + [.pin(model)])
    }

    private func showConsent(changing kind: CareKind?) {
        guard let visit, let draft = draft(changing: kind) else { return follow() }
        state.holder = .patient
        let notice = refusedAnswer ?? visit.overview().notice
        let model = ConsentModel(draft, notice: notice) { [weak self] exit in
            switch exit {
            case .answered(let draft): self?.answered(draft)
            case .items(let draft): self?.showItems(draft)
            case .back: self?.showHandBack()
            }
        }
        show([.consent(model)])
    }

    private func draft(changing kind: CareKind?) -> ConsentDraft? {
        let overview = visit?.overview()
        guard let overview, let presence = overview.presence,
            let institution = standing.registration?.institution
        else { return nil }
        let earlier = kind.flatMap { kind in
            overview.consents?.first { $0.careKind == kind }?.consent
        }
        return ConsentDraft(
            institution: institution,
            presence: presence,
            careKind: kind ?? overview.plan.careKind,
            changing: earlier
        )
    }

    private func showItems(_ draft: ConsentDraft) {
        push(
            .items(
                ItemsModel(draft) { [weak self] exit in
                    switch exit {
                    case .answered(let draft): self?.answered(draft)
                    case .back(let draft): self?.leaveItems(draft)
                    }
                }
            )
        )
    }

    private func leaveItems(_ draft: ConsentDraft) {
        pop()
        if case .consent(let model) = pages.last { model.takeBack(draft) }
    }

    private func answered(_ draft: ConsentDraft) {
        guard !draft.prescriptions.isEmpty else { return showReview(draft) }
        push(
            .prescription(
                PrescriptionModel(draft) { [weak self] exit in
                    switch exit {
                    case .answered(let draft): self?.showReview(draft)
                    case .back: self?.pop()
                    }
                }
            )
        )
    }

    private func showReview(_ draft: ConsentDraft) {
        guard let visit else { return follow() }
        push(
            .review(
                ReviewModel(visit: visit, draft: draft) { [weak self] exit in
                    switch exit {
                    case .moved: self?.sendAnswer()
                    case .back: self?.pop()
                    case .detour(let detour): self?.detour(detour)
                    }
                }
            )
        )
    }

    /// The answer is kept. It is sent while the phone comes back.
    private func sendAnswer() {
        refusedAnswer = nil
        if let visit, visit.overview().step == .registering {
            exchange(.register, of: visit).takeUp(.appeared)
        }
        showHandBack()
    }

    /// The phone is to come back to staff.
    func showHandBack() {
        guard pages.last?.screen != .handBack else { return }
        show(choices + [.handBack(handover(.toStaff))])
    }

    /// Staff have the phone, and have shown that they are its owner.
    func takeFromPatient() {
        state.holder = .staff
        state.callsStaff = false
        guard visit != nil else { return takeUpWhatThereIs() }
        if let wanted = takeWish() {
            chooseMethodAgain(wanted)
        } else {
            follow()
        }
    }

    /// The method that the patient has wished for, once.
    func takeWish() -> ConfirmationMethod? {
        defer { wantedMethod = nil }
        return wantedMethod
    }
}
