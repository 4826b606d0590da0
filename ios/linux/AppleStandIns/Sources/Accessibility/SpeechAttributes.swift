import Foundation

extension AttributeScopes {
    /// Apple: documentation/foundation/attributescopes/accessibility
    public var accessibility: AccessibilityAttributes.Type { AccessibilityAttributes.self }

    /// Apple: documentation/foundation/attributescopes/accessibilityattributes
    public struct AccessibilityAttributes: AttributeScope {
        /// Apple: documentation/foundation/attributescopes/accessibilityattributes/accessibilityspeechannouncementpriority
        public let accessibilitySpeechAnnouncementPriority: AnnouncementPriorityAttribute

        /// Apple: documentation/foundation/attributescopes/accessibilityattributes/announcementpriorityattribute
        public enum AnnouncementPriorityAttribute: CodableAttributedStringKey {
            /// Apple: documentation/foundation/attributedstringkey/value
            public typealias Value = AnnouncementPriority
            /// Apple: documentation/foundation/attributedstringkey/name
            public static let name = "UIAccessibilitySpeechAttributeAnnouncementPriority"

            /// Apple: documentation/foundation/attributescopes/accessibilityattributes/announcementpriorityattribute/announcementpriority
            public enum AnnouncementPriority: String, Codable, Sendable {
                /// Apple: documentation/foundation/attributescopes/accessibilityattributes/announcementpriorityattribute/announcementpriority/low
                case low
                /// Apple: documentation/foundation/attributescopes/accessibilityattributes/announcementpriorityattribute/announcementpriority/default
                case `default`
                /// Apple: documentation/foundation/attributescopes/accessibilityattributes/announcementpriorityattribute/announcementpriority/high
                case high
            }
        }
    }
}

extension AttributeDynamicLookup {
    /// Apple: documentation/foundation/attributedynamiclookup/subscript(dynamicmember:)
    public subscript<T: AttributedStringKey>(
        dynamicMember keyPath: KeyPath<AttributeScopes.AccessibilityAttributes, T>
    ) -> T {
        self[T.self]
    }
}
