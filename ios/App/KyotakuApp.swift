import Foundation
import KyotakuCore
import KyotakuModels
import KyotakuScreens
import SwiftUI
import os

/// The app. It reads once whom it talks to, and says in the system's log what it starts with.
@main
struct KyotakuApp: App {
    private static let logger = Logger(subsystem: "kyotaku", category: "app")

    @UIApplicationDelegateAdaptor(AppDelegate.self) private var delegate
    @State private var model: AppModel

    init() {
        _ = installSystemLog()
        _model = State(
            initialValue: AppModel(
                .ofThisPhone(
                    Self.configuration(),
                    container: Self.container,
                    openSettings: openSettingsOfThisPhone
                )
            )
        )
    }

    var body: some Scene {
        WindowGroup { AppScreen(model) }
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
