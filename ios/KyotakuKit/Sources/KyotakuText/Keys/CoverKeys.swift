// What hides the screen from the app switcher, recordings and mirroring.

extension TextKey {
    /// While the screen is captured.
    public static let coverCaptured: TextKey = "screen_cover_captured"
    /// Below the line above.
    public static let coverCapturedNext: TextKey = "screen_cover_capturedNext"
    /// Title of the notice after a screenshot.
    public static let coverScreenshot: TextKey = "screen_cover_screenshot"
    /// The notice.
    public static let coverScreenshotBody: TextKey = "screen_cover_screenshotBody"
    /// Title of the cover.
    public static let coverTitle: TextKey = "screen_cover_title"
}
