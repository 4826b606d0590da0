import KyotakuModels
import KyotakuText
import SwiftUI

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
        .onChange(of: isFilled, initial: true) { _, isFilled in
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
    private var prompt: Text {
        Text(isFilled ? texts(.commonEntered) : "")
    }
}
