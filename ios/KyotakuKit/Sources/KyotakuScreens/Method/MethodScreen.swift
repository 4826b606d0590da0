import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// P30 本人確認方法の選択.
struct MethodScreen: View {
    @Environment(\.texts) private var texts
    let model: MethodModel

    var body: some View {
        ScrollingPage {
            StepHeader(texts(purpose), lead: texts(.methodLead))
            ProblemNotice(model.state.problem)
            VStack(spacing: 12) {
                ChoiceCard(
                    texts(.methodPin),
                    hint: texts(.methodPinHint),
                    systemImage: "circle.grid.3x3",
                    isChosen: model.state.chosen == .pin
                ) { model.send(.chosen(.pin)) }
                ChoiceCard(
                    texts(.methodVisual),
                    hint: visualHint,
                    systemImage: "person.crop.rectangle",
                    isChosen: model.state.chosen == .visual
                ) { model.send(.chosen(.visual)) }
            }
            .disabled(model.state.isBusy)
            if model.state.isBusy { WorkingView(texts(.visitPreparing)) }
            Label(texts(.methodFaceCard), systemImage: "info.circle")
            Label(texts(.methodCannotAnswer), systemImage: "info.circle")
        }
        .navigationTitle(texts(.methodTitle))
    }

    private var purpose: TextKey {
        switch model.state.purpose {
        case .visit: .methodPurposeVisit
        case .consents: .methodPurposeConsents
        }
    }

    /// Where it is not to be had, why; choosing it says what to do.
    private var visualHint: String {
        model.state.visualRefused.map { texts.error($0).title } ?? texts(.methodVisualHint)
    }
}
