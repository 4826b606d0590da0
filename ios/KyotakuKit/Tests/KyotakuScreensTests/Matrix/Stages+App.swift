@testable import KyotakuModels

extension OpeningState {
    var stages: [ScreenStage] {
        switch phase {
        case .opening: [.openingBegins]
        case .waitingForUnlock: [.openingWaits]
        case .failed: [.openingFailed]
        case .confirming: [.openingAsks]
        case .erasing: [.openingErases]
        }
    }
}

extension StartState {
    var stages: [ScreenStage] {
        switch step {
        case .opening: [.startBegins]
        case .terms: [.startTerms]
        case .checks: [.startChecks] + checks.map(\.stage)
        case .preparations: [.startPrepares]
        }
    }
}

extension CheckLine {
    fileprivate var stage: ScreenStage {
        switch outcome {
        case .pending: .checkPending
        case .passed: .checkPassed
        case .later: .checkLater
        case .failed: .checkFailed
        }
    }
}

extension PasscodeState {
    var stages: [ScreenStage] {
        switch availability {
        case .available: [.passcodeThere]
        case .passcodeMissing: [.passcodeMissing]
        }
    }
}

extension RegistrationState {
    var stages: [ScreenStage] {
        switch step {
        case .entering: [.registrationEntering, codeStage] + cameraStages
        case .naming: [.registrationNaming]
        case .registering: [.registrationWorking]
        case .registered: [.registrationDone]
        }
    }

    private var codeStage: ScreenStage {
        switch code {
        case .none: .codeMissing
        case .typed: .codeTyped
        case .scanned: .codeScanned
        }
    }

    private var cameraStages: [ScreenStage] {
        switch scan {
        case .off: []
        case .asking: [.cameraAsked]
        case .looking: [.cameraLooks]
        case .forbidden: [.cameraForbidden]
        }
    }
}

extension SignInState {
    var stages: [ScreenStage] {
        switch step {
        case .entering: [.signInEntering] + [remedy?.stage].compactMap { $0 }
        case .signingIn: [.signInWorking]
        case .passwordExpires: [.signInExpires]
        }
    }
}

extension SignInState.Remedy {
    fileprivate var stage: ScreenStage {
        switch self {
        case .administrator: .remedyAdministrator
        case .console: .remedyConsole
        case .later: .remedyLater
        case .otherPhone: .remedyOtherPhone
        }
    }
}

extension OwnerCheckFailure {
    /// Some say nothing, or lead away.
    fileprivate var stages: [ScreenStage] {
        switch self {
        case .failed: [.ownerFailed]
        case .lockedOut: [.ownerLockedOut]
        case .cancelled, .interrupted, .passcodeMissing: []
        }
    }
}

extension LockState {
    var stages: [ScreenStage] { failure?.stages ?? [] }
}

extension HomeState {
    var stages: [ScreenStage] { [connectionStage, listStage] }

    private var connectionStage: ScreenStage {
        switch connection {
        case .unknown: .serverUnknown
        case .online: .serverAnswers
        case .failed: .serverFails
        }
    }

    private var listStage: ScreenStage {
        switch patients {
        case .locked: .homeListLocked
        case .shown: .homeListOpen
        }
    }
}

extension AppState {
    var stages: [ScreenStage] { noticeStages + (lockWarning == nil ? [] : [.lockWarning]) }

    private var noticeStages: [ScreenStage] {
        switch notice {
        case .screenshot: [.screenshotNotice]
        case .registration: [.registrationNotice]
        case nil: []
        }
    }
}

extension DeregisterState {
    var stages: [ScreenStage] {
        switch step {
        case .opening: [.deregisterOpens]
        case .blocked: [.deregisterBlocked]
        case .entering: [.deregisterEntering]
        case .confirming: [.deregisterAsks]
        case .working: [.deregisterWorks]
        case .confirmingErasure: [.deregisterErases]
        case .confirmingErasureAgain: [.deregisterErasesAgain]
        case .erased: [.deregisterDone]
        }
    }
}

extension DeviceState {
    var stages: [ScreenStage] {
        switch check {
        case .ready: [.deviceReady]
        case .tapping: [.deviceTapping]
        case .failed: [.deviceFailed]
        case .learned: [.deviceLearned]
        }
    }
}

extension NetworkState {
    var stages: [ScreenStage] {
        steps.map { line in
            switch line.outcome {
            case .unknown: .stepUnknown
            case .passed: .stepPassed
            case .failed: .stepFailed
            }
        }
    }
}

extension SupportedDevicesState {
    var stages: [ScreenStage] {
        switch listing?.own {
        case .listed: [.ownListed]
        case .notListed: [.ownNotListed]
        case nil: []
        }
    }
}
