import Foundation

/// Whom this installation of the app talks to and which cards it believes.
///
/// Whoever manages the phone says so by managed app configuration. A reference build brings a file
/// of its own instead, for fictional institutions and emulated cards, and reads nothing else. No
/// user can type or scan any of it: who can name the server can pretend to be it.
struct AppConfiguration: Equatable, Sendable {
    /// A key of the managed configuration, and of the file of a reference build.
    enum Key: String, CaseIterable, Sendable {
        /// The server's address, `https://host` or `https://host:port`. A string.
        case server
        /// The roots that the server is known by: one or more certificates in PEM. A string.
        case serverRoots
        /// The certification authorities of the cards: one or more certificates in PEM. A string.
        case cardAuthorities
        /// How long a request may take, from 5 to 120 seconds; 30 where it is not there. A whole
        /// number.
        case requestSeconds
        /// Where the app is updated, such as the page of a custom app: an address of `https`. A
        /// string, which may be missing.
        case updatePage
    }

    /// Where iOS puts managed app configuration in the app's defaults.
    static let managedKey = "com.apple.configuration.managed"

    /// The file of a reference build, in the app's bundle.
    static let referenceFile = "ReferenceWorld.plist"

    /// The server's address.
    var server: String
    /// The roots that the server is known by, in PEM.
    var serverRoots: Data
    /// The certification authorities of the cards, each in DER.
    var cardAuthorities: [Data]
    /// How long a request may take.
    var requestSeconds: UInt32
    /// Where the app is updated; nothing where an administrator does that.
    var updatePage: URL?
    /// Whether institutions and cards are those of the reference world.
    var isReferenceWorld: Bool

    /// Reads the configuration of an installation.
    ///
    /// - Parameters:
    ///   - resources: The directory of the app's resources.
    ///   - defaults: The app's defaults, which iOS fills.
    init(resources: URL, defaults: UserDefaults) throws(ConfigurationFault) {
        let file = resources.appending(path: Self.referenceFile)
        if let data = try? Data(contentsOf: file) {
            let values = try? PropertyListSerialization.propertyList(from: data, format: nil)
            guard let values = values as? [String: Any] else { throw .absent }
            try self.init(values, isReferenceWorld: true)
        } else if let values = defaults.dictionary(forKey: Self.managedKey) {
            try self.init(values, isReferenceWorld: false)
        } else {
            throw .absent
        }
    }

    /// Reads the keys. Others are ignored, because products that manage phones add some.
    init(_ values: [String: Any], isReferenceWorld: Bool) throws(ConfigurationFault) {
        server = try Self.address(try Self.text(.server, of: values))
        serverRoots = Certificates.pem(try Self.certificates(.serverRoots, of: values))
        cardAuthorities = try Self.certificates(.cardAuthorities, of: values)
        requestSeconds = try Self.seconds(of: values)
        updatePage = try Self.page(of: values)
        self.isReferenceWorld = isReferenceWorld
    }

    private static func text(
        _ key: Key,
        of values: [String: Any]
    ) throws(ConfigurationFault) -> String {
        guard let value = values[key.rawValue] else { throw .missing(key) }
        guard let text = value as? String else { throw .unusable(key) }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func address(_ text: String) throws(ConfigurationFault) -> String {
        let parts = URLComponents(string: text)
        guard let parts, parts.scheme == "https", let host = parts.host, !host.isEmpty,
            parts.path.isEmpty, parts.query == nil, parts.fragment == nil, parts.user == nil
        else { throw .unusable(.server) }
        return text
    }

    /// Whatever the page is, it is opened outside of the app, where the address is shown.
    private static func page(of values: [String: Any]) throws(ConfigurationFault) -> URL? {
        guard values[Key.updatePage.rawValue] != nil else { return nil }
        guard let url = URL(string: try text(.updatePage, of: values)), url.scheme == "https",
            let host = url.host(), !host.isEmpty, url.user() == nil
        else { throw .unusable(.updatePage) }
        return url
    }

    private static func certificates(
        _ key: Key,
        of values: [String: Any]
    ) throws(ConfigurationFault) -> [Data] {
        let certificates = Certificates.ders(inPEM: try text(key, of: values))
        guard let certificates, !certificates.isEmpty else { throw .unusable(key) }
        return certificates
    }

    private static func seconds(of values: [String: Any]) throws(ConfigurationFault) -> UInt32 {
        guard let value = values[Key.requestSeconds.rawValue] else { return 30 }
        guard let seconds = value as? Int, let seconds = UInt32(exactly: seconds),
            (5...120).contains(seconds)
        else { throw .unusable(.requestSeconds) }
        return seconds
    }
}

/// Why there is no configuration to work with. It names a key and never a value.
enum ConfigurationFault: Error, Equatable, Sendable {
    /// There is none, or its file cannot be read.
    case absent
    /// A key that has to be there is not.
    case missing(AppConfiguration.Key)
    /// What is under a key is of another type or form than the key wants.
    case unusable(AppConfiguration.Key)
}

extension ConfigurationFault: CustomStringConvertible {
    /// For the log, which administrators read.
    var description: String {
        switch self {
        case .absent: "there is no configuration"
        case .missing(let key): "\(key.rawValue) is missing"
        case .unusable(let key): "\(key.rawValue) has the wrong form"
        }
    }
}
