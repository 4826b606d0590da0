// 操作ガイド, and the help after lost taps.

extension TextKey {
    /// Paragraph.
    public static let guideLostBody: TextKey = "screen_guide_lostBody"
    /// Heading.
    public static let guideLostHeading: TextKey = "screen_guide_lostHeading"
    /// Paragraph.
    public static let guideOfflineBody: TextKey = "screen_guide_offlineBody"
    /// Heading.
    public static let guideOfflineHeading: TextKey = "screen_guide_offlineHeading"
    /// Paragraph.
    public static let guidePinBody: TextKey = "screen_guide_pinBody"
    /// Heading.
    public static let guidePinHeading: TextKey = "screen_guide_pinHeading"
    /// Paragraph; the path of the official guide.
    public static let guideResultBody: TextKey = "screen_guide_resultBody"
    /// Heading.
    public static let guideResultHeading: TextKey = "screen_guide_resultHeading"
    /// Title.
    public static let guideTitle: TextKey = "screen_guide_title"
    /// Heading.
    public static let guideVisitHeading: TextKey = "screen_guide_visitHeading"
    /// Step.
    public static let guideVisitStep1: TextKey = "screen_guide_visitStep1"
    /// Step.
    public static let guideVisitStep2: TextKey = "screen_guide_visitStep2"
    /// Step.
    public static let guideVisitStep3: TextKey = "screen_guide_visitStep3"
    /// Step.
    public static let guideVisitStep4: TextKey = "screen_guide_visitStep4"
    /// Step.
    public static let guideVisitStep5: TextKey = "screen_guide_visitStep5"
    /// Step.
    public static let guideVisitStep6: TextKey = "screen_guide_visitStep6"
}
