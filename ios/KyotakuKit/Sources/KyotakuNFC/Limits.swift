/// Times of the reader, most of them found out in the field by apps that read cards.
enum Limits {
    /// The sheet of an ended session takes so long to close, and no session begins before.
    static let closing = Duration.seconds(3)
    /// A session that is not active by then never will be.
    static let start = Duration.seconds(1)
    /// Sessions begun in one tap at most, because earlier ones were stuck.
    static let starts = 5
    /// A text that asks to change something stays so long before cards are looked for again.
    static let reading = Duration.milliseconds(500)
    /// Polling restarts until so long after the first connection. The system drops the card after
    /// twenty seconds, and newer phones then find no other in the same session.
    static let restarts = Duration.seconds(16)
    /// The reason for which a session has ended comes within this time, or not at all.
    static let reason = Duration.seconds(1)
}
