import KyotakuModels
import KyotakuText
import SwiftUI

/// Why a visit was stopped, and what can be done instead. Nothing was registered.
struct StoppedScreen: View {
    @Environment(\.texts) private var texts
    let model: StoppedModel

    var body: some View {
        ActionPage {
            CodeNotice(texts.error(model.state.code))
        } actions: {
            ForEach(Array(model.state.offers.enumerated()), id: \.element) { index, offer in
                if index == 0 {
                    PrimaryButton(texts(offer.title)) { model.send(offer) }
                } else {
                    SecondaryButton(texts(offer.title)) { model.send(offer) }
                }
            }
        }
        .navigationTitle(texts(.completeNotRegisteredYet))
    }
}
