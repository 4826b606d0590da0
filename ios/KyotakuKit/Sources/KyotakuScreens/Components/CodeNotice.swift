import KyotakuText
import SwiftUI

/// What the message of a code says, where no problem of the app's is behind it: an answer of the card
/// or the server.
struct CodeNotice: View {
    @Environment(\.texts) private var texts
    private let text: ErrorText
    private let detail: String?
    private let saysNext: Bool

    /// A message.
    ///
    /// - Parameters:
    ///   - detail: What is to be said besides, such as a day.
    ///   - saysNext: Whether the next step is said, and not offered on the same screen.
    init(_ text: ErrorText, detail: String? = nil, saysNext: Bool = true) {
        self.text = text
        self.detail = detail
        self.saysNext = saysNext
    }

    var body: some View {
        NoticeCard(kind: text.kind.notice) {
            MessageText(text, detail: detail, saysNext: saysNext)
        }
        .announcing(
            saysNext ? "\(text.title) \(text.next)" : text.title,
            of: text.kind.notice
        )
    }
}

/// The words of a message: what has happened, why, what to do; and small its code, which support staff
/// ask for.
struct MessageText: View {
    @Environment(\.texts) private var texts
    private let text: ErrorText
    private let detail: String?
    private let saysNext: Bool

    /// The words.
    ///
    /// - Parameter saysNext: Whether the next step is said, and not offered on the same screen.
    init(_ text: ErrorText, detail: String? = nil, saysNext: Bool = true) {
        self.text = text
        self.detail = detail
        self.saysNext = saysNext
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            NoticeTitle(kind: text.kind.notice, title: text.title)
            Text(text.explanation)
            if let detail { Text(detail) }
            if saysNext { Text(text.next).fontWeight(.semibold) }
        }
        .accessibilityElement(children: .combine)
        Text(texts(.commonCodeLine, .text(text.code)))
            .font(.footnote)
            .foregroundStyle(.quiet)
            .accessibilityLabel(texts(.spokenCode, .text(text.code)))
            .speechSpellsOutCharacters()
    }
}
