import KyotakuCore
import KyotakuText

// The gear, and all behind it.
extension AppModel {
    /// P60.
    func showMenu() {
        guard let phone else { return }
        let model = MenuModel(
            watching: phone,
            signing: phone,
            board: NoticeBoard(reading: phone, marking: dependencies.marks),
            isVisitUnderWay: visit != nil
        ) { [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .entry(let entry): self?.show(entry)
            case .signedOut: self?.signedOut()
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.menu(model))
    }

    private func show(_ entry: MenuEntry) {
        guard case .menu(let menu) = pages.last else { return }
        switch entry {
        case .account: push(.account(menu))
        case .security: showSecurity()
        case .notices: showNotices()
        case .guide:
            push(.guide(GuideModel { [weak self] _ in self?.pop() }))
        case .network: showNetwork()
        case .devices: showDevices()
        case .language: push(.language)
        case .about: showAbout()
        case .signOut: break
        }
    }

    /// A visit belongs to whoever began it; what the phone keeps of it waits for the next.
    private func signedOut() {
        visit?.setAside()
        visit = nil
        showSignIn()
    }

    private func showNetwork() {
        guard let phone else { return }
        let reading = dependencies.network
        let model = NetworkModel(watching: phone, signing: phone, reading: reading) {
            [weak self] _ in
            self?.pop()
        }
        push(.network(model))
    }

    private func showDevices() {
        guard let phone else { return }
        let own = dependencies.facts.model
        let model = SupportedDevicesModel(listing: phone, ownModel: own) { [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .deviceCheck: self?.showDevice()
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.devices(model))
    }

    private func showAbout() {
        let model = AboutModel(
            facts: dependencies.facts,
            server: dependencies.server,
            referenceWorld: dependencies.isReferenceWorld
        ) { [weak self] exit in
            guard let self else { return }
            switch exit {
            case .back: self.pop()
            case .terms: self.push(.terms)
            case .licences: self.push(.licences)
            case .report:
                let entries = self.log.entries
                self.push(
                    .report(SupportReport(facts: self.dependencies.facts, entries: entries))
                )
            }
        }
        push(.about(model))
    }

    /// P61.
    private func showSecurity() {
        guard let phone else { return }
        let model = SecurityModel(searching: phone) { [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .entry(.search): self?.showSearch()
            case .entry(.history): self?.showHistory()
            case .entry(.device): self?.showDevice()
            case .entry(.deregister): self?.showDeregister()
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.security(model))
    }

    private func showHistory() {
        guard let phone else { return }
        let model = HistoryModel(reading: phone) { [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.history(model))
    }

    private func showDevice() {
        guard let phone else { return }
        let model = DeviceModel(
            facts: dependencies.facts,
            watching: phone,
            checking: phone,
            reader: reader,
            messages: TapMessages(texts)
        ) { [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.device(model))
    }

    private func showDeregister() {
        guard let phone else { return }
        let model = DeregisterModel(activating: phone, watching: phone, owner: owner) {
            [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .waiting: self?.showWaiting()
            case .erased: self?.showStart(reset: nil)
            case .passcodeMissing: self?.showPasscode()
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.deregister(model))
    }
}
