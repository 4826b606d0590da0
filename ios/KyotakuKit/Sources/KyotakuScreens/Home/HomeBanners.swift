import KyotakuModels
import KyotakuText
import SwiftUI

/// What waits for somebody to look at it. Nothing where nothing does.
struct HomeBanners: View {
    @Environment(\.texts) private var texts
    let state: HomeState
    let send: @MainActor (HomeAction) -> Void

    var body: some View {
        if state.waiting.unsent > 0 {
            HomeBanner(
                texts(.waitingBanner, .number(state.waiting.unsent)),
                systemImage: "tray.and.arrow.up",
                color: .caution
            ) { send(.waitingChosen) }
            .accessibilityLabel(texts(.spokenHomeBanner, .number(state.waiting.unsent)))
        }
        if state.waiting.unanswered > 0 {
            HomeBanner(
                texts(.homeAnswerCount, .number(state.waiting.unanswered)),
                systemImage: "person.crop.circle.badge.questionmark",
                color: .caution
            ) { send(.waitingChosen) }
        }
        if state.waiting.refused > 0 {
            HomeBanner(
                texts(.homeRefusedCount, .number(state.waiting.refused)),
                systemImage: "exclamationmark.octagon",
                color: .bad
            ) { send(.waitingChosen) }
        }
        if let count = state.unreadNotices, count > 0 {
            HomeBanner(
                texts(.homeNoticeCount, .number(count)),
                systemImage: "megaphone",
                color: .action
            ) { send(.noticesChosen) }
        }
    }
}

private struct HomeBanner: View {
    private let title: String
    private let systemImage: String
    private let color: Color
    private let action: @MainActor () -> Void

    init(
        _ title: String,
        systemImage: String,
        color: Color,
        action: @escaping @MainActor () -> Void
    ) {
        self.title = title
        self.systemImage = systemImage
        self.color = color
        self.action = action
    }

    var body: some View {
        Button(action: action) {
            HStack(spacing: 12) {
                Image(systemName: systemImage)
                    .foregroundStyle(color)
                    .accessibilityHidden(true)
                Text(title)
                    .fontWeight(.semibold)
                    .multilineTextAlignment(.leading)
                    .frame(maxWidth: .infinity, alignment: .leading)
                Image(systemName: "chevron.forward")
                    .foregroundStyle(.quiet)
                    .accessibilityHidden(true)
            }
            .padding(.horizontal, 16)
            .padding(.vertical, 10)
            .frame(maxWidth: .infinity, minHeight: 48)
            .background { RoundedRectangle(cornerRadius: 12).fill(Color.card) }
            .overlay { RoundedRectangle(cornerRadius: 12).strokeBorder(color, lineWidth: 1) }
            .contentShape(RoundedRectangle(cornerRadius: 12))
        }
        .buttonStyle(.plain)
    }
}
