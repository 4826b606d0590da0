import KyotakuCore
import Observation

/// P02 初期登録 and P03 端末名の設定.
@MainActor
@Observable
public final class RegistrationModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screens show.
    public private(set) var state: RegistrationState

    private let activating: any Activating
    private let referenceWorld: Bool
    private let exit: @MainActor (RegistrationExit) -> Void
    private let work = Work()
    private let password = SecretEntry()
    private let code = SecretEntry()

    /// An empty form.
    ///
    /// - Parameters:
    ///   - deviceName: 端末名 at first, such as `iPhone`.
    ///   - referenceWorld: Whether institutions of prefecture 99 exist, as in the configuration of
    ///     the phone.
    public init(
        activating: any Activating,
        deviceName: String,
        referenceWorld: Bool,
        exit: @escaping @MainActor (RegistrationExit) -> Void
    ) {
        self.activating = activating
        self.referenceWorld = referenceWorld
        self.exit = exit
        state = RegistrationState(deviceName: deviceName)
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: RegistrationAction) {
        guard state.step != .registering else { return }
        switch action {
        case .institutionTyped(let text):
            state.institution = text
            state.fieldProblems[.institution] = nil
        case .userIDTyped(let text):
            state.userID = text
            state.fieldProblems[.userId] = nil
        case .passwordTyped(let typed):
            password.replace(with: typed)
            state.hasPassword = !password.isEmpty
            state.fieldProblems[.password] = nil
        case .codeTyped(let typed):
            // What a slip says may have been pasted into the field.
            if slip(typed) == nil { enter(code: typed, as: .typed) } else { takeUp(scanned: typed) }
        case .scanChosen: beginScan()
        case .cameraAnswered(let isAllowed): if state.scan != .off { goOn(withCamera: isAllowed) }
        case .scanLeft: state.scan = .off
        case .scanned(let text): takeUp(scanned: text)
        case .scanDiscarded: forgetCode()
        case .deviceNameTyped(let name):
            state.deviceName = String(name.prefix(RegistrationState.longestName))
        case .submitted: submit()
        case .backChosen: goBack()
        case .hidden:
            state.scan = .off
            if state.step == .entering { forgetPassword() }
        case .settingsChosen: exit(.settings)
        case .continued:
            if case .registered = state.step { exit(.signIn(userID: state.userID)) }
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Overwrites password and code. Called when the screens are left.
    public func stop() {
        work.cancel()
        state.scan = .off
        forgetSecrets()
        if state.step == .registering { state.step = .entering }
    }

    private func enter(code typed: TypedSecret, as entry: RegistrationState.CodeEntry) {
        code.replace(with: typed)
        state.code = code.isEmpty ? .none : entry
        state.fieldProblems[.activationCode] = nil
        state.scannedSomethingElse = false
    }

    private func beginScan() {
        guard state.step == .entering, state.scan == .off else { return }
        state.scan = .asking
        state.scannedSomethingElse = false
    }

    /// What was refused once stays so until the camera is chosen again.
    private func goOn(withCamera isAllowed: Bool) {
        if !isAllowed {
            state.scan = .forbidden
        } else if state.scan == .asking {
            state.scan = .looking
        }
    }

    private func takeUp(scanned text: TypedSecret) {
        guard let slip = slip(text) else {
            state.scannedSomethingElse = true
            return
        }
        state.scan = .off
        state.institution = slip.institution
        state.fieldProblems[.institution] = nil
        enter(code: slip.code, as: .scanned)
    }

    private func slip(_ text: TypedSecret) -> ActivationSlip? {
        ActivationSlip(text, referenceWorld: referenceWorld)
    }

    private func submit() {
        switch state.step {
        case .entering:
            state.problem = nil
            let wrong = checkActivationForm(form: form, referenceWorld: referenceWorld)
            show(wrong)
            if wrong.isEmpty { state.step = .naming }
        case .naming: register()
        case .registering, .registered: return
        }
    }

    private var form: ActivationForm {
        ActivationForm(
            institution: state.institution,
            userId: state.userID,
            password: password.secret(),
            activationCode: code.secret(),
            deviceName: state.deviceName.trimmed.isEmpty ? nil : state.deviceName.trimmed
        )
    }

    private func show(_ wrong: [FieldProblem]) {
        let problems = wrong.map { ($0.field, $0.code) }
        state.fieldProblems = Dictionary(problems, uniquingKeysWith: { first, _ in first })
    }

    private func register() {
        let (activating, form) = (activating, form)
        work.begin {
            try await activating.activate(form)
        } onEnd: { [weak self] result in
            self?.answered(result, name: form.deviceName)
        }
        state.step = .registering
        state.problem = nil
    }

    private func answered(_ result: Result<Registration, Problem>, name: String?) {
        switch result {
        case .success(let registration):
            forgetSecrets()
            state.isUnanswered = false
            state.step = .registered(
                RegisteredPhone(
                    institutionName: registration.institution.name,
                    deviceName: name
                )
            )
        case .failure(let problem):
            state.problem = problem
            state.isUnanswered = problem.reaction == .offline
            refused(problem)
        }
    }

    private func refused(_ problem: Problem) {
        switch problem.reaction {
        case .correctInput:
            show(problem.fields)
            state.step = .entering
        case .refused, .activate, .reauthenticate, .signIn, .unlock:
            if Self.spent.contains(problem.code) { forgetCode() }
            state.step = .entering
        // The phone is registered already.
        case .notNow: exit(.signIn(userID: state.userID))
        case .update:
            state.step = .naming
            exit(.update(problem))
        case .clockWrong, .deviceLocked, .internalFault, .maintenance, .offline, .storage:
            state.step = .naming
        }
    }

    private func goBack() {
        switch state.step {
        case .naming: state.step = .entering
        case .entering: exit(.back)
        case .registering, .registered: return
        }
    }

    private func forgetCode() {
        code.wipe()
        state.code = .none
    }

    private func forgetPassword() {
        password.wipe()
        state.hasPassword = false
    }

    private func forgetSecrets() {
        forgetPassword()
        forgetCode()
    }

    /// Expired, used or revoked: only another code will do.
    private static let spent: Set = [
        Codes.activationCodeExpired, Codes.activationCodeUsed, Codes.activationCodeRevoked,
    ]
}
