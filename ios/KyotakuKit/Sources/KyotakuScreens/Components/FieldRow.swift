import KyotakuModels
import KyotakuText
import SwiftUI

/// A field with its label above it, and below it what to enter or what is wrong with it.
///
/// Keyboard, content type and the like are set on the row. For VoiceOver all of it is one field.
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
            TextField(title, text: text, prompt: prompt.map { Text($0) })
        }
    }
}

/// A field for a password or a code. What is typed goes to the model, which alone keeps it: the field
/// is emptied when the model has nothing any more.
struct SecretFieldRow: View {
    @Environment(\.texts) private var texts
    @State private var text = ""
    private let title: String
    private let isFilled: Bool
    private let isVisible: Bool
    private let hint: String?
    private let problem: String?
    private let onType: @MainActor (TypedSecret) -> Void

    /// A field.
    ///
    /// - Parameters:
    ///   - isFilled: Whether the model has something that was typed here.
    ///   - isVisible: Whether it is shown while it is typed, as a code from a slip is.
    ///   - hint: What to enter, below the field.
    ///   - problem: The code of what is wrong with it.
    init(
        _ title: String,
        isFilled: Bool,
        isVisible: Bool = false,
        hint: String? = nil,
        problem: String? = nil,
        onType: @escaping @MainActor (TypedSecret) -> Void
    ) {
        self.title = title
        self.isFilled = isFilled
        self.isVisible = isVisible
        self.hint = hint
        self.problem = problem
        self.onType = onType
    }

    var body: some View {
        FieldFrame(
            title: title,
            hint: hint,
            problem: problem,
            spokenHint: isVisible ? nil : texts(.spokenPasswordHidden)
        ) {
            if isVisible {
                TextField(title, text: typed, prompt: prompt)
            } else {
                SecureField(title, text: typed, prompt: prompt)
            }
        }
        .autocorrectionDisabled()
        .textInputAutocapitalization(isVisible ? .characters : .never)
        .privacySensitive()
        .onChange(of: isFilled) { _, isFilled in
            if !isFilled { text = "" }
        }
    }

    private var typed: Binding<String> {
        Binding(
            get: { text },
            set: { typed in
                text = typed
                onType(TypedSecret(typed))
            }
        )
    }

    /// Says that there is something, where the field itself was left and is empty.
    private var prompt: Text? {
        isFilled ? Text(texts(.commonEntered)) : nil
    }
}

/// What is around a field.
private struct FieldFrame<Field: View>: View {
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
                        .strokeBorder(error == nil ? Color.gray : .red, lineWidth: 1)
                }
                .accessibilityLabel(title)
                .accessibilityHint(spoken)
            if let error {
                Label(error, systemImage: "exclamationmark.circle.fill")
                    .font(.footnote)
                    .foregroundStyle(.red)
                    .accessibilityHidden(true)
            } else if let hint {
                Text(hint)
                    .font(.footnote)
                    .foregroundStyle(.secondary)
                    .accessibilityHidden(true)
            }
        }
        .announcing(error.map { texts(.commonLabelValue, .text(title), .text($0)) })
    }

    private var error: String? {
        words
            ?? problem.map { code in
                let text = texts.error(code)
                return "\(text.title) \(text.next)"
            }
    }

    /// The hint of the field itself, so that nobody has to look for it elsewhere.
    private var spoken: String {
        [error ?? hint, spokenHint].compactMap { $0 }.joined(separator: " ")
    }
}
