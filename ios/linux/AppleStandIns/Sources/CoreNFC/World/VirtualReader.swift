import Foundation
import StandInTime

/// Stand-in only: a phone's NFC reader, with what lies in its field and who looks at its sheet.
///
/// Sessions belong to the reader that is ``current`` where they are made. A test gives each of its
/// worlds a reader of its own:
///
/// ```swift
/// let reader = VirtualReader(clock: WorldClock(), selectIdentifiers: ["D392F000260100000001"])
/// try await VirtualReader.$current.withValue(reader) {
///     try await reader.clock.run { … }
/// }
/// ```
public final class VirtualReader: @unchecked Sendable {
    /// Stand-in only: the reader of new sessions. Without any other, one that lives in real time.
    @TaskLocal public static var current = VirtualReader(clock: WorldClock(pace: .real))

    /// Stand-in only: how long things take.
    public struct Timings: Sendable {
        /// Stand-in only: from `begin()` to the active session.
        public var activation: Duration = .milliseconds(300)
        /// Stand-in only: from `begin()` to a refusal.
        public var refusal: Duration = .milliseconds(20)
        /// Stand-in only: from the tag in the field to its detection.
        public var detection: Duration = .milliseconds(150)
        /// Stand-in only: connecting to a detected tag.
        public var connection: Duration = .milliseconds(30)
        /// Stand-in only: a command and its answer; the card acts at half of it.
        public var exchange: Duration = .milliseconds(20)
        /// Stand-in only: from the end of a session to the sheet's disappearance. No session begins
        /// before.
        public var closing: Duration = .milliseconds(2500)
        /// Stand-in only: the longest session, from `begin()`.
        public var session: Duration = .seconds(60)
        /// Stand-in only: the longest connection, from the session's first. No polling restarts after.
        public var connected: Duration = .seconds(20)

        /// Stand-in only: what phones in the field have shown.
        public init() {}
    }

    /// Stand-in only: why sessions end as soon as they begin.
    public enum Hindrance: Sendable {
        /// Stand-in only: the app lacks the entitlement or the purpose string.
        case notEntitled
        /// Stand-in only: the phone has no NFC reader.
        case noReader
        /// Stand-in only: NFC is switched off.
        case radioOff
        /// Stand-in only: another code of the system.
        case other(NFCReaderError.Code)

        var code: NFCReaderError.Code {
            switch self {
            case .notEntitled: .readerErrorSecurityViolation
            case .noReader: .readerErrorUnsupportedFeature
            case .radioOff: .readerErrorRadioDisabled
            case .other(let code): code
            }
        }
    }

    /// Stand-in only: whether the app has the person's attention.
    public enum Scene: Sendable, Equatable {
        /// Stand-in only: in front.
        case active
        /// Stand-in only: visible, under a sheet of the system.
        case inactive
        /// Stand-in only: out of sight.
        case background
    }

    struct Contents {
        var hindrance: Hindrance?
        var stuckStarts = 0
        var commandLimit = Int.max
        var answersAfterEnd = true
        var field: [any VirtualTag] = []
        var faults = Faults()
        var session: SessionState?
        var sheet: Sheet?
        var isInBackground = false
        var history: [HistoryEntry] = []
        var commands = 0
        var sessionObjects = 0
        var onCommand: (@Sendable (Int) -> Void)?
        var onSceneChange: (@Sendable (Scene) -> Void)?
        var onSession: (@Sendable () -> Void)?
    }

    /// Stand-in only: the time in which the reader lives.
    public let clock: WorldClock
    /// Stand-in only: how long things take.
    public let timings: Timings
    let selectIdentifiers: [String]

    private let lock = NSLock()
    private var contents = Contents()

    /// Stand-in only: a reader with an empty field, for an app whose Info.plist lists these
    /// applications under `com.apple.developer.nfc.readersession.iso7816.select-identifiers`.
    public init(
        clock: WorldClock,
        selectIdentifiers: [String] = [],
        timings: Timings = Timings()
    ) {
        self.clock = clock
        self.selectIdentifiers = selectIdentifiers.map { $0.uppercased() }
        self.timings = timings
    }

    var canRead: Bool {
        if case .noReader = contents(\.hindrance) { false } else { true }
    }

    // MARK: - What the reader is like

    /// Stand-in only: what keeps sessions from beginning, if anything.
    public var hindrance: Hindrance? {
        get { contents(\.hindrance) }
        set { change { contents, _ in contents.hindrance = newValue } }
    }

    /// Stand-in only: how many of the next sessions never become active.
    public var stuckStarts: Int {
        get { contents(\.stuckStarts) }
        set { change { contents, _ in contents.stuckStarts = newValue } }
    }

    /// Stand-in only: bytes of the longest command that the reader sends.
    public var commandLimit: Int {
        get { contents(\.commandLimit) }
        set { change { contents, _ in contents.commandLimit = newValue } }
    }

    /// Stand-in only: whether handlers that wait when a session ends are called, and whether a session
    /// that never became active tells of its end. Apple does not say.
    public var answersAfterEnd: Bool {
        get { contents(\.answersAfterEnd) }
        set { change { contents, _ in contents.answersAfterEnd = newValue } }
    }

    // MARK: - What people do

    /// Stand-in only: holds tags to the phone, beside those that are there.
    public func place(_ tags: any VirtualTag...) {
        change { contents, effects in
            contents.field += tags
            contents.session?.lookAround(&contents, &effects)
        }
    }

    /// Stand-in only: takes everything away from the phone.
    public func clearField() {
        change { contents, effects in
            let gone = contents.field
            contents.field = []
            for tag in gone {
                contents.session?.lose(tag, &contents, &effects)
            }
            effects.append { gone.forEach { $0.powerOff() } }
        }
    }

    /// Stand-in only: presses キャンセル on the sheet.
    public func pressCancel() {
        endSession(because: .readerSessionInvalidationErrorUserCanceled)
    }

    /// Stand-in only: has the system end the session for its own reasons.
    public func takeOver() {
        endSession(because: .readerSessionInvalidationErrorSessionTerminatedUnexpectedly)
    }

    /// Stand-in only: sends the app to the background, which ends its session, or brings it back.
    public func sendToBackground(_ isInBackground: Bool = true) {
        if isInBackground {
            takeOver()
        }
        change { contents, effects in
            changeScene(&contents, &effects) { $0.isInBackground = isInBackground }
        }
    }

    private func endSession(because code: NFCReaderError.Code) {
        contents(\.session)?.end(because: code, showing: .none)
    }

    // MARK: - What can be seen

    /// Stand-in only: the sheet that covers the app, if there is one.
    public var sheet: Sheet? { contents(\.sheet) }

    /// Stand-in only: what has happened, in its order.
    public var history: [HistoryEntry] { contents(\.history) }

    /// Stand-in only: the state of the app's scene. A sheet makes it inactive.
    public var scene: Scene { contents(\.scene) }

    /// Stand-in only: how many session objects the app keeps.
    public var sessionObjects: Int { contents(\.sessionObjects) }

    /// Stand-in only: is called when a command goes out, with its number from 1 since the reader was
    /// made.
    public func onCommand(_ action: (@Sendable (Int) -> Void)?) {
        change { contents, _ in contents.onCommand = action }
    }

    /// Stand-in only: is called when the app makes a session object.
    public func onSession(_ action: (@Sendable () -> Void)?) {
        change { contents, _ in contents.onSession = action }
    }

    /// Stand-in only: is called with each new state of the scene.
    public func onSceneChange(_ action: (@Sendable (Scene) -> Void)?) {
        change { contents, _ in contents.onSceneChange = action }
    }

    // MARK: - For the sessions

    /// Changes the reader under its lock; the effects happen in their order after that, since they
    /// may come back to the reader.
    @discardableResult
    func change<Result>(
        _ body: (inout Contents, inout [() -> Void]) -> Result
    ) -> Result {
        var effects: [() -> Void] = []
        let result = lock.withLock { body(&contents, &effects) }
        effects.forEach { $0() }
        return result
    }

    func contents<Value>(_ path: KeyPath<Contents, Value>) -> Value {
        lock.withLock { contents[keyPath: path] }
    }

    func changeScene(
        _ contents: inout Contents,
        _ effects: inout [() -> Void],
        _ body: (inout Contents) -> Void
    ) {
        let before = contents.scene
        body(&contents)
        let after = contents.scene
        if before != after, let onSceneChange = contents.onSceneChange {
            effects.append { onSceneChange(after) }
        }
    }
}

extension VirtualReader.Contents {
    var scene: VirtualReader.Scene {
        if isInBackground { .background } else if sheet != nil { .inactive } else { .active }
    }
}
