// The keys and values of the dictionaries that the Keychain is asked with, as far as the stand-in
// knows them. Each stands for a short text; the texts are those that Apple uses.
//
// A text of Foundation is an object, of which the compiler does not know that these never change.

/// Apple: documentation/security/ksecclass
nonisolated(unsafe) public let kSecClass: CFString = "class"

/// Apple: documentation/security/ksecclassgenericpassword
nonisolated(unsafe) public let kSecClassGenericPassword: CFString = "genp"

/// Apple: documentation/security/ksecattraccessgroup
nonisolated(unsafe) public let kSecAttrAccessGroup: CFString = "agrp"

/// Apple: documentation/security/ksecattraccessible
nonisolated(unsafe) public let kSecAttrAccessible: CFString = "pdmn"

/// Apple: documentation/security/ksecattraccount
nonisolated(unsafe) public let kSecAttrAccount: CFString = "acct"

/// Apple: documentation/security/ksecattrgeneric
nonisolated(unsafe) public let kSecAttrGeneric: CFString = "gena"

/// Apple: documentation/security/ksecattrservice
nonisolated(unsafe) public let kSecAttrService: CFString = "svce"

/// Apple: documentation/security/ksecattrsynchronizable
nonisolated(unsafe) public let kSecAttrSynchronizable: CFString = "sync"

/// Apple: documentation/security/ksecattrsynchronizableany
nonisolated(unsafe) public let kSecAttrSynchronizableAny: CFString = "syna"

/// Apple: documentation/security/ksecvaluedata
nonisolated(unsafe) public let kSecValueData: CFString = "v_Data"

/// Apple: documentation/security/ksecreturndata
nonisolated(unsafe) public let kSecReturnData: CFString = "r_Data"

/// Apple: documentation/security/ksecreturnattributes
nonisolated(unsafe) public let kSecReturnAttributes: CFString = "r_Attributes"

/// Apple: documentation/security/ksecmatchlimit
nonisolated(unsafe) public let kSecMatchLimit: CFString = "m_Limit"

/// Apple: documentation/security/ksecmatchlimitone
nonisolated(unsafe) public let kSecMatchLimitOne: CFString = "m_LimitOne"

/// Apple: documentation/security/ksecmatchlimitall
nonisolated(unsafe) public let kSecMatchLimitAll: CFString = "m_LimitAll"

/// Apple: documentation/security/ksecattraccessiblewhenunlocked
nonisolated(unsafe) public let kSecAttrAccessibleWhenUnlocked: CFString = "ak"

/// Apple: documentation/security/ksecattraccessibleafterfirstunlock
nonisolated(unsafe) public let kSecAttrAccessibleAfterFirstUnlock: CFString = "ck"

/// Apple: documentation/security/ksecattraccessiblewhenpasscodesetthisdeviceonly
nonisolated(unsafe) public let kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly: CFString = "akpu"

/// Apple: documentation/security/ksecattraccessiblewhenunlockedthisdeviceonly
nonisolated(unsafe) public let kSecAttrAccessibleWhenUnlockedThisDeviceOnly: CFString = "aku"

/// Apple: documentation/security/ksecattraccessibleafterfirstunlockthisdeviceonly
nonisolated(unsafe) public let kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly: CFString = "cku"
