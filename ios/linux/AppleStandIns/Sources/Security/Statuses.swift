/// Apple: documentation/security/errsecsuccess
public let errSecSuccess: OSStatus = 0

/// Apple: documentation/security/errsecunimplemented
public let errSecUnimplemented: OSStatus = -4

/// Apple: documentation/security/errsecdiskfull
public let errSecDiskFull: OSStatus = -34

/// Apple: documentation/security/errsecio
public let errSecIO: OSStatus = -36

/// Apple: documentation/security/errsecparam
public let errSecParam: OSStatus = -50

/// Apple: documentation/security/errsecallocate
public let errSecAllocate: OSStatus = -108

/// Apple: documentation/security/errsecusercanceled
public let errSecUserCanceled: OSStatus = -128

/// Apple: documentation/security/errsecnotavailable
public let errSecNotAvailable: OSStatus = -25291

/// Apple: documentation/security/errsecauthfailed
public let errSecAuthFailed: OSStatus = -25293

/// Apple: documentation/security/errsecduplicateitem
public let errSecDuplicateItem: OSStatus = -25299

/// Apple: documentation/security/errsecitemnotfound
public let errSecItemNotFound: OSStatus = -25300

/// Apple: documentation/security/errsecnosuchattr
public let errSecNoSuchAttr: OSStatus = -25303

/// Apple: documentation/security/errsecinteractionnotallowed
public let errSecInteractionNotAllowed: OSStatus = -25308

/// Apple: documentation/security/errsecdecode
public let errSecDecode: OSStatus = -26275

/// Apple: documentation/security/errsecmissingentitlement
public let errSecMissingEntitlement: OSStatus = -34018
