import KyotakuModels

/// When the text of the sheet changes while a tap goes on.
///
/// VoiceOver reads each change aloud and a tap takes about a second, so there are few: one for each
/// phase that lasts, and one half way through the certificate.
struct SheetText {
    private struct Point: Equatable {
        let phase: TapPhase
        let isHalfRead: Bool
    }

    private var last: Point?

    /// Whether there is something new to say before the command with this progress is sent.
    mutating func changes(at progress: TapProgress) -> Bool {
        // One short exchange, with the PIN right behind it.
        guard progress.phase != .askingTries else { return false }
        let point = Point(phase: progress.phase, isHalfRead: Self.isHalfRead(progress))
        defer { last = point }
        return point != last
    }

    private static func isHalfRead(_ progress: TapProgress) -> Bool {
        guard let total = progress.total, progress.received > 0 else { return false }
        return progress.received * 2 >= total
    }
}
