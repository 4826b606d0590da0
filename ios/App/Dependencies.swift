import Foundation
import KyotakuCore
import KyotakuModels
import KyotakuNFC
import KyotakuVault

/// What the app is made of, put together once when it starts: the one place that knows both the roles that the
/// models ask for and what plays them on a phone.
struct Dependencies: Sendable {
    /// The phone's keys.
    let vault: KeychainVault
    /// Reads cards.
    let reader: any CardTapping
    /// Asks for the owner of the phone.
    let owner: any OwnerChecking
    /// What was read and accepted on this phone.
    let marks: MarksFile
    /// What a report says about this phone.
    let facts: DeviceFacts

    private let configuration: PhoneConfig
    private let clock: PhoneClock

    /// Puts everything together. Nothing is opened yet.
    ///
    /// - Parameters:
    ///   - configuration: Whom to talk to and which cards to believe.
    ///   - container: The directory of what the app keeps. It is made if needed, and stays out of backups.
    ///   - clock: What tells the phone the time.
    init(
        _ configuration: AppConfiguration,
        container: URL,
        clock: PhoneClock = .system()
    ) throws {
        // The app and the library are of one version, by which the server knows the app.
        let version = libraryVersion()
        var container = container
        try FileManager.default.createDirectory(at: container, withIntermediateDirectories: true)
        // The keys stay on this phone, so nothing in here would be of use on another one.
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try container.setResourceValues(values)

        vault = KeychainVault(service: "kyotaku")
        reader = CardReader()
        owner = DeviceOwnerGate()
        marks = MarksFile(at: container.appending(path: "marks.json"))
        facts = .ofThisPhone(appVersion: version)
        self.clock = clock
        self.configuration = PhoneConfig(
            directory: container.appending(path: "state").path,
            server: configuration.server,
            serverRoots: configuration.serverRoots,
            cardAuthorities: configuration.cardAuthorities,
            referenceWorld: configuration.isReferenceWorld,
            appVersion: version,
            requestSeconds: configuration.requestSeconds
        )
    }

    /// Opens the phone's state. It reads the disk and asks the vault, so not on the main thread.
    func openPhone() throws -> Phone {
        try Phone.open(config: configuration, vault: vault, clock: clock)
    }

    /// Gives up a state that cannot be opened, with its keys. It may be called again after an error.
    func beginAnew() throws {
        try KyotakuCore.beginAnew(config: configuration, vault: vault)
    }
}

extension DeviceFacts {
    /// What this phone says about itself.
    fileprivate static func ofThisPhone(appVersion: String) -> DeviceFacts {
        let system = ProcessInfo.processInfo.operatingSystemVersion
        var names = utsname()
        uname(&names)
        let model = withUnsafeBytes(of: &names.machine) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return DeviceFacts(
            model: model,
            systemVersion: "\(system.majorVersion).\(system.minorVersion).\(system.patchVersion)",
            appVersion: appVersion
        )
    }
}
