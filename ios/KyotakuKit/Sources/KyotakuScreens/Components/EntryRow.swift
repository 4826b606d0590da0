import SwiftUI

/// A row of a list that leads to another screen.
struct EntryRow: View {
    private let title: String
    private let detail: String?
    private let systemImage: String?
    private let action: @MainActor () -> Void

    /// A row.
    ///
    /// - Parameter detail: What is to be said of it, below the title.
    init(
        _ title: String,
        detail: String? = nil,
        systemImage: String? = nil,
        action: @escaping @MainActor () -> Void
    ) {
        self.title = title
        self.detail = detail
        self.systemImage = systemImage
        self.action = action
    }

    var body: some View {
        Button(action: action) {
            HStack(spacing: 12) {
                if let systemImage {
                    Image(systemName: systemImage)
                        .foregroundStyle(.tint)
                        .accessibilityHidden(true)
                }
                VStack(alignment: .leading, spacing: 2) {
                    Text(title)
                    if let detail {
                        Text(detail)
                            .font(.subheadline)
                            .foregroundStyle(.quiet)
                    }
                }
                .multilineTextAlignment(.leading)
                .frame(maxWidth: .infinity, alignment: .leading)
                Image(systemName: "chevron.forward")
                    .foregroundStyle(.quiet)
                    .accessibilityHidden(true)
            }
            .frame(minHeight: 44)
            .contentShape(Rectangle())
        }
        .buttonStyle(.plain)
    }
}
