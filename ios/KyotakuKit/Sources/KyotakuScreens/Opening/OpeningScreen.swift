import KyotakuModels
import KyotakuText
import SwiftUI

/// The phone's state is opened, or given up.
struct OpeningScreen: View {
    @Environment(\.texts) private var texts
    let model: OpeningModel

    var body: some View {
        ScrollingPage { content }
            .navigationTitle(texts(.commonAppName))
            .navigationBarTitleDisplayMode(.inline)
            .safeAreaInset(edge: .bottom) { actions }
            .question(
                texts(.openingAnewTitle),
                isAsked: isConfirming,
                message: texts(.openingAnewBody)
            ) {
                Button(texts(.actionCancel), role: .cancel) { model.send(.anewDeclined) }
                Button(texts(.openingAnew), role: .destructive) { model.send(.anewConfirmed) }
            }
            .onAppear { model.send(.appeared) }
    }

    @ViewBuilder
    private var content: some View {
        switch model.state.phase {
        case .opening: WorkingView(texts(.openingTitle))
        case .waitingForUnlock: WorkingView(texts(.openingWaiting))
        case .failed(let problem), .confirming(let problem): ProblemNotice(problem)
        case .erasing: WorkingView(texts(.openingErasing))
        }
    }

    @ViewBuilder
    private var actions: some View {
        switch model.state.phase {
        case .waitingForUnlock:
            BottomActions { SecondaryButton(texts(.actionRetry)) { model.send(.retried) } }
        case .failed:
            BottomActions {
                if model.state.offersAnew {
                    DestructiveButton(texts(.openingAnew)) { model.send(.anewChosen) }
                } else {
                    PrimaryButton(texts(.actionRetry)) { model.send(.retried) }
                }
            }
        case .opening, .confirming, .erasing: EmptyView()
        }
    }

    private var isConfirming: Bool {
        if case .confirming = model.state.phase { true } else { false }
    }
}
