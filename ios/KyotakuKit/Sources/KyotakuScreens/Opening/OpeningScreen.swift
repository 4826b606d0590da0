import KyotakuModels
import KyotakuText
import SwiftUI

/// The phone's state is opened, or given up.
struct OpeningScreen: View {
    @Environment(\.texts) private var texts
    let model: OpeningModel

    var body: some View {
        page
            .navigationTitle(texts(.commonAppName))
            .navigationBarTitleDisplayMode(.inline)
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
    private var page: some View {
        switch model.state.phase {
        case .opening: ScrollingPage { WorkingView(texts(.openingTitle)) }
        case .waitingForUnlock:
            ActionPage {
                WorkingView(texts(.openingWaiting))
            } actions: {
                SecondaryButton(texts(.actionRetry)) { model.send(.retried) }
            }
        case .failed(let problem), .confirming(let problem):
            ActionPage {
                ProblemNotice(problem)
            } actions: {
                if model.state.offersAnew {
                    DestructiveButton(texts(.openingAnew)) { model.send(.anewChosen) }
                } else {
                    PrimaryButton(texts(.actionRetry)) { model.send(.retried) }
                }
            }
        case .erasing: ScrollingPage { WorkingView(texts(.openingErasing)) }
        }
    }

    private var isConfirming: Bool {
        if case .confirming = model.state.phase { true } else { false }
    }
}
