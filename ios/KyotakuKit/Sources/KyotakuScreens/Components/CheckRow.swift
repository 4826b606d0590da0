import SwiftUI

/// A statement to tick: the box says whether it is ticked, and so does the whole row to VoiceOver.
struct CheckRow: View {
    private let title: String
    private let isChecked: Bool
    private let spoken: String?
    private let action: @MainActor () -> Void

    /// A statement.
    ///
    /// - Parameters:
    ///   - spoken: What VoiceOver says in the place of the title.
    ///   - action: Ticks it, or takes the tick away.
    init(
        _ title: String,
        isChecked: Bool,
        spoken: String? = nil,
        action: @escaping @MainActor () -> Void
    ) {
        self.title = title
        self.isChecked = isChecked
        self.spoken = spoken
        self.action = action
    }

    var body: some View {
        Button(action: action) {
            HStack(spacing: 16) {
                Image(systemName: isChecked ? "checkmark.square.fill" : "square")
                    .font(.title2)
                    .foregroundStyle(.tint)
                    .accessibilityHidden(true)
                Text(title)
                    .multilineTextAlignment(.leading)
                    .frame(maxWidth: .infinity, alignment: .leading)
            }
            .padding(16)
            .frame(maxWidth: .infinity, minHeight: 56)
            .background { RoundedRectangle(cornerRadius: 12).fill(Color.card) }
            .contentShape(RoundedRectangle(cornerRadius: 12))
        }
        .buttonStyle(.plain)
        .accessibilityLabel(spoken ?? title)
        .accessibilityAddTraits(isChecked ? .isSelected : [])
    }
}
