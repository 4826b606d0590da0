import Foundation
import KyotakuCore
import KyotakuModels
import KyotakuScreens
import KyotakuTesting
import SwiftUI
import UIKit

@testable import Kyotaku

/// The app as it runs, from its start to its end.
@MainActor
final class RunningApp {
    let graph: Graph
    private let model: AppModel

    /// Starts the app on the phone of a world.
    init(in world: PreviewWorld, situation: Situation) throws {
        let pem = { Certificates.pem($0) }
        let configuration = try AppConfiguration(
            [
                "server": world.clinic.clinic.url(),
                "serverRoots": String(
                    decoding: world.clinic.clinic.rootCertificate(),
                    as: UTF8.self
                ),
                "cardAuthorities": String(decoding: pem(try cardAuthorities()), as: UTF8.self),
                "requestSeconds": 10,
            ],
            isReferenceWorld: true
        )
        var dependencies = AppDependencies.ofThisPhone(
            .success(configuration),
            container: world.phone.container,
            clock: world.clinic.clock,
            openSettings: {}
        )
        // This machine is none that the app runs on.
        dependencies.facts = DeviceFacts(
            model: "iPhone16,1",
            systemVersion: "18.1",
            appVersion: libraryVersion()
        )
        model = AppModel(dependencies)
        graph = Graph(AppScreen(model))
        self.situation = situation
        situation.set(in: graph)
    }

    /// Whether the app is in front, and how the phone is set up.
    var situation: Situation {
        didSet { situation.set(in: graph) }
    }

    /// A finger touches the window.
    func touch() {
        graph.window.touch()
    }

    /// The process is gone.
    ///
    /// - Returns: Whether something of the app is still left.
    func end() -> @MainActor () -> Bool {
        graph.onChange = nil
        graph.end()
        return { [weak model] in model != nil }
    }
}
