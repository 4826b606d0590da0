/// Apple: documentation/uikit/uikeyboardtype
public enum UIKeyboardType: Int, Sendable {
    /// Apple: documentation/uikit/uikeyboardtype/default
    case `default`
    /// Apple: documentation/uikit/uikeyboardtype/asciicapable
    case asciiCapable
    /// Apple: documentation/uikit/uikeyboardtype/numbersandpunctuation
    case numbersAndPunctuation
    /// Apple: documentation/uikit/uikeyboardtype/numberpad
    case numberPad = 4
    /// Apple: documentation/uikit/uikeyboardtype/phonepad
    case phonePad
    /// Apple: documentation/uikit/uikeyboardtype/namephonepad
    case namePhonePad
    /// Apple: documentation/uikit/uikeyboardtype/emailaddress
    case emailAddress
    /// Apple: documentation/uikit/uikeyboardtype/asciicapablenumberpad
    case asciiCapableNumberPad

    /// As it is called in the tree of what is to be seen.
    package var name: String? { self == .default ? nil : "\(self)" }
}

/// Apple: documentation/uikit/uitextcontenttype
public struct UITextContentType: RawRepresentable, Hashable, Sendable {
    /// Apple: documentation/uikit/uitextcontenttype/rawvalue
    public let rawValue: String

    /// Apple: documentation/uikit/uitextcontenttype/init(rawvalue:)
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Apple: documentation/uikit/uitextcontenttype/username
    public static let username = UITextContentType(rawValue: "username")
    /// Apple: documentation/uikit/uitextcontenttype/password
    public static let password = UITextContentType(rawValue: "password")
    /// Apple: documentation/uikit/uitextcontenttype/newpassword
    public static let newPassword = UITextContentType(rawValue: "newPassword")
    /// Apple: documentation/uikit/uitextcontenttype/onetimecode
    public static let oneTimeCode = UITextContentType(rawValue: "oneTimeCode")
    /// Apple: documentation/uikit/uitextcontenttype/name
    public static let name = UITextContentType(rawValue: "name")
}
