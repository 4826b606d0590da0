import SwiftUI

/// Something to read before going on: a title with an icon, and what it means.
struct Notice: View {
    /// What kind of notice it is, which icon, colour and title all say.
    enum Kind: Equatable, Sendable, CaseIterable {
        case info
        case success
        case warning
        case error

        /// Whether something is wrong, which nobody may miss.
        var isProblem: Bool {
            switch self {
            case .info, .success: false
            case .warning, .error: true
            }
        }

        var systemImage: String {
            switch self {
            case .info: "info.circle.fill"
            case .success: "checkmark.circle.fill"
            case .warning: "exclamationmark.triangle.fill"
            case .error: "exclamationmark.octagon.fill"
            }
        }

        var color: Color {
            switch self {
            case .info: .action
            case .success: .good
            case .warning: .caution
            case .error: .bad
            }
        }
    }

    private let kind: Kind
    private let title: String
    private let text: String?

    /// A notice.
    init(kind: Kind, title: String, text: String? = nil) {
        self.kind = kind
        self.title = title
        self.text = text
    }

    var body: some View {
        NoticeCard(kind: kind) {
            NoticeTitle(kind: kind, title: title)
            if let text { Text(text) }
        }
        .accessibilityElement(children: .combine)
    }
}

/// The title of a notice.
struct NoticeTitle: View {
    let kind: Notice.Kind
    let title: String

    var body: some View {
        Label {
            Text(title).font(.headline)
        } icon: {
            Image(systemName: kind.systemImage)
                .foregroundStyle(kind.color)
                .accessibilityHidden(true)
        }
    }
}

/// What a notice lies on.
struct NoticeCard<Content: View>: View {
    private let kind: Notice.Kind
    private let content: Content

    init(kind: Notice.Kind, @ViewBuilder content: () -> Content) {
        self.kind = kind
        self.content = content()
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 8) { content }
            .padding(16)
            .frame(maxWidth: .infinity, alignment: .leading)
            .background { RoundedRectangle(cornerRadius: 12).fill(Color.card) }
            .overlay { RoundedRectangle(cornerRadius: 12).strokeBorder(kind.color, lineWidth: 1) }
    }
}
