import Foundation
import StandInPhone

/// Apple: documentation/security/secaccesscontrol
public final class SecAccessControl: Sendable {
    /// What a key that is made with this may be used for.
    package let rights: VirtualEnclave.Rights

    init(rights: VirtualEnclave.Rights) {
        self.rights = rights
    }
}

/// Apple: documentation/security/secaccesscontrolcreateflags
public struct SecAccessControlCreateFlags: OptionSet, Sendable {
    /// Apple: documentation/security/secaccesscontrolcreateflags/rawvalue
    public let rawValue: UInt

    /// Apple: documentation/security/secaccesscontrolcreateflags/init(rawvalue:)
    public init(rawValue: UInt) {
        self.rawValue = rawValue
    }

    /// Apple: documentation/security/secaccesscontrolcreateflags/userpresence
    public static let userPresence = Self(rawValue: 1 << 0)

    /// Apple: documentation/security/secaccesscontrolcreateflags/privatekeyusage
    public static let privateKeyUsage = Self(rawValue: 1 << 30)
}

// swift-format-ignore: AlwaysUseLowerCamelCase
/// Apple: documentation/security/secaccesscontrolcreatewithflags(_:_:_:_:)
///
/// Here: flags that the stand-in does not know are refused.
public func SecAccessControlCreateWithFlags(
    _ allocator: CFAllocator?,
    _ protection: CFTypeRef,
    _ flags: SecAccessControlCreateFlags,
    _ error: UnsafeMutablePointer<Unmanaged<CFError>?>?
) -> SecAccessControl? {
    let known: SecAccessControlCreateFlags = [.userPresence, .privateKeyUsage]
    guard
        let name = protection as? NSString, let protection = DataProtection(name),
        known.isSuperset(of: flags)
    else {
        let failure = NSError(domain: NSOSStatusErrorDomain, code: Int(errSecParam))
        error?.pointee = Unmanaged.passRetained(failure)
        return nil
    }
    return SecAccessControl(
        rights: VirtualEnclave.Rights(
            protection: protection,
            signs: flags.contains(.privateKeyUsage),
            needsPresence: flags.contains(.userPresence)
        )
    )
}

extension DataProtection {
    /// The class of an Apple name.
    init?(_ name: NSString) {
        guard let found = Self.allCases.first(where: { $0.name.isEqual(name) }) else {
            return nil
        }
        self = found
    }

    /// Its Apple name.
    var name: CFString {
        switch self {
        case .afterFirstUnlock: kSecAttrAccessibleAfterFirstUnlock
        case .afterFirstUnlockThisDeviceOnly: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        case .whenPasscodeSetThisDeviceOnly: kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly
        case .whenUnlocked: kSecAttrAccessibleWhenUnlocked
        case .whenUnlockedThisDeviceOnly: kSecAttrAccessibleWhenUnlockedThisDeviceOnly
        }
    }
}
