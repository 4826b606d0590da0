/// Whoever has to know that the phone is in use, so that it does not lock.
///
/// A touch of the window is not enough to know it by: VoiceOver, Voice Control, a switch and a keyboard
/// reach the controls without one, and the touches of the keyboard on the screen go to a window of its
/// own. Whatever anybody does comes to a model as an action, so the actions are counted.
@MainActor
public final class Uses {
    /// Called with each use.
    var onUse: (@MainActor () -> Void)?

    nonisolated init() {}

    /// Somebody has done something.
    func note() {
        onUse?()
    }

    /// Others are told as well.
    func tell(_ others: Uses) {
        onUse = { [weak others] in others?.note() }
    }
}
