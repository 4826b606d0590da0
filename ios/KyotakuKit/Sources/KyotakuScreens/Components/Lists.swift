import KyotakuText
import SwiftUI

/// Things to do, one after the other.
struct StepList: View {
    @Environment(\.texts) private var texts
    private let steps: [TextKey]

    /// The things, in their order.
    init(_ steps: [TextKey]) {
        self.steps = steps
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 12) {
            ForEach(Array(steps.enumerated()), id: \.offset) { index, step in
                HStack(alignment: .firstTextBaseline, spacing: 12) {
                    Text(verbatim: "\(index + 1)")
                        .font(.headline)
                        .monospacedDigit()
                        .foregroundStyle(.tint)
                    Text(texts(step))
                        .frame(maxWidth: .infinity, alignment: .leading)
                }
                .accessibilityElement(children: .ignore)
                .accessibilityLabel(
                    texts(.spokenStep, .text(String(index + 1)), .text(texts(step)))
                )
            }
        }
    }
}

/// Things to know, in no order.
struct NoteList: View {
    private let notes: [String]

    /// The notes.
    init(_ notes: [String]) {
        self.notes = notes
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            ForEach(notes, id: \.self) { note in
                Label {
                    Text(note).frame(maxWidth: .infinity, alignment: .leading)
                } icon: {
                    Image(systemName: "info.circle")
                        .foregroundStyle(.quiet)
                        .accessibilityHidden(true)
                }
            }
        }
    }
}

/// What belongs together, on a card of its own.
struct Card<Content: View>: View {
    private let content: Content

    /// What is on it, from top to bottom.
    init(@ViewBuilder content: () -> Content) {
        self.content = content()
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 12) { content }
            .padding(16)
            .frame(maxWidth: .infinity, alignment: .leading)
            .background { RoundedRectangle(cornerRadius: 12).fill(Color.card) }
    }
}
