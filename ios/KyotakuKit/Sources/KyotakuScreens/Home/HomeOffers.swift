import KyotakuModels
import KyotakuText
import SwiftUI

/// The three large buttons, or why there is nothing to begin.
struct HomeOffers: View {
    @Environment(\.texts) private var texts
    let offers: HomeState.Offers
    let send: @MainActor (HomeAction) -> Void

    var body: some View {
        if !offers.cards { Notice(kind: .warning, title: texts(.homeNoNFC)) }
        VStack(spacing: 12) {
            PrimaryButton(texts(.homeBegin), systemImage: "person.text.rectangle") {
                send(.begun(.visit))
            }
            .accessibilityHint(texts(.spokenHomeBeginHint))
            SecondaryButton(texts(.homeConsents), systemImage: "list.bullet.clipboard") {
                send(.begun(.consents))
            }
            SecondaryButton(texts(.homeRevoke), systemImage: "xmark.circle") {
                send(.begun(.revoke))
            }
        }
        .disabled(!offers.cards)
        if let code = offers.visualRefused {
            Notice(
                kind: .info,
                title: texts(.homeVisualOff),
                text: texts.error(code).explanation
            )
        }
    }
}
