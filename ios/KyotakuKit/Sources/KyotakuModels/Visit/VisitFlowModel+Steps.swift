import KyotakuCore

extension VisitFlowModel {
    /// Shows what the step of the visit asks for.
    func follow() {
        state.problem = nil
        guard let visit else { return choose() }
        let overview = visit.overview()
        if let verified = overview.presence?.verifiedAt { verifiedAt = verified }
        // Staff's screens come back with the phone.
        guard state.holder == .staff else { return showHandBack() }
        if let task = ExchangeTask(overview.step) { return showExchange(task, of: visit) }
        exchange = nil
        switch overview.step {
        case .verifying: show(choices + [.sight(sight(of: visit))])
        case .ready where overview.plan.method == .pin && pinRequest != nil:
            show(choices + [.handover(handover(.toPatient))])
        case .ready, .tapping: show(choices + [.tap(tap(of: visit))])
        case .identifying: show([.person(person(of: visit))])
        case .consenting: show([.handover(handover(.toPatient))])
        case .reviewing: showConsents(of: visit)
        case .done: show([.done(done(with: visit))])
        case .stopped: show([.stopped(stopped(with: visit))])
        case .preparing, .signed, .delivering, .registering: break
        }
    }

    /// The screens on which was chosen what the visit is; they lie below until the card has signed.
    var choices: [VisitPage] {
        pages.filter { $0.screen == .careKind || $0.screen == .method }
    }

    /// Has staff choose the kind of care, where there is a choice.
    func choose() {
        guard let settings = standing.registration?.institution.settings else {
            return leave(.detour(.activation(Problem(code: Codes.internal, reaction: .activate))))
        }
        let offered = settings.careKinds
        guard offered.count != 1 else {
            careKind = offered.first
            return showMethod(on: [])
        }
        let model = CareKindModel(settings: settings) { [weak self] exit in
            switch exit {
            case .chosen(let kind):
                self?.careKind = kind
                self?.showMethod(on: self?.choices.prefix(1) ?? [])
            case .back:
                self?.end()
                self?.leave(.home)
            }
        }
        show([.careKind(model)])
    }

    /// Has staff choose the method, or choose again.
    func showMethod(on below: ArraySlice<VisitPage>) {
        let state = MethodState(
            purpose: state.intent.purpose,
            chosen: visit?.overview().plan.method,
            visualRefused: standing.visualRefused
        )
        let model = MethodModel(state) { [weak self] method in
            try await self?.take(method)
        } exit: { [weak self] exit in
            switch exit {
            case .chosen: self?.follow()
            case .back: self?.leaveMethod()
            case .detour(let detour): self?.detour(detour)
            }
        }
        show(below + [.method(model)])
    }

    /// Back to the choice of the method, and on with one if it is chosen already.
    func chooseMethodAgain(_ method: ConfirmationMethod? = nil) {
        refresh { [weak self] in
            guard let self else { return }
            self.showMethod(on: self.choices.filter { $0.screen == .careKind }[...])
            guard let method, case .method(let model) = self.pages.last else { return }
            model.takeUp(.chosen(method))
        }
    }

    /// Begins the visit by this method, or changes the one there is.
    private func take(_ method: ConfirmationMethod) async throws {
        if let visit, visit.overview().plan.careKind == careKind {
            guard visit.overview().plan.method != method else { return }
            try await visit.changeMethod(to: method)
            try Task.checkCancellation()
        } else if let careKind {
            let plan = VisitPlan(
                careKind: careKind,
                method: method,
                purpose: state.intent.purpose
            )
            let begun = try await roles.visits.beginVisit(plan)
            // Whoever has left the choice meanwhile, has not made it.
            try Task.checkCancellation()
            visit = begun
            roles.reading.log.beginVisit()
        }
        self.method = method
        pinRequest = PinRequest()
        acceptsLastTry = false
    }

    /// Nothing was signed, so nothing is lost with the visit.
    private func leaveMethod() {
        visit = nil
        method = nil
        guard choices.first?.screen == .careKind else {
            end()
            return leave(.home)
        }
        show(Array(choices.prefix(1)))
    }

    /// Begins again with what was chosen, or from the choice of the method.
    func startAgain(_ method: ConfirmationMethod?) {
        visit = nil
        exchange?.stop()
        exchange = nil
        guard careKind != nil else { return choose() }
        chooseMethodAgain(method)
    }

    /// Goes on with the task of this step, which may be under way already.
    func showExchange(_ task: ExchangeTask, of visit: any VisitRunning) {
        let model = exchange(task, of: visit)
        let below = task == .prepare ? choices : []
        show(below + [.exchange(model)])
        model.takeUp(.appeared)
    }

    /// The task of this step; the one that is under way, if it is that.
    func exchange(_ task: ExchangeTask, of visit: any VisitRunning) -> ExchangeModel {
        if let exchange, exchange.state.task == task { return exchange }
        let model = ExchangeModel(task, visit: visit, deliveries: roles.deliveries) {
            [weak self] exit in
            switch exit {
            case .moved(let because):
                self?.refusedAnswer = because
                // Whoever was asked whether to wait need not any more.
                self?.state.question = nil
                // It goes on when the phone is back.
                if self?.state.holder == .staff { self?.follow() }
            case .startAgain: self?.startAgain(self?.method)
            case .later: self?.leaveForHome()
            case .back: self?.leaveExchange(task)
            case .detour(let detour): self?.detour(detour)
            }
        }
        exchange = model
        return model
    }

    private func leaveExchange(_ task: ExchangeTask) {
        if task == .prepare {
            chooseMethodAgain()
        } else {
            ask()
        }
    }

    /// Asks whether to leave, unless the visit is being given up already.
    func ask() {
        guard !work.isUnderWay else { return }
        state.question = .leave(isKept: visit?.overview().delivery != nil)
    }

    /// Leads elsewhere, and puts the visit aside before.
    func detour(_ detour: Detour) {
        setAside()
        leave(.detour(detour))
    }
}
