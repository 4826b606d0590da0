extension View {
    private func accessible(_ attribute: String, _ value: Node.Value?) -> some View {
        ModifiedView(self) { content, scope in
            let nodes = scope.inside("a").nodes(of: content)
            guard let value else { return nodes }
            return scope.said(of: nodes, "accessible", [attribute: value])
        }
    }

    /// What is said of a view, unless nobody is to know.
    private func saying(_ attribute: String, _ text: String) -> some View {
        ModifiedView(self) { content, scope in
            let nodes = scope.inside("a").nodes(of: content)
            if scope.environment.isRedacted { return nodes }
            return scope.said(of: nodes, "accessible", [attribute: .text(text)])
        }
    }

    /// Apple: documentation/swiftui/view/accessibilitylabel(_:)-1d7jv
    public func accessibilityLabel<S: StringProtocol>(_ label: S) -> some View {
        saying("label", String(label))
    }

    /// Apple: documentation/swiftui/view/accessibilitylabel(_:)-5f0zj
    public func accessibilityLabel(_ label: Text) -> some View {
        saying("label", label.content)
    }

    /// Apple: documentation/swiftui/view/accessibilityvalue(_:)-28v9c
    public func accessibilityValue<S: StringProtocol>(_ value: S) -> some View {
        saying("value", String(value))
    }

    /// Apple: documentation/swiftui/view/accessibilityvalue(_:)-3zpyi
    public func accessibilityValue(_ value: Text) -> some View {
        saying("value", value.content)
    }

    /// Apple: documentation/swiftui/view/accessibilityhint(_:)-3i2vu
    public func accessibilityHint<S: StringProtocol>(_ hint: S) -> some View {
        saying("hint", String(hint))
    }

    /// Apple: documentation/swiftui/view/accessibilityhint(_:)-5qd58
    public func accessibilityHint(_ hint: Text) -> some View {
        saying("hint", hint.content)
    }

    /// Apple: documentation/swiftui/view/accessibilityhidden(_:)
    public func accessibilityHidden(_ hidden: Bool) -> some View {
        accessible("hidden", hidden ? true : nil)
    }

    /// Apple: documentation/swiftui/view/accessibilityidentifier(_:)
    public func accessibilityIdentifier(_ identifier: String) -> some View {
        accessible("identifier", .text(identifier))
    }

    /// Apple: documentation/swiftui/view/accessibilitysortpriority(_:)
    public func accessibilitySortPriority(_ sortPriority: Double) -> some View {
        accessible("sort", .number(sortPriority))
    }

    /// Apple: documentation/swiftui/view/accessibilityaddtraits(_:)
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View {
        accessible("traits", traits.names)
    }

    /// Apple: documentation/swiftui/view/accessibilityremovetraits(_:)
    public func accessibilityRemoveTraits(_ traits: AccessibilityTraits) -> some View {
        accessible("withoutTraits", traits.names)
    }

    /// Apple: documentation/swiftui/view/accessibilityheading(_:)
    public func accessibilityHeading(_ level: AccessibilityHeadingLevel) -> some View {
        accessible("heading", level == .unspecified ? nil : .number(Double(level.rawValue)))
    }

    /// Apple: documentation/swiftui/view/accessibilityelement(children:)
    public func accessibilityElement(
        children: AccessibilityChildBehavior = .ignore
    ) -> some View {
        // Not with what was said of the view before: that is one of the children now.
        wrapped("accessible") { _ in ["children": .text(children.name)] }
    }

    /// Apple: documentation/swiftui/view/speechspellsoutcharacters(_:)
    public func speechSpellsOutCharacters(_ value: Bool = true) -> some View {
        modified { $0.look.isSpeltOut = value }
    }
}

/// Apple: documentation/swiftui/accessibilitychildbehavior
public struct AccessibilityChildBehavior: Hashable, Sendable {
    let name: String

    /// Apple: documentation/swiftui/accessibilitychildbehavior/ignore
    public static let ignore = AccessibilityChildBehavior(name: "ignore")
    /// Apple: documentation/swiftui/accessibilitychildbehavior/contain
    public static let contain = AccessibilityChildBehavior(name: "contain")
    /// Apple: documentation/swiftui/accessibilitychildbehavior/combine
    public static let combine = AccessibilityChildBehavior(name: "combine")
}

/// Apple: documentation/swiftui/accessibilityheadinglevel
public enum AccessibilityHeadingLevel: UInt, Sendable {
    /// Apple: documentation/swiftui/accessibilityheadinglevel/unspecified
    case unspecified
    /// Apple: documentation/swiftui/accessibilityheadinglevel/h1
    case h1
    /// Apple: documentation/swiftui/accessibilityheadinglevel/h2
    case h2
    /// Apple: documentation/swiftui/accessibilityheadinglevel/h3
    case h3
    /// Apple: documentation/swiftui/accessibilityheadinglevel/h4
    case h4
    /// Apple: documentation/swiftui/accessibilityheadinglevel/h5
    case h5
    /// Apple: documentation/swiftui/accessibilityheadinglevel/h6
    case h6
}
