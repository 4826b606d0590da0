import KyotakuCore

/// What became of the taps since the start of the app: codes and steps, and nothing about a person
/// or a card.
@MainActor
public final class TapLog {
    /// The newest taps, oldest first.
    public private(set) var entries: [TapEntry] = []

    /// How many are kept.
    static let limit = 50

    /// No taps.
    public init() {}

    /// How many taps in a row of this visit have lost the card until now.
    var lostInARow: Int {
        entries.suffix(sinceVisit).reversed().prefix { $0.isLost }.count
    }

    /// The newest taps that belong to the visit under way.
    private var sinceVisit = 0

    /// Another visit has begun: its patient has lost no card yet.
    func beginVisit() {
        sinceVisit = 0
    }

    func add(_ entry: TapEntry) {
        sinceVisit += 1
        entries.append(entry)
        entries.removeFirst(max(0, entries.count - Self.limit))
    }
}

/// One tap.
public struct TapEntry: Equatable, Sendable {
    /// How the identity was to be confirmed.
    public var method: ConfirmationMethod
    /// What it came to.
    public var ending: String
    /// The code, if there is one.
    public var code: String?
    /// What was going on when the card was lost.
    public var phase: TapPhase?
    /// How long it has taken.
    public var milliseconds: Int

    /// Whether the card was lost, or never found.
    var isLost: Bool { ["holdAgain", "timedOut", "lostTooOften"].contains(ending) }
}

/// What support staff may be given: the app, the phone, and what became of its taps.
public struct SupportReport: Equatable, Sendable {
    /// The app and the phone.
    public var facts: DeviceFacts
    /// The taps, oldest first.
    public var entries: [TapEntry]

    /// The report as plain text, the same in every language: it is read by people who know codes.
    public var text: String {
        let head = [
            "kyotaku \(facts.appVersion)", "\(facts.model) \(facts.systemVersion)",
        ]
        let taps = entries.enumerated().map { number, entry in
            [
                "\(number + 1)", "\(entry.method)", entry.ending, entry.code ?? "-",
                entry.phase.map { "\($0)" } ?? "-", "\(entry.milliseconds)ms",
            ].joined(separator: " ")
        }
        return (head + taps).joined(separator: "\n")
    }
}

/// What is known of the phone and the app.
public struct DeviceFacts: Equatable, Sendable {
    /// The model, such as `iPhone16,1`.
    public var model: String
    /// The version of iOS.
    public var systemVersion: String
    /// The version of the app.
    public var appVersion: String

    /// What is known.
    public init(model: String, systemVersion: String, appVersion: String) {
        self.model = model
        self.systemVersion = systemVersion
        self.appVersion = appVersion
    }
}
