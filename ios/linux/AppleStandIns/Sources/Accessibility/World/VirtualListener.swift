import Synchronization

/// Stand-in only: whoever hears what VoiceOver is told to say at once.
public enum VirtualListener {
    private static let listener = Mutex<(@Sendable (String) -> Void)?>(nil)

    /// Stand-in only: hears all announcements from now on, in the place of whoever did before.
    public static func listen(_ hear: (@Sendable (String) -> Void)?) {
        listener.withLock { $0 = hear }
    }

    static func say(_ text: String) {
        listener.withLock { $0 }?(text)
    }
}
