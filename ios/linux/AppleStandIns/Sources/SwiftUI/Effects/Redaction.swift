/// Apple: documentation/swiftui/redactionreasons
public struct RedactionReasons: OptionSet, Sendable {
    /// Apple: documentation/swiftui/redactionreasons/rawvalue
    public let rawValue: Int

    /// Apple: documentation/swiftui/redactionreasons/init(rawvalue:)
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Apple: documentation/swiftui/redactionreasons/placeholder
    public static let placeholder = RedactionReasons(rawValue: 1)
    /// Apple: documentation/swiftui/redactionreasons/privacy
    public static let privacy = RedactionReasons(rawValue: 2)
}

/// What takes the place of what nobody is to see.
struct Redaction {
    /// Always as many, whatever is below.
    static let marks = "•••"

    var reasons: RedactionReasons = []
    var isSensitive = false
}

private struct RedactionKey: EnvironmentKey {
    static var defaultValue: Redaction { Redaction() }
}

extension EnvironmentValues {
    fileprivate var redaction: Redaction {
        get { self[RedactionKey.self] }
        set { self[RedactionKey.self] = newValue }
    }

    /// Apple: documentation/swiftui/environmentvalues/redactionreasons
    public var redactionReasons: RedactionReasons {
        get { redaction.reasons }
        set { redaction.reasons = newValue }
    }

    /// Whether nothing here is to be seen.
    var isRedacted: Bool {
        redaction.reasons.contains(.placeholder)
            || (redaction.reasons.contains(.privacy) && redaction.isSensitive)
    }
}

extension View {
    /// Apple: documentation/swiftui/view/privacysensitive(_:)
    public func privacySensitive(_ sensitive: Bool = true) -> some View {
        ModifiedView(self) { content, scope in
            var place = scope.inside("e")
            place.environment.redaction.isSensitive = sensitive
            let nodes = place.nodes(of: content)
            return sensitive
                ? scope.said(of: nodes, "accessible", ["sensitive": true]) : nodes
        }
    }

    /// Apple: documentation/swiftui/view/redacted(reason:)
    public func redacted(reason: RedactionReasons) -> some View {
        modified { $0.redactionReasons.formUnion(reason) }
    }

    /// Apple: documentation/swiftui/view/unredacted()
    public func unredacted() -> some View {
        modified { $0.redactionReasons = [] }
    }
}
