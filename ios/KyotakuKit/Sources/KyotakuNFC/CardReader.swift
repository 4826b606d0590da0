import CoreNFC
import Foundation
import KyotakuModels
import KyotakuText

/// Reads My Number Cards with the phone's NFC reader.
///
/// One tap at a time. It waits where the system would refuse: for a few seconds after each session the
/// reader is still busy with the sheet of that one. Sessions that do not start, and cards that do not
/// connect, are tried again without a word as long as there is a chance.
///
/// - Note: Info.plist lists the application of JPKI under
///   `com.apple.developer.nfc.readersession.iso7816.select-identifiers`; other cards are not told of.
public final class CardReader<Time: Clock>: CardTapping where Time.Duration == Duration {
    private let clock: Time
    private let desk = Desk<Time.Instant>()

    /// A reader whose waits go by this clock.
    public init(clock: Time) {
        self.clock = clock
    }

    public var availability: CardReaderAvailability {
        NFCTagReaderSession.readingAvailable ? .available : .unsupported
    }

    public func tap(
        _ conversation: any CardConversation,
        messages: TapMessages
    ) async throws(TapFailure) {
        let talk = Talk(conversation, messages)
        guard availability == .available else {
            throw talk.end(because: ReaderFailure(.readerErrorUnsupportedFeature))
        }
        guard desk.enter() else {
            throw talk.end(because: ReaderFailure(.readerSessionInvalidationErrorSystemIsBusy))
        }
        defer { desk.leave() }
        let session = try await open(for: talk)
        defer { desk.sheetCloses(at: clock.now) }
        try await ending(session) { () async throws(TapFailure) in
            try await self.meetCard(in: session, for: talk)
            try await talk.hold(in: session, clock: self.clock)
        }
    }

    // MARK: - Opening

    /// An active session.
    private func open(for talk: Talk) async throws(TapFailure) -> TapSession {
        var wait = desk.rest(at: clock.now, after: Limits.closing)
        var stuck = 0
        var isPatient = true
        while true {
            // A cancelled sleep ends at once, and so does the session then.
            try? await clock.sleep(for: wait)
            wait = .zero
            let session = TapSession()
            let signal = await starting(session, saying: talk.messages.text(.tapBegin))
            // The reader is busy with its sheet for a while, whatever has become of it.
            if session.hasBegun { desk.sheetCloses(at: clock.now) }
            switch signal {
            case .active:
                return session
            case .ended(let failure) where failure.failure == .busy && isPatient:
                isPatient = false
                wait = Limits.closing
            case .ended(let failure):
                throw talk.end(because: failure)
            default:
                session.drop()
                stuck += 1
                guard stuck < Limits.starts else {
                    throw talk.end(
                        because: ReaderFailure(.readerSessionInvalidationErrorSystemIsBusy)
                    )
                }
            }
        }
    }

    /// Begins a session, and waits for it no longer than one takes that will ever be active.
    private func starting(
        _ session: TapSession,
        saying message: String
    ) async -> TapSession.Signal {
        await ending(session) {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { [clock] in
                    if (try? await clock.sleep(for: Limits.start)) != nil {
                        session.giveUpStart()
                    }
                }
                let signal = await session.start(saying: message)
                group.cancelAll()
                return signal
            }
        }
    }

    /// Does `work`; the session ends at once when the task is cancelled.
    private func ending<Outcome: Sendable, Failure: Error>(
        _ session: TapSession,
        _ work: () async throws(Failure) -> Outcome
    ) async throws(Failure) -> Outcome {
        let result: Result<Outcome, Failure> = await withTaskCancellationHandler {
            do throws(Failure) {
                return .success(try await work())
            } catch {
                return .failure(error)
            }
        } onCancel: {
            session.cancel()
        }
        return try result.get()
    }

    // MARK: - The card

    /// Waits for one card, and connects to it.
    private func meetCard(in session: TapSession, for talk: Talk) async throws(TapFailure) {
        var firstConnection: Time.Instant?
        var failures = 0
        while true {
            let obstacle: ReaderFailure
            switch await session.found() {
            case .found(.card):
                talk.say(.tapFound, in: session)
                firstConnection = firstConnection ?? clock.now
                switch await session.connect() {
                case .connected(nil):
                    return
                case .connected(let failure?):
                    obstacle = failure
                    failures += 1
                    // Once is nothing to speak of; then the card is not where it should be.
                    if failures > 1 { talk.say(.tapLost, in: session) }
                case .ended(let failure):
                    throw talk.end(because: failure)
                default:
                    throw talk.end(because: await session.reasonOfEnd(clock: clock))
                }
            case .found(let other):
                talk.say(
                    other == .several ? .tapSeveral : .tapEndingNotMyNumberCard,
                    in: session
                )
                obstacle = ReaderFailure(.readerTransceiveErrorTagNotConnected)
                // Time to read it, and to take something away.
                try? await clock.sleep(for: Limits.reading)
            case .ended(let failure):
                throw talk.end(because: failure)
            default:
                throw talk.end(because: await session.reasonOfEnd(clock: clock))
            }
            // Some phones find nothing any more after this time, whatever is in the field.
            if let firstConnection, firstConnection.duration(to: clock.now) >= Limits.restarts {
                throw talk.end(because: obstacle, in: session)
            }
            session.restartPolling()
        }
    }
}

extension CardReader where Time == ContinuousClock {
    /// The reader of this phone.
    public convenience init() {
        self.init(clock: ContinuousClock())
    }
}

/// Who uses the reader, and when the last sheet was left.
private final class Desk<Instant: InstantProtocol>: @unchecked Sendable
where Instant.Duration == Duration {
    private let lock = NSLock()
    private var isTaken = false
    private var closing: Instant?

    /// Whether nobody else is there.
    func enter() -> Bool {
        lock.withLock {
            defer { isTaken = true }
            return !isTaken
        }
    }

    func leave() {
        lock.withLock { isTaken = false }
    }

    func sheetCloses(at time: Instant) {
        lock.withLock { closing = time }
    }

    /// How long the last sheet still closes.
    func rest(at now: Instant, after duration: Duration) -> Duration {
        lock.withLock {
            guard let closing else { return .zero }
            return max(.zero, duration - closing.duration(to: now))
        }
    }
}
