import KyotakuModels
import KyotakuText
import SwiftUI

/// P80 お知らせ.
struct NoticesScreen: View {
    @Environment(\.texts) private var texts
    let model: NoticesModel

    var body: some View {
        StaffList(problem: model.state.problem, retry: { model.send(.retried) }) {
            if model.state.isFetching { WorkingView(texts(.commonLoading)) }
            if let notices = model.state.notices {
                if notices.isEmpty { Text(texts(.noticesEmpty)) }
                ForEach(notices) { notice in
                    NoticeRow(notice: notice, isOpened: opened(notice))
                }
            }
        }
        .refreshable { @MainActor in
            model.send(.retried)
            await model.settled()
        }
        .navigationTitle(texts(.noticesTitle))
        .onAppear { model.send(.appeared) }
    }

    private func opened(_ notice: NoticeLine) -> Binding<Bool> {
        Binding(
            get: { model.state.opened?.id == notice.id },
            set: { model.send($0 ? .noticeChosen(notice.id) : .noticeClosed) }
        )
    }
}

private struct NoticeRow: View {
    @Environment(\.texts) private var texts
    let notice: NoticeLine
    let isOpened: Binding<Bool>

    var body: some View {
        DisclosureGroup(isExpanded: isOpened) {
            Text(notice.body)
                .frame(maxWidth: .infinity, alignment: .leading)
                .textSelection(.enabled)
        } label: {
            VStack(alignment: .leading, spacing: 4) {
                if !notice.isRead {
                    Label {
                        Text(texts(.noticesUnread))
                    } icon: {
                        Image(systemName: "circle.fill").foregroundStyle(.tint)
                    }
                    .font(.footnote)
                }
                Text(notice.title).fontWeight(notice.isRead ? .regular : .semibold)
                Text(texts(.noticesPublishedAt, .text(texts.day(at: notice.publishedAt))))
                    .font(.footnote)
                    .foregroundStyle(.quiet)
            }
            .frame(minHeight: 44)
            .accessibilityElement(children: .combine)
        }
    }
}
