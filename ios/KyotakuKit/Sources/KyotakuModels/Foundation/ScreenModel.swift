/// What all models of screens have in common, for those who hold models of several screens.
@MainActor
public protocol ScreenModel: AnyObject {
    /// What somebody can do on the screen.
    associatedtype Action: Sendable

    /// Told of whatever somebody does here.
    var uses: Uses { get }
    /// Takes up what somebody has done, or what the app does in their place. Screens call ``send(_:)``.
    func takeUp(_ action: Action)
    /// Returns when nothing is under way.
    func settled() async
    /// Ends what is under way, and forgets what is about a person. Called when the screen is left.
    func stop()
}

extension ScreenModel {
    /// Takes up what somebody has done on the screen, which counts as use of the phone.
    public func send(_ action: Action) {
        uses.note()
        takeUp(action)
    }
}
