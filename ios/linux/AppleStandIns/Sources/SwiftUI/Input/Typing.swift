import UIKit

/// Apple: documentation/swiftui/textinputautocapitalization
public struct TextInputAutocapitalization: Sendable {
    let name: String

    /// Apple: documentation/swiftui/textinputautocapitalization/never
    public static var never: TextInputAutocapitalization { .init(name: "never") }
    /// Apple: documentation/swiftui/textinputautocapitalization/characters
    public static var characters: TextInputAutocapitalization { .init(name: "characters") }
    /// Apple: documentation/swiftui/textinputautocapitalization/words
    public static var words: TextInputAutocapitalization { .init(name: "words") }
    /// Apple: documentation/swiftui/textinputautocapitalization/sentences
    public static var sentences: TextInputAutocapitalization { .init(name: "sentences") }
}

/// Apple: documentation/swiftui/submitlabel
public struct SubmitLabel: Sendable {
    let name: String

    /// Apple: documentation/swiftui/submitlabel/done
    public static var done: SubmitLabel { SubmitLabel(name: "done") }
    /// Apple: documentation/swiftui/submitlabel/go
    public static var go: SubmitLabel { SubmitLabel(name: "go") }
    /// Apple: documentation/swiftui/submitlabel/next
    public static var next: SubmitLabel { SubmitLabel(name: "next") }
    /// Apple: documentation/swiftui/submitlabel/send
    public static var send: SubmitLabel { SubmitLabel(name: "send") }
    /// Apple: documentation/swiftui/submitlabel/search
    public static var search: SubmitLabel { SubmitLabel(name: "search") }
    /// Apple: documentation/swiftui/submitlabel/continue
    public static var `continue`: SubmitLabel { SubmitLabel(name: "continue") }
}

extension View {
    /// Apple: documentation/swiftui/view/keyboardtype(_:)
    public func keyboardType(_ type: UIKeyboardType) -> some View {
        modified { $0.typing.keyboard = type }
    }

    /// Apple: documentation/swiftui/view/textcontenttype(_:)-ufdv
    public func textContentType(_ textContentType: UITextContentType?) -> some View {
        modified { $0.typing.content = textContentType }
    }

    /// Apple: documentation/swiftui/view/textinputautocapitalization(_:)
    public func textInputAutocapitalization(
        _ autocapitalization: TextInputAutocapitalization?
    ) -> some View {
        modified { $0.typing.capitalisation = autocapitalization }
    }

    /// Apple: documentation/swiftui/view/autocorrectiondisabled(_:)
    public func autocorrectionDisabled(_ disable: Bool = true) -> some View {
        modified { $0.typing.isCorrected = !disable }
    }

    /// Apple: documentation/swiftui/view/submitlabel(_:)
    public func submitLabel(_ submitLabel: SubmitLabel) -> some View {
        modified { $0.typing.submitLabel = submitLabel }
    }

    /// Apple: documentation/swiftui/view/onsubmit(of:_:)
    public func onSubmit(_ action: @escaping () -> Void) -> some View {
        modified { $0.typing.submit.insert(action, at: 0) }
    }

    /// Apple: documentation/swiftui/view/ontapgesture(count:perform:)
    public func onTapGesture(perform action: @escaping () -> Void) -> some View {
        ModifiedView(self) { content, scope in
            scope.inside("w").nodes(of: content).map { node in
                let tap = scope.wrap(node, as: "tap", ["disabled": scope.disabled])
                if scope.environment.isEnabled { scope.on(tap.id, .tap { action() }) }
                return tap
            }
        }
    }
}
