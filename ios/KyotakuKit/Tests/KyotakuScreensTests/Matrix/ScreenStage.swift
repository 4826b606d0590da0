import KyotakuCore

@testable import KyotakuModels

/// What screens distinguish: every case of every enumeration that their states hold. A case that is
/// new does not compile before it has one here, and then has to be among the screens of the matrix.
enum ScreenStage: String, CaseIterable, Sendable {
    case launching, update
    case openingBegins, openingWaits, openingFailed, openingAsks, openingErases
    case startBegins, startTerms, startChecks, startPrepares
    case checkPending, checkPassed, checkLater, checkFailed
    case passcodeThere, passcodeMissing
    case registrationEntering, registrationNaming, registrationWorking, registrationDone
    case codeMissing, codeTyped, codeScanned
    case cameraAsked, cameraLooks, cameraForbidden
    case signInEntering, signInWorking, signInExpires
    case remedyAdministrator, remedyConsole, remedyLater, remedyOtherPhone
    case ownerFailed, ownerLockedOut
    case serverUnknown, serverAnswers, serverFails
    case homeListLocked, homeListOpen
    case screenshotNotice, registrationNotice, lockWarning
    case visitByStaff, visitByPatient, visitQuestion, visitNotGivenUp
    case toPatient, toStaff
    case pinLastTry, pinEntry
    case tapReady, tapReading, tapPosition, tapReport
    case newsOfReader, newsOfCard, newsOfProblem
    case offersHold, offersAnother, offersPin, offersVisual, offersStop
    case exchangePrepare, exchangeKeep, exchangeDeliver, exchangeRegister
    case doneRegistered, doneChanged, doneUnchanged
    case stoppedPin, stoppedAgain, stoppedHome
    case deregisterOpens, deregisterBlocked, deregisterEntering, deregisterAsks, deregisterWorks
    case deregisterErases, deregisterErasesAgain, deregisterDone
    case deviceReady, deviceTapping, deviceFailed, deviceLearned
    case historyRests, historyFetches, historyAdds
    case stepUnknown, stepPassed, stepFailed
    case ownListed, ownNotListed
    case searchRests, searchSearches, searchAdds
    case resultFetches, resultShown, resultFailed, resultLeft
    case bandGood, bandCaution, bandBad, bandUnknown
    case requeryReady, requeryAsks, requeryAnswered, requeryFailed
    case batchReady, batchAsks, batchAnswered, batchFailed
    case outcomeAnswered, outcomeRefused
    case medicalReady, medicalFetches, medicalShown, medicalRefused, medicalFailed
    case patientsToday, patientsAll
    case patientsRest, patientsFetch, patientsAdd
    case consentNone, consentUntil, consentEnded
    case waitingRests, waitingLists, waitingSends, waitingDiscards
    case lineUnsent, lineAnswered, lineDelivered, lineAnswerRefused, lineRefused
}

extension VisitPage {
    /// What its state distinguishes now.
    @MainActor var stages: [ScreenStage] {
        switch self {
        case .handover(let model), .handBack(let model): model.state.stages
        case .pin(let model): model.state.stages
        case .tap(let model): model.state.stages
        case .exchange(let model): model.state.stages
        case .done(let model): model.state.stages
        case .stopped(let model): model.state.stages
        case .careKind, .method, .sight, .person, .consent, .items, .prescription, .review,
            .consents, .revoke:
            []
        }
    }
}

extension AppPage {
    /// What its state distinguishes now.
    @MainActor var stages: [ScreenStage] {
        switch self {
        case .search(let model): model.state.stages
        case .result(let model): model.state.stages
        case .requery(let model): model.state.stages
        case .requeryBatch(let model): model.state.stages
        case .medical(let model): model.state.stages
        case .patients(let model): model.state.stages
        case .waiting(let model): model.state.stages
        case .history(let model): model.state.stages
        case .device(let model): model.state.stages
        case .deregister(let model): model.state.stages
        case .network(let model): model.state.stages
        case .devices(let model): model.state.stages
        case .menu, .account, .security, .notices, .guide, .about, .language, .terms, .licences,
            .licence, .report:
            []
        }
    }
}
