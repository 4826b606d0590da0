import Foundation
import Security
import StandInPhone
import XCTest

/// A test with a new phone in hand. A process has one phone in hand, so these are XCTests, of which
/// one runs after the other.
class PhoneTestCase: XCTestCase {
    private(set) var phone = VirtualPhone()

    override func setUp() {
        super.setUp()
        phone = VirtualPhone()
        phone.enclave.engine = ToyEngine()
        phone.pickUp()
    }

    /// Adds an item and gives the status.
    func add(_ account: String, _ attributes: [CFString: Any] = [:]) -> OSStatus {
        let whole = item(account).merging(attributes) { $1 }
        return SecItemAdd(NSDictionary(dictionary: whole), nil)
    }

    /// Asks for an item and gives the status with what came.
    func copy(_ account: String, _ query: [CFString: Any]) -> (OSStatus, CFTypeRef?) {
        var result: CFTypeRef?
        let whole = item(account).merging(query) { $1 }
        let status = SecItemCopyMatching(NSDictionary(dictionary: whole), &result)
        return (status, result)
    }

    /// The bytes of an item, or the status in their place.
    func value(_ account: String) -> Result<Data?, StatusError> {
        let (status, result) = copy(account, [kSecReturnData: true])
        return status == errSecSuccess
            ? .success(result as? Data) : .failure(StatusError(status: status))
    }

    func item(_ account: String) -> [CFString: Any] {
        [kSecClass: kSecClassGenericPassword, kSecAttrService: "tests", kSecAttrAccount: account]
    }

    func deleted(_ account: String) -> OSStatus {
        SecItemDelete(NSDictionary(dictionary: item(account)))
    }

    func updated(_ account: String, _ change: [CFString: Any]) -> OSStatus {
        SecItemUpdate(
            NSDictionary(dictionary: item(account)),
            NSDictionary(dictionary: change)
        )
    }
}

struct StatusError: Error, Equatable {
    let status: OSStatus
}

/// No arithmetic of P-256: keys are random bytes, and signatures name key and message.
struct ToyEngine: EnclaveEngine {
    func generate() throws -> Data {
        Data((0..<32).map { _ in UInt8.random(in: .min ... .max) })
    }

    func publicKey(of privateKey: Data) throws -> Data {
        Data([4]) + privateKey + privateKey
    }

    func sign(_ message: Data, with privateKey: Data) throws -> Data {
        privateKey + message
    }
}
