/// What all models of screens have in common, for those who hold models of several screens.
@MainActor
public protocol ScreenModel: AnyObject {
    /// Returns when nothing is under way.
    func settled() async
    /// Ends what is under way, and forgets what is about a person. Called when the screen is left.
    func stop()
}
