import Foundation
import KyotakuCore
import KyotakuText

// When the phone locks because nobody uses it, and what is said before.
extension AppModel {
    /// How often it is looked whether the session still holds.
    static let lookEvery = Duration.seconds(15)

    /// How long nobody has to use a phone for it to lock. The server's policy may shorten this, which is
    /// the core's to know: such a phone locks before it is said.
    static let locksAfter: TimeInterval = 300

    /// How long before that it is said, at least: long enough to hear it, and to do something.
    static let warnsBefore: TimeInterval = 30

    /// A session ends and a phone locks by time alone.
    func watchTheClock() {
        guard watch == nil else { return }
        let pausing = dependencies.pausing
        watch = Task { [weak self] in
            while (try? await pausing.pause(for: Self.lookEvery)) != nil, let self {
                self.lookAtTheClock()
            }
        }
    }

    /// Leaves what somebody is doing if the phone is locked by now, or nobody is signed in. That a
    /// registration is gone is said by the screen that has ended it, which leads on from there.
    func lookAtTheClock() {
        guard let phone, !looking.isUnderWay else { return }
        looking.begin {
            try await phone.overview()
        } onEnd: { [weak self] result in
            // A state that cannot be read now is no reason to leave what somebody is doing.
            guard let self, self.stage.isInUse, case .success(let overview) = result else { return }
            if overview.account == .signedIn {
                self.warnOfLock()
            } else if overview.registration != nil {
                self.settle(ownerConfirmed: false)
            }
        }
    }

    /// Somebody uses the phone.
    func use() {
        guard stage.isInUse else { return }
        do {
            try phone?.touch()
            // A warning stays until it is answered, or until it is looked at the clock again: it does
            // not go from under the finger that is about to answer it.
            usedAt = dependencies.now()
        } catch {
            lookAtTheClock()
        }
    }

    /// To the warning: goes on.
    func postponeLock() {
        state.lockWarning = nil
        use()
    }

    private func warnOfLock() {
        let left = Self.locksAfter - dependencies.now().timeIntervalSince(usedAt)
        // By the next look it would be too late.
        let isNear = left <= Self.warnsBefore + TimeInterval(Self.lookEvery.components.seconds)
        let language = isNear && isInterruptedByLock ? holdersLanguage : nil
        if state.lockWarning != language { state.lockWarning = language }
    }

    /// Whether somebody would have to begin again, or find again what they read. The first screen and
    /// the menu are as they were, and so is a visit that is over.
    private var isInterruptedByLock: Bool {
        switch pages.last?.place {
        case .menu: false
        case nil:
            switch visit?.path.last {
            case .done, .stopped: false
            default: visit != nil
            }
        default: true
        }
    }

    private var holdersLanguage: Language {
        if let visit, visit.state.holder == .patient {
            visit.state.language
        } else {
            state.language
        }
    }
}
