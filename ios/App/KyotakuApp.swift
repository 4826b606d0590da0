import Foundation
import KyotakuCore
import KyotakuModels
import os

/// The app without its screens: it starts, and says in the system's log what it starts with.
@main
@MainActor
enum KyotakuApp {
    private static let logger = Logger(subsystem: "kyotaku", category: "app")

    static func main() async {
        _ = installSystemLog()
        let app = AppModel(.ofThisPhone(configuration(), container: container, openSettings: {}))
        app.send(.started)
        await app.settled()
        // Nobody is there to show anything to, or to take anything up.
        while true { try? await Task.sleep(for: .seconds(3600)) }
    }

    private static func configuration() -> Result<AppConfiguration, ConfigurationFault> {
        let bundle = Bundle.main
        let configuration = Result { () throws(ConfigurationFault) in
            try AppConfiguration(
                resources: bundle.resourceURL ?? bundle.bundleURL,
                defaults: .standard
            )
        }
        switch configuration {
        case .success(let known):
            logger.info("configured, reference: \(known.isReferenceWorld, privacy: .public)")
        case .failure(let fault):
            logger.error("configuration: \(fault.description, privacy: .public)")
        }
        return configuration
    }

    private static var container: URL {
        let support = FileManager.default.urls(
            for: .applicationSupportDirectory,
            in: .userDomainMask
        )
        return (support.first ?? URL.homeDirectory).appending(path: "Kyotaku")
    }
}
