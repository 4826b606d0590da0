import KyotakuModels
import KyotakuText
import SwiftUI

/// The app is too old: nothing works until it is a newer one.
struct UpdateScreen: View {
    @Environment(\.texts) private var texts
    let problem: Problem
    let retry: @MainActor () -> Void

    var body: some View {
        ActionPage {
            ProblemNotice(problem)
        } actions: {
            // What there is to do is done outside of the app; here it can only be looked again.
            SecondaryButton(texts(.actionRetry), action: retry)
        }
        .navigationTitle(texts(.commonAppName))
        .navigationBarTitleDisplayMode(.inline)
    }
}
