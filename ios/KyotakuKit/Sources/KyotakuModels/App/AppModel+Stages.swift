import KyotakuCore
import KyotakuText

// From the start to the home screen, and away from it.
extension AppModel {
    func start() {
        let marks = dependencies.marks
        keeping.begin {
            await marks.staffLanguage()
        } onEnd: { [weak self] result in
            if case .success(let language?) = result { self?.state.language = language }
        }
        let beginAnew = dependencies.beginAnew
        let model = OpeningModel(
            opening: dependencies.opening,
            erasing: { try await offMain(beginAnew) },
            pausing: dependencies.pausing
        ) { [weak self] exit in
            self?.leaveOpening(exit)
        }
        enter(.opening(model))
        model.takeUp(.appeared)
    }

    private func leaveOpening(_ exit: OpeningExit) {
        switch exit {
        case .opened(let opened):
            phone = opened.phone
            showStart(reset: opened.reset)
        case .erased:
            forget()
            showStart(reset: nil)
        case .update(let problem): enter(.update(problem))
        }
    }

    /// P01.
    func showStart(reset: StateReset?) {
        guard let phone else { return start() }
        let roles = StartModel.Roles(
            watching: phone,
            tapping: reader,
            owner: owner,
            terms: dependencies.marks
        )
        let facts = dependencies.facts
        let model = StartModel(facts: facts, roles: roles, reset: reset) { [weak self] exit in
            switch exit {
            case .registration: self?.showRegistration()
            case .signIn: self?.showSignIn()
            case .lock: self?.showLock()
            case .home: self?.settle(ownerConfirmed: false)
            case .passcodeMissing: self?.showPasscode()
            case .settings: self?.dependencies.openSettings()
            case .update(let problem): self?.enter(.update(problem))
            }
        }
        enter(.start(model))
        model.takeUp(.appeared)
    }

    /// P04.
    func showPasscode() {
        let model = PasscodeModel(owner: owner) { [weak self] exit in
            switch exit {
            case .passcodeSet: self?.showStart(reset: nil)
            case .settings: self?.dependencies.openSettings()
            }
        }
        enter(.passcode(model))
    }

    /// P02.
    func showRegistration() {
        guard let phone else { return start() }
        let model = RegistrationModel(
            activating: phone,
            deviceName: dependencies.facts.model,
            referenceWorld: dependencies.isReferenceWorld
        ) { [weak self] exit in
            switch exit {
            case .back: self?.showStart(reset: nil)
            case .signIn(let userID): self?.showSignIn(userID: userID)
            case .settings: self?.dependencies.openSettings()
            case .update(let problem): self?.enter(.update(problem))
            }
        }
        enter(.registration(model))
    }

    /// P10.
    func showSignIn(userID: String? = nil, problem: Problem? = nil) {
        guard let phone else { return start() }
        let model = SignInModel(
            signing: phone,
            watching: phone,
            userID: userID,
            problem: problem,
            now: dependencies.now
        ) { [weak self] exit in
            switch exit {
            // Whoever knows the password is staff.
            case .signedIn: self?.settle(ownerConfirmed: true)
            case .activation(let problem): self?.take(.activation(problem))
            case .update(let problem): self?.enter(.update(problem))
            }
        }
        enter(.signIn(model))
        model.takeUp(.appeared)
    }

    /// The lock.
    func showLock() {
        guard let phone else { return start() }
        let model = LockModel(
            watching: phone,
            signing: phone,
            owner: owner,
            visit: visit?.state
        ) { [weak self] exit in
            switch exit {
            case .unlocked: self?.settle(ownerConfirmed: true)
            case .signIn(let problem): self?.showSignIn(problem: problem)
            case .passcodeMissing: self?.showPasscode()
            case .activation(let problem): self?.take(.activation(problem))
            case .update(let problem): self?.enter(.update(problem))
            }
        }
        enter(.locked(model))
        model.takeUp(.appeared)
    }

    /// Goes where the phone stands: in use, locked, signed out or not registered.
    ///
    /// - Parameter ownerConfirmed: Whether staff have just shown that they hold the phone.
    func settle(ownerConfirmed: Bool) {
        look { [weak self] overview in
            guard overview.registration != nil else { self?.showRegistration(); return }
            switch overview.account {
            case .signedIn: self?.showHome(ownerConfirmed: ownerConfirmed)
            case .locked: self?.lock()
            case .signedOut: self?.showSignIn()
            }
        }
    }

    /// Looks how the phone stands.
    func look(then goOn: @escaping @MainActor (PhoneOverview) -> Void) {
        guard let phone else { return start() }
        // Whoever asks last is answered.
        looking.cancel()
        looking.begin {
            try await phone.overview()
        } onEnd: { [weak self] result in
            switch result {
            case .success(let overview):
                self?.standing = overview
                goOn(overview)
            // Whatever keeps the state from being read is met where the app begins.
            case .failure: self?.showStart(reset: nil)
            }
        }
    }

    private func lock() {
        if case .locked = stage { return }
        showLock()
    }

    /// P20, and the visit over it, if there is one.
    private func showHome(ownerConfirmed: Bool) {
        guard let phone else { return start() }
        // A visit belongs to whoever began it; what the phone keeps of it waits for the others.
        if visit?.staff != standing?.profile?.id { visit = nil }
        if stage.isInUse {
            refreshHome()
        } else {
            // Whoever has just signed in or unlocked the phone has used it.
            usedAt = dependencies.now()
            let home = home(of: phone)
            enter(.home(home))
            home.takeUp(.appeared)
        }
        visit?.takeUp(ownerConfirmed: ownerConfirmed)
        watchTheClock()
        watchTheNetwork()
    }

    /// Leads where a screen could not go on.
    func take(_ detour: Detour) {
        visit?.setAside()
        closePages()
        switch detour {
        case .signIn(let problem): showSignIn(problem: problem)
        case .unlock: showLock()
        case .update(let problem): enter(.update(problem))
        case .activation(let problem): activate(because: problem)
        }
    }

    /// The registration is gone, or it cannot be used any more.
    private func activate(because problem: Problem) {
        look { [weak self] overview in
            guard let self, let phone = self.phone else { return }
            self.forget()
            guard overview.registration != nil else {
                self.state.notice = .registration(problem)
                return self.showRegistration()
            }
            let pausing = self.dependencies.pausing
            let model = OpeningModel(giveUp: phone, because: problem, pausing: pausing) {
                [weak self] exit in
                self?.leaveOpening(exit)
            }
            self.enter(.opening(model))
        }
    }

    /// What was of the registration is not any more.
    private func forget() {
        visit?.setAside()
        visit = nil
        standing = nil
        events = []
    }
}
