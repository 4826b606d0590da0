import Foundation
import KyotakuModels
import KyotakuText
import SwiftUI

/// The app is too old: nothing works until it is a newer one. Institutions get it in their own ways, so
/// the page to update it on is theirs too, and where there is none, the administrator is asked.
struct UpdateScreen: View {
    @Environment(\.texts) private var texts
    @Environment(\.openURL) private var openURL
    let problem: Problem
    let page: URL?
    let retry: @MainActor () -> Void

    var body: some View {
        ActionPage {
            ProblemNotice(problem)
            if page == nil { Text(texts(.updateAsk)) }
        } actions: {
            if let page {
                PrimaryButton(texts(.updateOpen), systemImage: "arrow.up.forward.app") {
                    openURL(page)
                }
            }
            SecondaryButton(texts(.actionRetry), action: retry)
        }
        .navigationTitle(texts(.commonAppName))
        .navigationBarTitleDisplayMode(.inline)
    }
}
