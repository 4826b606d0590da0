@testable import KyotakuModels

extension VisitFlowState {
    var stages: [ScreenStage] {
        let holding: ScreenStage =
            switch holder {
            case .staff: .visitByStaff
            case .patient: .visitByPatient
            }
        return switch question {
        case .leave: [holding, .visitQuestion]
        case .notAbandoned: [holding, .visitNotGivenUp]
        case nil: [holding]
        }
    }
}

extension HandoverState {
    var stages: [ScreenStage] {
        switch direction {
        case .toPatient: [.toPatient]
        case .toStaff: [.toStaff]
        }
    }
}

extension PinState {
    var stages: [ScreenStage] {
        switch stage {
        case .lastTry: [.pinLastTry]
        case .entry: [.pinEntry]
        }
    }
}

extension TapState {
    var stages: [ScreenStage] {
        let now: ScreenStage =
            switch stage {
            case .ready: .tapReady
            case .reading: .tapReading
            case .position: .tapPosition
            case .report: .tapReport
            }
        return [now] + [news?.stage].compactMap { $0 } + offers.map(\.stage)
    }
}

extension TapNews {
    fileprivate var stage: ScreenStage {
        switch self {
        case .reader: .newsOfReader
        case .card: .newsOfCard
        case .problem: .newsOfProblem
        }
    }
}

extension TapOffer {
    fileprivate var stage: ScreenStage {
        switch self {
        case .hold: .offersHold
        case .holdAnother: .offersAnother
        case .pin: .offersPin
        case .visual: .offersVisual
        case .stop: .offersStop
        }
    }
}

extension ExchangeState {
    var stages: [ScreenStage] {
        switch task {
        case .prepare: [.exchangePrepare]
        case .keep: [.exchangeKeep]
        case .deliver: [.exchangeDeliver]
        case .register: [.exchangeRegister]
        }
    }
}

extension DoneState {
    var stages: [ScreenStage] {
        switch outcome {
        case .registered: [.doneRegistered]
        case .changed: [.doneChanged]
        case .unchanged: [.doneUnchanged]
        }
    }
}

extension StoppedState {
    var stages: [ScreenStage] {
        offers.map { offer in
            switch offer {
            case .pin: .stoppedPin
            case .startAgain: .stoppedAgain
            case .home: .stoppedHome
            }
        }
    }
}
