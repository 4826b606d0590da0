import KyotakuCore

// Locked, away, signed out, killed: what stays of a visit, and how it goes on.
extension VisitFlowModel {
    /// Puts the visit aside: nothing of the patient stays in memory, and no PIN.
    ///
    /// What the card has signed is kept by the phone. What it has not signed begins again with what
    /// staff have chosen.
    public func setAside() {
        guard !state.isAside else { return }
        state.isAside = true
        state.question = nil
        state.callsStaff = false
        work.cancel()
        exchange?.stop()
        exchange = nil
        pages.forEach { $0.model.stop() }
        guard let overview = visit?.overview() else { return }
        switch overview.step {
        // The proof is nowhere else.
        case .signed: show([])
        // What is left to see is about nobody; what lies over it was stopped.
        case .done, .stopped: if ![.done, .stopped].contains(path.last) { show([]) }
        case .verifying, .preparing, .ready:
            dropUnsigned()
            show([])
        // The card may be about to sign: what has become of that is seen when it is taken up.
        case .tapping: show([])
        case .delivering, .identifying, .consenting, .reviewing, .registering:
            delivery = overview.delivery
            visit = nil
            show([])
        }
    }

    /// Takes the visit up again, when staff may see it.
    ///
    /// - Parameter ownerConfirmed: Whether the phone has just seen its owner. Otherwise it is asked
    ///   for, if the phone was in the patient's hands.
    public func takeUp(ownerConfirmed: Bool) {
        guard state.isAside else { return }
        state.isAside = false
        switch visit?.overview().step {
        case .verifying, .preparing, .ready, .tapping: dropUnsigned()
        default: break
        }
        if ownerConfirmed { state.holder = .staff }
        if state.holder == .patient {
            showHandBack()
        } else {
            takeUpWhatThereIs()
        }
    }

    /// Nothing was signed: it begins again with what staff have chosen.
    private func dropUnsigned() {
        visit = nil
        pinRequest = PinRequest()
        acceptsLastTry = false
    }

    /// Goes on from what there is: the visit, what is kept of it, or what was chosen.
    func takeUpWhatThereIs() {
        state.problem = nil
        // What the patient wished for is tried first, and is no wish any more then.
        method = takeWish() ?? method
        if visit != nil {
            // What it was left with is still to be seen.
            if ![.done, .stopped].contains(path.last) { follow() }
        } else if let delivery {
            resume(delivery)
        } else if careKind != nil, let method {
            chooseMethodAgain(method)
        } else if pages.isEmpty {
            choose()
        }
    }

    private func resume(_ delivery: String) {
        let (visits, watching) = (roles.visits, roles.watching)
        work.begin {
            (try await visits.resumeVisit(delivery), try await watching.overview())
        } onEnd: { [weak self] result in
            guard let self else { return }
            switch result {
            case .success((let visit, let standing)):
                self.visit = visit
                self.standing = standing
                self.careKind = visit.overview().plan.careKind
                if visit.overview().plan.purpose == .consents, self.state.intent == .visit {
                    self.state.intent = .consents
                }
                self.follow()
            case .failure(let problem): self.notResumed(problem)
            }
        }
    }

    private func notResumed(_ problem: Problem) {
        if let detour = problem.detour { return self.detour(detour) }
        // Also that it was sent or discarded meanwhile is said, and left by going back.
        state.problem = problem
    }
}
