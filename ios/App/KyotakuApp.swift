import Foundation
import KyotakuCore
import KyotakuModels
import os

/// The app: puts itself together, opens the phone's state, and says in the system's log what came of it.
@main
enum KyotakuApp {
    private static let logger = Logger(subsystem: "kyotaku", category: "app")

    static func main() {
        _ = installSystemLog()
        do {
            let phone = try openPhone()
            let isRegistered = try phone.overview().registration != nil
            logger.info("open, registered: \(isRegistered, privacy: .public)")
        } catch let fault as ConfigurationFault {
            logger.error("configuration: \(fault.description, privacy: .public)")
        } catch {
            logger.error("not open: \(Problem(error)?.code ?? "", privacy: .public)")
        }
        RunLoop.main.run()
    }

    private static func openPhone() throws -> Phone {
        let bundle = Bundle.main
        let configuration = try AppConfiguration(
            resources: bundle.resourceURL ?? bundle.bundleURL,
            defaults: .standard
        )
        let support = try FileManager.default.url(
            for: .applicationSupportDirectory,
            in: .userDomainMask,
            appropriateFor: nil,
            create: true
        )
        let container = support.appending(path: "Kyotaku")
        return try Dependencies(configuration, container: container).openPhone()
    }
}
