import SwiftUI

/// How the phone is set up, and whether the app is in front. It outlives the app.
struct Situation: Equatable {
    /// Whether the app is in front.
    var phase: ScenePhase = .active
    /// Whether the screen is recorded or mirrored.
    var isCaptured = false
    /// The size of type that the owner has chosen.
    var typeSize: DynamicTypeSize = .large
    /// Light or dark.
    var scheme: ColorScheme = .light
    /// Whether there should be less motion.
    var reducesMotion = false
    /// Whether VoiceOver reads the screen.
    var speaks = false
    /// Whether colours alone should say nothing.
    var differentiatesWithoutColor = false

    /// Has the views find it so.
    @MainActor
    func set(in graph: Graph) {
        graph.phase = phase
        graph.isCaptured = isCaptured
        graph.typeSize = typeSize
        graph.colorScheme = scheme
        graph.reducesMotion = reducesMotion
        graph.hasVoiceOver = speaks
        graph.differentiatesWithoutColor = differentiatesWithoutColor
    }
}
