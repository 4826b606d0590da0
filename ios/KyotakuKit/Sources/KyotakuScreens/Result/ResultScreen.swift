import KyotakuModels
import KyotakuText
import SwiftUI

/// P63 資格確認結果: the band, then the parts in their order.
struct ResultScreen: View {
    @Environment(\.texts) private var texts
    let model: ResultModel

    var body: some View {
        content
            .navigationTitle(texts(.resultTitle))
            .onAppear { model.send(.appeared) }
    }

    @ViewBuilder
    private var content: some View {
        switch model.state.phase {
        case .fetching: ScrollingPage { WorkingView(texts(.commonLoading)) }
        case .failed(let problem):
            ActionPage {
                ProblemNotice(problem)
            } actions: {
                PrimaryButton(texts(.actionRetry), systemImage: "arrow.clockwise") {
                    model.send(.retried)
                }
            }
        case .shown(let result):
            ResultContentView(
                result: result,
                isAddressShown: model.state.isAddressShown,
                send: model.send
            )
        case .left: EmptyView()
        }
    }
}

/// The result.
private struct ResultContentView: View {
    @Environment(\.texts) private var texts
    let result: ShownResult
    let isAddressShown: Bool
    let send: @MainActor (ResultAction) -> Void

    var body: some View {
        ActionPage {
            Band(band: result.band)
            ForEach(Array(result.sections.enumerated()), id: \.offset) { _, section in
                ResultSectionView(section: section, isUnfolded: isAddressShown) {
                    send(.addressToggled)
                }
            }
            Text(texts(.resultNoScreenshot))
                .font(.footnote)
                .foregroundStyle(.quiet)
        } actions: {
            if result.offersMedical {
                SecondaryButton(texts(.resultMedical), systemImage: "doc.text") {
                    send(.medicalChosen)
                }
            }
            SecondaryButton(
                texts(.resultRequery),
                systemImage: "arrow.triangle.2.circlepath"
            ) {
                send(.requeryChosen)
            }
        }
        .privacySensitive()
    }
}
