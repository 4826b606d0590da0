import KyotakuModels
import SwiftUI

/// The field for ユーザーID, wherever somebody says who they are.
struct UserIDRow: View {
    private let title: String
    private let text: Binding<String>
    private let hint: String?
    private let problem: String?

    /// A field.
    ///
    /// - Parameters:
    ///   - hint: What to enter, below the field.
    ///   - problem: The code of what is wrong with it.
    init(
        _ title: String,
        text: Binding<String>,
        hint: String? = nil,
        problem: String? = nil
    ) {
        self.title = title
        self.text = text
        self.hint = hint
        self.problem = problem
    }

    var body: some View {
        FieldRow(title, text: text, hint: hint, problem: problem)
            .keyboardType(.asciiCapable)
            .textContentType(.username)
            .textInputAutocapitalization(.never)
            .autocorrectionDisabled()
    }
}

/// The field for the password of an account, which the phone may have kept.
struct PasswordRow: View {
    private let title: String
    private let isFilled: Bool
    private let problem: String?
    private let onType: @MainActor (TypedSecret) -> Void

    /// A field.
    ///
    /// - Parameters:
    ///   - isFilled: Whether the model has something that was typed here.
    ///   - problem: The code of what is wrong with it.
    init(
        _ title: String,
        isFilled: Bool,
        problem: String? = nil,
        onType: @escaping @MainActor (TypedSecret) -> Void
    ) {
        self.title = title
        self.isFilled = isFilled
        self.problem = problem
        self.onType = onType
    }

    var body: some View {
        SecretFieldRow(title, isFilled: isFilled, problem: problem, onType: onType)
            .textContentType(.password)
    }
}
