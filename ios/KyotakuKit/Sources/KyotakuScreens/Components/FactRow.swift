import SwiftUI

/// A label with its value. Where both do not fit beside each other, the value goes below, in a list and
/// on a card alike. VoiceOver reads both at once.
struct FactRow: View {
    private let label: String
    private let value: String

    /// A fact.
    init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }

    var body: some View {
        ViewThatFits(in: .horizontal) {
            HStack(alignment: .firstTextBaseline, spacing: 12) {
                name
                Spacer(minLength: 0)
                Text(value)
            }
            VStack(alignment: .leading, spacing: 2) {
                name
                Text(value)
            }
            .frame(maxWidth: .infinity, alignment: .leading)
        }
        .frame(minHeight: 28)
        .accessibilityElement(children: .combine)
    }

    private var name: some View {
        Text(label).foregroundStyle(.quiet)
    }
}
