import UIKit

/// What views have said of those below them, kept together by topic. Views read it where it counts: at
/// the leaf.
protocol Said {
    init()
}

private enum SaidKey<Value: Said>: EnvironmentKey {
    static var defaultValue: Value { Value() }
}

extension EnvironmentValues {
    private subscript<Value: Said>(said type: Value.Type) -> Value {
        get { self[SaidKey<Value>.self] }
        set { self[SaidKey<Value>.self] = newValue }
    }

    var look: Look {
        get { self[said: Look.self] }
        set { self[said: Look.self] = newValue }
    }

    var controls: ControlLook {
        get { self[said: ControlLook.self] }
        set { self[said: ControlLook.self] = newValue }
    }

    var typing: Typing {
        get { self[said: Typing.self] }
        set { self[said: Typing.self] = newValue }
    }

    var surroundings: Surroundings {
        get { self[said: Surroundings.self] }
        set { self[said: Surroundings.self] = newValue }
    }

    var lists: ListLook {
        get { self[said: ListLook.self] }
        set { self[said: ListLook.self] = newValue }
    }
}

/// How text and symbols look.
struct Look: Said {
    var font: Font?
    var weight: Font.Weight?
    var design: Font.Design?
    var hasMonospacedDigits = false
    var foreground: (any ShapeStyle)?
    var tint: Color?
    var alignment = TextAlignment.leading
    var isSelectable = false
    var isSpeltOut = false
    /// The language whose glyphs text is set in, where the app says so.
    var typesetting: String?
    var imageScale: Image.Scale?
    var rendering: SymbolRenderingMode?
    /// Whether images merely adorn the text beside them.
    var isDecorative = false
}

/// How controls look.
struct ControlLook: Said {
    var button = ButtonLook.automatic
    var size: ControlSize?
    var borderShape: ButtonBorderShape?
    var shortcut: KeyboardShortcut?
    var picker: (any PickerStyle)?
    var field: (any TextFieldStyle)?
    var progress: (any ProgressViewStyle)?
    var label: (any LabelStyle)?
    var hidesLabels = false

    enum ButtonLook {
        case automatic
        case named(any PrimitiveButtonStyle)
        case made(@MainActor (ButtonStyleConfiguration, Scope) -> [Node])
    }
}

/// What fields are to be filled with.
struct Typing: Said {
    var keyboard: UIKeyboardType?
    var content: UITextContentType?
    var capitalisation: TextInputAutocapitalization?
    var isCorrected = true
    var submitLabel: SubmitLabel?
    var submit: [() -> Void] = []
}

/// How lists and what scrolls look.
struct ListLook: Said {
    var style: (any ListStyle)?
    var headerProminence = Prominence.standard
    var background = Visibility.automatic
    var keyboardDismissal: ScrollDismissesKeyboardMode?
    var refresh: (@MainActor () async -> Void)?
}

extension Node.Value {
    /// The name of a case, if there is one.
    static func name<Case>(_ value: Case?) -> Node.Value? {
        value.map { .text("\($0)") }
    }
}
