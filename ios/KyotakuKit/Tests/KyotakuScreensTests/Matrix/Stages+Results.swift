@testable import KyotakuModels

extension SearchState {
    var stages: [ScreenStage] {
        switch activity {
        case .none: [.searchRests]
        case .searching: [.searchSearches]
        case .addingPage: [.searchAdds]
        }
    }
}

extension StatusBand {
    fileprivate var stage: ScreenStage {
        switch tone {
        case .good: .bandGood
        case .caution: .bandCaution
        case .bad: .bandBad
        case .unknown: .bandUnknown
        }
    }
}

extension ResultState {
    var stages: [ScreenStage] {
        switch phase {
        case .fetching: [.resultFetches]
        case .shown(let result): [.resultShown, result.band.stage]
        case .failed: [.resultFailed]
        case .left: [.resultLeft]
        }
    }
}

extension RequeryState {
    var stages: [ScreenStage] {
        switch phase {
        case .ready: [.requeryReady]
        case .asking: [.requeryAsks]
        case .answered: [.requeryAnswered]
        case .failed: [.requeryFailed]
        }
    }
}

extension RequeryBatchState {
    var stages: [ScreenStage] {
        switch phase {
        case .ready: [.batchReady]
        case .asking: [.batchAsks]
        case .answered(let outcomes): [.batchAnswered] + outcomes.map(\.stage)
        case .failed: [.batchFailed]
        }
    }
}

extension PatientOutcome {
    fileprivate var stage: ScreenStage {
        switch outcome {
        case .answered: .outcomeAnswered
        case .refused: .outcomeRefused
        }
    }
}

extension MedicalState {
    var stages: [ScreenStage] {
        switch phase {
        case .ready: [.medicalReady]
        case .fetching: [.medicalFetches]
        case .shown: [.medicalShown]
        case .refused: [.medicalRefused]
        case .failed: [.medicalFailed]
        }
    }
}

extension PatientsState {
    var stages: [ScreenStage] {
        let list: ScreenStage =
            switch scope {
            case .today: .patientsToday
            case .all: .patientsAll
            }
        let now: ScreenStage =
            switch activity {
            case .none: .patientsRest
            case .fetching: .patientsFetch
            case .addingPage: .patientsAdd
            }
        return [list, now] + (listing?.patients ?? []).map(\.consentStage)
    }
}

extension PatientLine {
    fileprivate var consentStage: ScreenStage {
        switch consent {
        case .none: .consentNone
        case .until: .consentUntil
        case .ended: .consentEnded
        }
    }
}

extension HistoryState {
    var stages: [ScreenStage] {
        switch activity {
        case .none: [.historyRests]
        case .fetching: [.historyFetches]
        case .addingPage: [.historyAdds]
        }
    }
}

extension WaitingState {
    var stages: [ScreenStage] {
        let now: ScreenStage =
            switch activity {
            case .none: .waitingRests
            case .listing: .waitingLists
            case .sending: .waitingSends
            case .discarding: .waitingDiscards
            }
        return [now] + (lines ?? []).map(\.stage)
    }
}

extension WaitingLine {
    fileprivate var stage: ScreenStage {
        switch standing {
        case .unsent: .lineUnsent
        case .answered: .lineAnswered
        case .delivered: .lineDelivered
        case .answerRefused: .lineAnswerRefused
        case .refused: .lineRefused
        }
    }
}
