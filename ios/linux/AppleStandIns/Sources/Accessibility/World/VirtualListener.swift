import Synchronization

/// Stand-in only: whoever hears what VoiceOver is told to say at once.
public enum VirtualListener {
    /// Stand-in only: an announcement.
    public struct Heard: Codable, Equatable, Sendable {
        /// Stand-in only: what is said.
        public let text: String
        /// Stand-in only: `high` where nothing interrupts it, `default` where a later one does, `low`
        /// where it waits until nothing else is said.
        public let priority: String

        /// Stand-in only: an announcement.
        public init(text: String, priority: String = "default") {
            self.text = text
            self.priority = priority
        }
    }

    private static let listener = Mutex<(@Sendable (Heard) -> Void)?>(nil)

    /// Stand-in only: hears all announcements from now on, in the place of whoever did before.
    public static func listen(_ hear: (@Sendable (Heard) -> Void)?) {
        listener.withLock { $0 = hear }
    }

    static func say(_ heard: Heard) {
        listener.withLock { $0 }?(heard)
    }
}
