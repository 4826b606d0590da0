// P80 お知らせ.

extension TextKey {
    /// The list is empty.
    public static let noticesEmpty: TextKey = "screen_notices_empty"
    /// In an entry. %1$@ is a day.
    public static let noticesPublishedAt: TextKey = "screen_notices_publishedAt"
    /// Title.
    public static let noticesTitle: TextKey = "screen_notices_title"
    /// Mark of a notice that nobody has read on this phone.
    public static let noticesUnread: TextKey = "screen_notices_unread"
}
