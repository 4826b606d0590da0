// While the state of the phone is opened, or given up.

extension TextKey {
    /// Button: gives up what is kept, and registers the phone anew.
    public static let openingAnew: TextKey = "screen_opening_anew"
    /// Below the question.
    public static let openingAnewBody: TextKey = "screen_opening_anewBody"
    /// Question after the button above.
    public static let openingAnewTitle: TextKey = "screen_opening_anewTitle"
    /// While it is erased.
    public static let openingErasing: TextKey = "screen_opening_erasing"
    /// Title, while the state of the phone is opened.
    public static let openingTitle: TextKey = "screen_opening_title"
    /// While the phone waits to be unlocked.
    public static let openingWaiting: TextKey = "screen_opening_waiting"
}
