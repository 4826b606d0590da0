// Apple's Security speaks the types of Core Foundation, which Apple's Swift bridges to those of
// Foundation. Linux has only the latter; the names below let one source be right on both.

import Foundation

/// Apple: documentation/corefoundation/cfstring
public typealias CFString = NSString

/// Apple: documentation/corefoundation/cfdictionary
public typealias CFDictionary = NSDictionary

/// Apple: documentation/corefoundation/cferror
public typealias CFError = NSError

/// Apple: documentation/corefoundation/cftyperef
public typealias CFTypeRef = AnyObject

/// Apple: documentation/corefoundation/cfallocator
///
/// There are none here; `nil` is what callers pass.
public final class CFAllocator: Sendable {
    private init() {}
}

/// Apple: documentation/kernel/osstatus
public typealias OSStatus = Int32
