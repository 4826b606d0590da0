import SwiftUI

/// One of a few things to choose from, each over the full width: a title, what it means, an icon.
struct ChoiceCard: View {
    private let title: String
    private let hint: String?
    private let systemImage: String
    private let isChosen: Bool
    private let action: @MainActor () -> Void

    /// A choice.
    ///
    /// - Parameters:
    ///   - hint: What it means, below the title.
    ///   - isChosen: Whether it is what was chosen before.
    init(
        _ title: String,
        hint: String? = nil,
        systemImage: String,
        isChosen: Bool = false,
        action: @escaping @MainActor () -> Void
    ) {
        self.title = title
        self.hint = hint
        self.systemImage = systemImage
        self.isChosen = isChosen
        self.action = action
    }

    var body: some View {
        Button(action: action) {
            HStack(spacing: 16) {
                Image(systemName: systemImage)
                    .font(.title2)
                    .foregroundStyle(.tint)
                    .accessibilityHidden(true)
                VStack(alignment: .leading, spacing: 4) {
                    Text(title).font(.headline)
                    if let hint {
                        Text(hint)
                            .font(.subheadline)
                            .foregroundStyle(.quiet)
                    }
                }
                .multilineTextAlignment(.leading)
                .frame(maxWidth: .infinity, alignment: .leading)
                Image(systemName: isChosen ? "checkmark.circle.fill" : "chevron.forward")
                    .foregroundStyle(isChosen ? Color.action : .quiet)
                    .accessibilityHidden(true)
            }
            .padding(16)
            .frame(maxWidth: .infinity, minHeight: 72)
            .background { RoundedRectangle(cornerRadius: 14).fill(Color.card) }
            .overlay {
                RoundedRectangle(cornerRadius: 14)
                    .strokeBorder(isChosen ? Color.action : .clear, lineWidth: 2)
            }
            .contentShape(RoundedRectangle(cornerRadius: 14))
        }
        .buttonStyle(.plain)
        .accessibilityAddTraits(isChosen ? .isSelected : [])
    }
}
