import KyotakuCore
import KyotakuText

// The home screen, the visit, and the screens behind the menu.
extension AppModel {
    func home(of phone: any PhoneRoles) -> HomeModel {
        let roles = HomeModel.Roles(
            phone: phone,
            marking: dependencies.marks,
            reader: reader,
            pausing: dependencies.pausing,
            server: dependencies.server,
            now: dependencies.now
        )
        return HomeModel(roles) { [weak self] exit in
            switch exit {
            case .visit(let intent): self?.beginVisit(intent)
            case .waiting: self?.showWaiting()
            case .notices: self?.showNotices()
            case .patients: self?.showPatients()
            case .requery(let number): self?.showRequery(of: number)
            case .menu: self?.showMenu()
            case .detour(let detour): self?.take(detour)
            }
        }
    }

    /// A visit of a patient.
    func beginVisit(_ intent: VisitIntent) {
        show { VisitFlowModel(intent, standing: $0, roles: $1, exit: $2) }
    }

    /// A visit that goes on from what the phone keeps.
    func resumeVisit(_ delivery: String) {
        show { VisitFlowModel(resuming: delivery, standing: $0, roles: $1, exit: $2) }
    }

    private func show(
        _ make:
            @escaping @MainActor (
                PhoneOverview, VisitRoles, @escaping @MainActor (VisitFlowExit) -> Void
            ) -> VisitFlowModel
    ) {
        look { [weak self] standing in
            guard let self, let phone = self.phone else { return }
            self.closePages()
            self.visit?.setAside()
            let roles = VisitRoles(
                phone: phone,
                reader: self.reader,
                owner: self.owner,
                texts: self.texts,
                log: self.log,
                facts: self.dependencies.facts,
                now: self.dependencies.now
            )
            let visit = make(standing, roles) { [weak self] exit in
                self?.leaveVisit(exit)
            }
            visit.uses.tell(self.uses)
            self.visit = visit
            visit.begin()
        }
    }

    private func leaveVisit(_ exit: VisitFlowExit) {
        switch exit {
        case .home:
            visit = nil
            refreshHome()
        case .next(let intent):
            visit = nil
            beginVisit(intent)
        case .result(let source): showResult(source)
        case .settings: dependencies.openSettings()
        case .detour(let detour): take(detour)
        }
    }

    /// Deliveries that wait.
    func showWaiting() {
        guard let phone else { return }
        let model = WaitingModel(deliveries: phone) { [weak self] exit in
            switch exit {
            case .resume(let delivery): self?.resumeVisit(delivery)
            case .back: self?.pop()
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.waiting(model))
    }

    /// P80.
    func showNotices() {
        guard let phone else { return }
        let marks = dependencies.marks
        let model = NoticesModel(reading: phone, marking: marks) { [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.notices(model))
    }

    /// Patients in a continuing relation.
    func showPatients() {
        guard let phone else { return }
        let now = dependencies.now
        let model = PatientsModel(requerying: phone, searching: phone, now: now) {
            [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .requery(let patient): self?.showRequery(of: patient.id)
            case .requeryAll(let patients): self?.showRequery(of: patients)
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.patients(model))
    }

    /// P64.
    func showRequery(of receptionNumber: String) {
        guard let phone else { return }
        let now = dependencies.now
        let model = RequeryModel(of: receptionNumber, requerying: phone, now: now) {
            [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .result(let content): self?.showResult(.known(content))
            case .visit: self?.beginVisit(.visit)
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.requery(model))
    }

    private func showRequery(of patients: [PatientLine]) {
        guard let phone else { return }
        let now = dependencies.now
        let model = RequeryBatchModel(of: patients, requerying: phone, now: now) {
            [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .result(let content): self?.showResult(.known(content))
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.requeryBatch(model))
    }

    /// P63.
    func showResult(_ source: ResultSource) {
        guard let phone else { return }
        let model = ResultModel(
            source,
            searching: phone,
            mayViewMedical: mayViewMedical,
            now: dependencies.now
        ) { [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .requery(let number): self?.showRequery(of: number)
            case .medical(let number): self?.showMedical(of: number)
            case .searchEnded: self?.showSearchAgain()
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.result(model))
    }

    private var mayViewMedical: Bool { standing?.profile?.role == .medicalViewer }

    /// The time of the password is over: back to the search, which asks for it.
    private func showSearchAgain() {
        pop()
        switch pages.last {
        case .search(let search): search.takeUp(.resultEnded)
        default: showSearch()
        }
    }

    private func showMedical(of receptionNumber: String) {
        guard let phone else { return }
        let model = MedicalModel(
            of: receptionNumber,
            reading: phone,
            mayView: mayViewMedical,
            now: dependencies.now
        ) { [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .visit: self?.beginVisit(.visit)
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.medical(model))
    }

    /// P62.
    func showSearch() {
        guard let phone else { return }
        let model = SearchModel(
            searching: phone,
            pausing: dependencies.pausing,
            now: dependencies.now
        ) { [weak self] exit in
            switch exit {
            case .back: self?.pop()
            case .result(let number): self?.showResult(.listed(number))
            case .detour(let detour): self?.take(detour)
            }
        }
        push(.search(model))
    }
}
