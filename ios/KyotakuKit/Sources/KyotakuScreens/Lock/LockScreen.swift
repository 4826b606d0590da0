import KyotakuModels
import KyotakuText
import SwiftUI

/// The lock.
struct LockScreen: View {
    @Environment(\.texts) private var texts
    let model: LockModel

    var body: some View {
        ActionPage {
            Image(systemName: "lock.fill")
                .font(.largeTitle)
                .foregroundStyle(.quiet)
                .accessibilityHidden(true)
            Text(texts(.lockLead))
            if let name = model.state.userName {
                Text(texts(.lockUser, .text(name))).font(.headline)
            }
            if model.state.keepsVisit { Notice(kind: .info, title: texts(.lockKept)) }
            if let failure = model.state.failure {
                Notice(kind: .warning, title: texts(failure.text))
                    .announcing(texts(failure.text))
            }
            ProblemNotice(model.state.problem)
        } actions: {
            PrimaryButton(
                texts(.lockUnlock),
                systemImage: "lock.open",
                isBusy: model.state.isWorking
            ) {
                model.send(.unlockChosen(reason: texts(.passcodeReasonUnlock)))
            }
            SecondaryButton(texts(.lockOtherUser)) { model.send(.otherUserChosen) }
                .disabled(model.state.isWorking)
        }
        .navigationTitle(texts(.lockTitle))
        .navigationBarTitleDisplayMode(.inline)
        .announcing(texts(.spokenLockLocked))
        .onAppear { model.send(.appeared) }
    }
}

extension OwnerCheckFailure {
    /// What is said about it.
    var text: TextKey {
        switch self {
        case .lockedOut: .passcodeOwnerLockedOut
        case .passcodeMissing: .passcodeMissing
        case .cancelled, .failed, .interrupted: .passcodeOwnerFailed
        }
    }
}
