import KyotakuText
import SwiftUI

/// A field with its label above it, and below it what to enter or what is wrong with it.
///
/// Keyboard, content type and the like are set on the row. For VoiceOver all of it is one field. That
/// something is wrong is announced by the form, for all its fields at once.
struct FieldRow: View {
    private let title: String
    private let text: Binding<String>
    private let prompt: String?
    private let hint: String?
    private let problem: String?
    private let error: String?

    /// A field.
    ///
    /// - Parameters:
    ///   - hint: What to enter, below the field.
    ///   - problem: The code of what is wrong with it.
    ///   - error: What is wrong with it, in words of its own.
    init(
        _ title: String,
        text: Binding<String>,
        prompt: String? = nil,
        hint: String? = nil,
        problem: String? = nil,
        error: String? = nil
    ) {
        self.title = title
        self.text = text
        self.prompt = prompt
        self.hint = hint
        self.problem = problem
        self.error = error
    }

    var body: some View {
        FieldFrame(title: title, hint: hint, problem: problem, words: error) {
            // Its title stands above it, and would be cut off in it.
            TextField(title, text: text, prompt: Text(prompt ?? ""))
        }
    }
}

/// What is around a field.
struct FieldFrame<Field: View>: View {
    @Environment(\.texts) private var texts
    private let title: String
    private let hint: String?
    private let problem: String?
    private let words: String?
    private let spokenHint: String?
    private let field: Field

    init(
        title: String,
        hint: String?,
        problem: String?,
        words: String? = nil,
        spokenHint: String? = nil,
        @ViewBuilder field: () -> Field
    ) {
        self.title = title
        self.hint = hint
        self.problem = problem
        self.words = words
        self.spokenHint = spokenHint
        self.field = field()
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            Text(title)
                .font(.subheadline)
                .fontWeight(.semibold)
                .accessibilityHidden(true)
            field
                .textFieldStyle(.plain)
                .padding(12)
                .frame(minHeight: 48)
                .background { RoundedRectangle(cornerRadius: 10).fill(Color.card) }
                .overlay {
                    RoundedRectangle(cornerRadius: 10)
                        .strokeBorder(error == nil ? Color.outline : .bad, lineWidth: 1)
                }
                .accessibilityLabel(title)
                .accessibilityHint(spoken)
            if let error {
                Label {
                    Text(error)
                } icon: {
                    Image(systemName: "exclamationmark.circle.fill").foregroundStyle(.bad)
                }
                .font(.footnote)
                .accessibilityHidden(true)
            } else if let hint {
                Text(hint)
                    .font(.footnote)
                    .foregroundStyle(.quiet)
                    .accessibilityHidden(true)
            }
        }
    }

    private var error: String? {
        words ?? problem.map { texts.error(inField: $0) }
    }

    /// The hint of the field itself, so that nobody has to look for it elsewhere.
    private var spoken: String {
        [error ?? hint, spokenHint].compactMap { $0 }.joined(separator: " ")
    }
}

extension Texts {
    /// What a code says below a field.
    func error(inField code: String) -> String {
        let text = error(code)
        return "\(text.title) \(text.next)"
    }

    /// What is wrong with the fields of these titles, each with its field.
    func faults(_ fields: KeyValuePairs<TextKey, String?>) -> [String] {
        fields.compactMap { title, error in
            error.map { self(.commonLabelValue, .text(self(title)), .text($0)) }
        }
    }
}
