import KyotakuModels
import KyotakuText
import SwiftUI

/// 操作ガイド.
struct GuideScreen: View {
    @Environment(\.texts) private var texts
    let model: GuideModel

    var body: some View {
        List {
            ForEach(model.state.topics, id: \.self) { topic in
                DisclosureGroup(texts(topic.heading), isExpanded: opened(topic)) {
                    GuideParagraphs(topic: topic)
                }
                .frame(minHeight: 44)
            }
        }
        .listStyle(.insetGrouped)
        .navigationTitle(texts(.guideTitle))
    }

    private func opened(_ topic: GuideTopic) -> Binding<Bool> {
        Binding(
            get: { model.state.opened == topic },
            set: { model.send($0 ? .topicChosen(topic) : .topicClosed) }
        )
    }
}

private struct GuideParagraphs: View {
    @Environment(\.texts) private var texts
    let topic: GuideTopic

    var body: some View {
        VStack(alignment: .leading, spacing: 12) {
            ForEach(Array(topic.paragraphs.enumerated()), id: \.offset) { index, paragraph in
                if topic.isNumbered {
                    Label(texts(paragraph), systemImage: "\(index + 1).circle")
                        .accessibilityLabel(
                            texts(.spokenStep, .text(String(index + 1)), .text(texts(paragraph)))
                        )
                } else {
                    Text(texts(paragraph))
                }
            }
        }
        .frame(maxWidth: .infinity, alignment: .leading)
    }
}
