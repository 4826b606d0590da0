import UIKit

/// Apple: documentation/swiftui/textfield
public struct TextField<Label: View>: NodeView {
    private let field: Field<Label>

    /// Apple: documentation/swiftui/textfield/init(text:prompt:axis:label:)
    public init(
        text: Binding<String>,
        prompt: Text? = nil,
        axis: Axis = .horizontal,
        @ViewBuilder label: () -> Label
    ) {
        field = Field(text: text, prompt: prompt, axis: axis, isSecure: false, label: label())
    }

    /// Stand-in only: a field with its text.
    public func nodes(in scope: Scope) -> [Node] { field.nodes(in: scope) }
}

extension TextField where Label == Text {
    /// Apple: documentation/swiftui/textfield/init(_:text:prompt:axis:)
    public init<S: StringProtocol>(
        _ title: S,
        text: Binding<String>,
        prompt: Text? = nil,
        axis: Axis = .horizontal
    ) {
        self.init(text: text, prompt: prompt, axis: axis) { Text(title) }
    }
}

/// Apple: documentation/swiftui/securefield
public struct SecureField<Label: View>: NodeView {
    private let field: Field<Label>

    /// Apple: documentation/swiftui/securefield/init(text:prompt:label:)
    public init(text: Binding<String>, prompt: Text? = nil, @ViewBuilder label: () -> Label) {
        field = Field(text: text, prompt: prompt, axis: .horizontal, isSecure: true, label: label())
    }

    /// Stand-in only: a field with the number of characters in it.
    public func nodes(in scope: Scope) -> [Node] { field.nodes(in: scope) }
}

extension SecureField where Label == Text {
    /// Apple: documentation/swiftui/securefield/init(_:text:prompt:)
    public init<S: StringProtocol>(_ title: S, text: Binding<String>, prompt: Text? = nil) {
        self.init(text: text, prompt: prompt) { Text(title) }
    }
}

/// What fields have in common.
@MainActor
private struct Field<Label: View> {
    let text: Binding<String>
    let prompt: Text?
    let axis: Axis
    let isSecure: Bool
    let label: Label

    func nodes(in scope: Scope) -> [Node] {
        let typing = scope.environment.typing
        if scope.environment.isEnabled {
            scope.on(
                scope.id,
                .text({ text.wrappedValue = $0 }, submit: { typing.submit.forEach { $0() } })
            )
        }
        let title = scope.inside("label").nodes(of: label).words
        let isSecret = isSecure || scope.environment.isRedacted
        return [
            Node(
                id: scope.id,
                "field",
                [
                    "title": .text(title),
                    "text": isSecret ? nil : .text(text.wrappedValue),
                    "count": isSecure ? .number(Double(text.wrappedValue.count)) : nil,
                    "prompt": .text(prompt?.content),
                    "secure": .flag(where: isSecure),
                    "redacted": .flag(where: scope.environment.isRedacted),
                    "axis": axis == .vertical ? "vertical" : nil,
                    "keyboard": .text(typing.keyboard?.name),
                    "content": .text(typing.content?.rawValue),
                    "capitalise": .text(typing.capitalisation?.name),
                    "autocorrect": typing.isCorrected ? nil : .flag(false),
                    "submit": .text(typing.submitLabel?.name),
                    "style": .text(scope.environment.controls.field?.name(in: scope)),
                    "disabled": scope.disabled,
                    "labelHidden": .flag(where: scope.environment.controls.hidesLabels),
                ].merging(scope.environment.look.attributes(in: scope)) { mine, _ in mine }
            )
        ]
    }
}

/// Apple: documentation/swiftui/textfieldstyle
@MainActor
@preconcurrency
public protocol TextFieldStyle {
    /// Stand-in only: its name.
    func name(in scope: Scope) -> String
}

/// Apple: documentation/swiftui/roundedbordertextfieldstyle
public struct RoundedBorderTextFieldStyle: TextFieldStyle {
    /// Apple: documentation/swiftui/roundedbordertextfieldstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "roundedBorder" }
}

extension TextFieldStyle where Self == RoundedBorderTextFieldStyle {
    /// Apple: documentation/swiftui/textfieldstyle/roundedborder
    public static var roundedBorder: RoundedBorderTextFieldStyle { RoundedBorderTextFieldStyle() }
}

/// Apple: documentation/swiftui/plaintextfieldstyle
public struct PlainTextFieldStyle: TextFieldStyle {
    /// Apple: documentation/swiftui/plaintextfieldstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "plain" }
}

extension TextFieldStyle where Self == PlainTextFieldStyle {
    /// Apple: documentation/swiftui/textfieldstyle/plain
    public static var plain: PlainTextFieldStyle { PlainTextFieldStyle() }
}

extension View {
    /// Apple: documentation/swiftui/view/textfieldstyle(_:)
    public func textFieldStyle<S: TextFieldStyle>(_ style: S) -> some View {
        modified { $0.controls.field = style }
    }
}
