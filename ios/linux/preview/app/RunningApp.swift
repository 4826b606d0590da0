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
        graph.onFeedback = { [weak self] in self?.onFeedback?($0) }
        VirtualListener.listen { [weak self] text in
            Task { @MainActor in self?.onAnnouncement?(text) }
        }
    }

    /// Whether the app is in front.
    var phase: ScenePhase {
        get { graph.phase }
        set { graph.phase = newValue }
    }

    /// Whether the screen is recorded or mirrored.
    var isCaptured: Bool {
        get { graph.isCaptured }
        set { graph.isCaptured = newValue }
    }

    /// The two buttons that take a picture of the screen.
    func takeScreenshot() {
        UIApplication.takeScreenshot()
    }

    /// A finger touches the window.
    func touch() {
        graph.window.touch()
    }

    /// Sets the phone up.
    func set(_ settings: Input.Settings) {
        if let size = settings.typeSize.flatMap(DynamicTypeSize.init(rawValue:)) {
            graph.typeSize = size
        }
        if let scheme = settings.scheme { graph.colorScheme = scheme == "dark" ? .dark : .light }
        if let reduces = settings.reduceMotion { graph.reducesMotion = reduces }
        if let speaks = settings.voiceOver { graph.hasVoiceOver = speaks }
        if let differentiates = settings.differentiateWithoutColor {
            graph.differentiatesWithoutColor = differentiates
        }
    }

    /// The process is gone: nothing of it goes on.
    func end() {
        graph.onChange = nil
        graph.end()
    }
}
