import SwiftUI

/// A label with its value. Where both do not fit beside each other, the value goes below.
struct FactRow: View {
    private let label: String
    private let value: String

    /// A fact.
    init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }

    var body: some View {
        LabeledContent {
            Text(value).foregroundStyle(.primary)
        } label: {
            Text(label).foregroundStyle(.secondary)
        }
        .frame(minHeight: 28)
    }
}
