import Foundation
import KyotakuCore
import KyotakuModels

/// The one place that knows both the roles that the models ask for and what plays them on a phone.
extension AppDependencies {
    /// What the app is made of on a phone. Nothing is opened or made yet.
    ///
    /// - Parameters:
    ///   - configuration: Whom to talk to and which cards to believe, or why that is not known. An
    ///     app that does not know it starts all the same, and says so where it would open its state.
    ///   - container: The directory of what the app keeps.
    ///   - clock: What tells the phone the time.
    ///   - roles: What plays the roles of the system; what this build has for it, where nobody says.
    ///   - openSettings: Opens the settings of the phone.
    static func ofThisPhone(
        _ configuration: Result<AppConfiguration, ConfigurationFault>,
        container: URL,
        clock: PhoneClock = .system(),
        roles: SystemRoles? = nil,
        openSettings: @escaping @MainActor @Sendable () -> Void
    ) -> AppDependencies {
        let config = configuration.map { $0.phoneConfig(in: container) }
        let roles = roles ?? .here(container)
        let vault = roles.vault
        return AppDependencies(
            opening: {
                let config = try config.mapError(Problem.init(configuration:)).get()
                try makeContainer(at: container)
                let phone = try Phone.open(config: config, vault: vault, clock: clock)
                return OpenedPhone(phone, reset: phone.stateReset())
            },
            beginAnew: {
                let config = try config.mapError(Problem.init(configuration:)).get()
                try KyotakuCore.beginAnew(config: config, vault: vault)
            },
            reader: roles.reader,
            owner: roles.owner,
            marks: MarksFile(at: container.appending(path: "marks.json")),
            network: SystemNetwork(),
            facts: .ofThisPhone,
            server: (try? config.get())?.server ?? "",
            isReferenceWorld: (try? config.get())?.referenceWorld ?? false,
            updatePage: (try? configuration.get())?.updatePage,
            openSettings: openSettings,
            now: { clock.now() }
        )
    }
}

extension AppConfiguration {
    fileprivate func phoneConfig(in container: URL) -> PhoneConfig {
        PhoneConfig(
            directory: container.appending(path: "state").path,
            server: server,
            serverRoots: serverRoots,
            cardAuthorities: cardAuthorities,
            referenceWorld: isReferenceWorld,
            // The app and the library are of one version, by which the server knows the app.
            appVersion: libraryVersion(),
            requestSeconds: requestSeconds
        )
    }
}

extension Problem {
    /// What staff are told of a configuration that cannot be used; the log says more.
    fileprivate init(configuration _: ConfigurationFault) {
        self.init(code: "MKA-E0013", reaction: .refused)
    }
}

extension DeviceFacts {
    /// What this phone says about itself.
    fileprivate static var ofThisPhone: DeviceFacts {
        let system = ProcessInfo.processInfo.operatingSystemVersion
        var names = utsname()
        uname(&names)
        let model = withUnsafeBytes(of: &names.machine) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return DeviceFacts(
            model: model,
            systemVersion: "\(system.majorVersion).\(system.minorVersion).\(system.patchVersion)",
            appVersion: libraryVersion()
        )
    }
}

/// Makes the directory of what the app keeps, and leaves it out of backups: the keys to it stay on
/// this phone, so it would be of no use on another.
private func makeContainer(at url: URL) throws {
    var url = url
    var values = URLResourceValues()
    values.isExcludedFromBackup = true
    do {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try url.setResourceValues(values)
    } catch {
        throw Problem(code: "MKA-E0011", reaction: .storage)
    }
}
