// The app is too old.

extension TextKey {
    /// Paragraph, where the app does not know the page to update it on.
    public static let updateAsk: TextKey = "screen_update_ask"
    /// Button: opens the page that the administrator has set for updates.
    public static let updateOpen: TextKey = "screen_update_open"
}
