import KyotakuText
import SwiftUI

/// The beginning of a step: where one is, what it is, and what to do.
struct StepHeader: View {
    @Environment(\.texts) private var texts
    private let title: String
    private let lead: String?
    private let step: Int?
    private let steps: Int

    /// A header.
    ///
    /// - Parameters:
    ///   - lead: What to do, below the title.
    ///   - step: Which of the steps it is, from 1; nothing where they are not counted.
    init(_ title: String, lead: String? = nil, step: Int? = nil, of steps: Int = 0) {
        self.title = title
        self.lead = lead
        self.step = step
        self.steps = steps
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            if let step {
                Text(texts(.commonStepOf, .text(String(step)), .text(String(steps))))
                    .font(.subheadline)
                    .foregroundStyle(.quiet)
            }
            Text(title)
                .font(.title2)
                .bold()
                .accessibilityAddTraits(.isHeader)
            if let lead { Text(lead) }
        }
        .frame(maxWidth: .infinity, alignment: .leading)
    }
}

/// A heading within a screen.
struct SectionTitle: View {
    private let title: String

    /// A heading.
    init(_ title: String) {
        self.title = title
    }

    var body: some View {
        Text(title)
            .font(.headline)
            .frame(maxWidth: .infinity, alignment: .leading)
            .accessibilityAddTraits(.isHeader)
    }
}
