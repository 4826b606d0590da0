import KyotakuModels
import KyotakuText
import SwiftUI

/// Waits for the server. What the card has signed is kept, so nothing is lost with the connection.
struct ExchangeScreen: View {
    @Environment(\.texts) private var texts
    let model: ExchangeModel

    var body: some View {
        ActionPage {
            if model.state.isBusy { WorkingView(texts(model.state.task.text)) }
            ProblemNotice(model.state.problem)
            if let until = model.state.keptUntil {
                Notice(
                    kind: .info,
                    title: texts(.completeKept, .text(texts.dayAndTime(at: until)))
                )
            }
        } actions: {
            if model.state.mayRetry {
                PrimaryButton(texts(.actionRetry), systemImage: "arrow.clockwise") {
                    model.send(.retried)
                }
            }
            if model.state.mayStartAgain {
                SecondaryButton(texts(.actionStartAgain)) { model.send(.startedAgain) }
            }
            if model.state.offersLater {
                SecondaryButton(texts(.visitLeaveForLater)) { model.send(.leftForLater) }
            }
        }
        .navigationTitle(texts(title))
        .onAppear { model.send(.appeared) }
    }

    /// What was tried is not being done any more when it has failed.
    private var title: TextKey {
        model.state.problem == nil ? model.state.task.text : .completeNotRegisteredYet
    }
}
