import KyotakuText
import SwiftUI

/// What the message of a code says, where no problem of the app's is behind it: an answer of the card
/// or the server.
struct CodeNotice: View {
    @Environment(\.texts) private var texts
    private let text: ErrorText
    private let detail: String?

    /// A message.
    ///
    /// - Parameter detail: What is to be said besides, such as a day.
    init(_ text: ErrorText, detail: String? = nil) {
        self.text = text
        self.detail = detail
    }

    var body: some View {
        NoticeCard(kind: text.kind.notice) { MessageText(text, detail: detail) }
            .announcing("\(text.title) \(text.next)")
    }
}

/// The words of a message: what has happened, why, what to do; and small its code, which support staff
/// ask for.
struct MessageText: View {
    @Environment(\.texts) private var texts
    private let text: ErrorText
    private let detail: String?

    /// The words.
    init(_ text: ErrorText, detail: String? = nil) {
        self.text = text
        self.detail = detail
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            NoticeTitle(kind: text.kind.notice, title: text.title)
            Text(text.explanation)
            if let detail { Text(detail) }
            Text(text.next).fontWeight(.semibold)
        }
        .accessibilityElement(children: .combine)
        Text(texts(.commonCodeLine, .text(text.code)))
            .font(.footnote)
            .foregroundStyle(.quiet)
            .accessibilityLabel(texts(.spokenCode, .text(text.code)))
            .speechSpellsOutCharacters()
    }
}
