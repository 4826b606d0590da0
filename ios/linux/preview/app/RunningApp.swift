import Accessibility
import Foundation
import KyotakuCore
import KyotakuModels
import KyotakuScreens
import SwiftUI

@testable import Kyotaku

/// The app as it runs, from its start to its end.
@MainActor
final class RunningApp {
    let graph: Graph
    private let model: AppModel

    /// What VoiceOver is told to say.
    var onAnnouncement: (@MainActor (String) -> Void)?
    /// What is felt in the hand.
    var onFeedback: (@MainActor (String) -> Void)?

    /// Starts the app on the phone of a world.
    init(in world: PreviewWorld) throws {
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
        model = AppModel(
            .ofThisPhone(
                .success(configuration),
                container: world.phone.container,
                clock: world.clinic.clock,
                openSettings: {}
            )
        )
        graph = Graph(AppScreen(model))
    }

    /// Whether the app is in front.
    var phase: ScenePhase {
        get { graph.environment.scenePhase }
        set { graph.environment.scenePhase = newValue }
    }

    /// Whether the screen is recorded or mirrored.
    var isCaptured: Bool {
        get { graph.environment.isSceneCaptured }
        set { graph.environment.isSceneCaptured = newValue }
    }

    /// The two buttons that take a picture of the screen.
    func takeScreenshot() {
        NotificationCenter.default.post(
            name: UIApplication.userDidTakeScreenshotNotification,
            object: nil
        )
    }

    /// A finger touches the window.
    func touch() {
        UIWindow.shown.touch()
    }

    /// Sets the phone up.
    func set(_ settings: Input.Settings) {
        var environment = graph.environment
        if let size = settings.typeSize.flatMap(DynamicTypeSize.init(named:)) {
            environment.dynamicTypeSize = size
        }
        if let scheme = settings.scheme {
            environment.colorScheme = scheme == "dark" ? .dark : .light
        }
        if let reduces = settings.reduceMotion { environment.accessibilityReduceMotion = reduces }
        if let speaks = settings.voiceOver { environment.accessibilityVoiceOverEnabled = speaks }
        if let differentiates = settings.differentiateWithoutColor {
            environment.accessibilityDifferentiateWithoutColor = differentiates
        }
        graph.environment = environment
    }

    /// The process is gone: nothing of it goes on.
    func end() {
        graph.onChange = nil
        graph.end()
    }
}
