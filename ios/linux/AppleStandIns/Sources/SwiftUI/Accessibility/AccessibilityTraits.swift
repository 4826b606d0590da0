/// Apple: documentation/swiftui/accessibilitytraits
public struct AccessibilityTraits: SetAlgebra, Sendable {
    /// Apple: documentation/swift/setalgebra/element
    public typealias Element = AccessibilityTraits

    private var members: Set<String>

    private init(_ members: Set<String>) {
        self.members = members
    }

    /// Apple: documentation/swift/setalgebra/init()
    public init() {
        members = []
    }

    /// Apple: documentation/swiftui/accessibilitytraits/isbutton
    public static let isButton = AccessibilityTraits(["button"])
    /// Apple: documentation/swiftui/accessibilitytraits/isheader
    public static let isHeader = AccessibilityTraits(["header"])
    /// Apple: documentation/swiftui/accessibilitytraits/isselected
    public static let isSelected = AccessibilityTraits(["selected"])
    /// Apple: documentation/swiftui/accessibilitytraits/islink
    public static let isLink = AccessibilityTraits(["link"])
    /// Apple: documentation/swiftui/accessibilitytraits/isimage
    public static let isImage = AccessibilityTraits(["image"])
    /// Apple: documentation/swiftui/accessibilitytraits/isstatictext
    public static let isStaticText = AccessibilityTraits(["text"])
    /// Apple: documentation/swiftui/accessibilitytraits/iskeyboardkey
    public static let isKeyboardKey = AccessibilityTraits(["key"])
    /// Apple: documentation/swiftui/accessibilitytraits/ismodal
    public static let isModal = AccessibilityTraits(["modal"])
    /// Apple: documentation/swiftui/accessibilitytraits/istoggle
    public static let isToggle = AccessibilityTraits(["switch"])
    /// Apple: documentation/swiftui/accessibilitytraits/issummaryelement
    public static let isSummaryElement = AccessibilityTraits(["summary"])
    /// Apple: documentation/swiftui/accessibilitytraits/updatesfrequently
    public static let updatesFrequently = AccessibilityTraits(["frequent"])

    /// In order, so that the tree stays the same; none where there are none.
    var names: Node.Value? {
        members.isEmpty ? nil : .list(members.sorted().map { .text($0) })
    }
}

extension AccessibilityTraits {
    /// Apple: documentation/swift/setalgebra/contains(_:)
    public func contains(_ member: AccessibilityTraits) -> Bool {
        members.isSuperset(of: member.members)
    }

    /// Apple: documentation/swift/setalgebra/union(_:)
    public func union(_ other: AccessibilityTraits) -> AccessibilityTraits {
        AccessibilityTraits(members.union(other.members))
    }

    /// Apple: documentation/swift/setalgebra/intersection(_:)
    public func intersection(_ other: AccessibilityTraits) -> AccessibilityTraits {
        AccessibilityTraits(members.intersection(other.members))
    }

    /// Apple: documentation/swift/setalgebra/symmetricdifference(_:)
    public func symmetricDifference(_ other: AccessibilityTraits) -> AccessibilityTraits {
        AccessibilityTraits(members.symmetricDifference(other.members))
    }

    /// Apple: documentation/swift/setalgebra/insert(_:)
    @discardableResult
    public mutating func insert(
        _ newMember: AccessibilityTraits
    ) -> (inserted: Bool, memberAfterInsert: AccessibilityTraits) {
        let isNew = !contains(newMember)
        formUnion(newMember)
        return (isNew, newMember)
    }

    /// Apple: documentation/swift/setalgebra/remove(_:)
    @discardableResult
    public mutating func remove(_ member: AccessibilityTraits) -> AccessibilityTraits? {
        let found = intersection(member)
        members.subtract(member.members)
        return found.members.isEmpty ? nil : found
    }

    /// Apple: documentation/swift/setalgebra/update(with:)
    @discardableResult
    public mutating func update(with newMember: AccessibilityTraits) -> AccessibilityTraits? {
        let known = intersection(newMember)
        formUnion(newMember)
        return known.members.isEmpty ? nil : known
    }

    /// Apple: documentation/swift/setalgebra/formunion(_:)
    public mutating func formUnion(_ other: AccessibilityTraits) {
        members.formUnion(other.members)
    }

    /// Apple: documentation/swift/setalgebra/formintersection(_:)
    public mutating func formIntersection(_ other: AccessibilityTraits) {
        members.formIntersection(other.members)
    }

    /// Apple: documentation/swift/setalgebra/formsymmetricdifference(_:)
    public mutating func formSymmetricDifference(_ other: AccessibilityTraits) {
        members.formSymmetricDifference(other.members)
    }
}
