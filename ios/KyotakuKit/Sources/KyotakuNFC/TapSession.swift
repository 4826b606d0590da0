import CoreNFC
import Foundation

/// One reader session of Core NFC, from `begin()` to its end, as waits that each end exactly once.
///
/// At most one wait is under way. Its continuation is in place before the call that leads to an
/// answer, since the answer may come before that call returns. It is resumed under the lock's rule:
/// whoever takes it out resumes it, and nobody else. What comes later is ignored.
///
/// Core NFC calls on the session's queue; the tap's task and its cancellation call from anywhere. All
/// state is under the lock, and nothing is called while it is held. Objects of Core NFC may not be
/// shared between tasks in general; here all of them stay within this object.
final class TapSession: NSObject, NFCTagReaderSessionDelegate, @unchecked Sendable {
    /// What is waited for.
    private enum Awaited {
        case start, tags, handler, end
    }

    private struct Wait {
        let number: Int
        let awaited: Awaited
        let continuation: CheckedContinuation<Signal, Never>
    }

    private let queue = DispatchQueue(label: "KyotakuNFC.session")
    private let lock = NSLock()
    private var session: NFCTagReaderSession?
    private var wait: Wait?
    private var waits = 0
    /// Tags that were found while nobody waited for them.
    private var news: Found?
    private var tag: NFCTag?
    private var end: ReaderFailure?
    private var shown: String?
    private var isBegun = false
    private var isActive = false
    /// Keeps this object until Core NFC has told of the end: it holds its delegate weakly.
    private var keeper: TapSession?

    // MARK: - The session's life

    /// Begins, and waits until the session is active. Ends with `.released` when told to give up.
    func start(saying message: String) async -> Signal {
        await wait(for: .start) { _ in
            guard
                let session = NFCTagReaderSession(
                    pollingOption: .iso14443,
                    delegate: self,
                    queue: queue
                )
            else { return resume(with: .ended(ReaderFailure(.readerErrorInvalidParameter))) }
            session.alertMessage = message
            let isOver = lock.withLock {
                guard end == nil else { return true }
                self.session = session
                keeper = self
                shown = message
                return false
            }
            // One that is ended before it has begun would tell nobody.
            guard !isOver else { return }
            session.begin()
            let isCancelled = lock.withLock {
                isBegun = true
                return end == .cancelled
            }
            if isCancelled {
                session.invalidate()
            }
        }
    }

    /// Ends the wait for a session that does not become active.
    func giveUpStart() {
        resume(with: .released)
    }

    /// The session never became active; nothing will come of it.
    func drop() {
        close(because: .unexplained)?.invalidate()
        lock.withLock { keeper = nil }
    }

    /// Ends the session from outside the tap, and any wait with it.
    func cancel() {
        resume(with: .ended(.cancelled))
        // Read after the end is marked: a session that begins later finds the mark.
        let session = lock.withLock {
            // Of one that is stuck nothing may ever be told.
            if !isActive { keeper = nil }
            return isBegun ? self.session : nil
        }
        session?.invalidate()
    }

    /// Whether the system was asked for a sheet.
    var hasBegun: Bool {
        lock.withLock { isBegun }
    }

    /// Ends the session with a tick and a text.
    func succeed(saying message: String) {
        say(message)
        close(because: .cancelled)?.invalidate()
    }

    /// Ends the session with a cross and a text.
    func fail(saying message: String) {
        close(because: .cancelled)?.invalidate(errorMessage: message)
    }

    /// Why the session is over, if it is.
    var reason: ReaderFailure? {
        lock.withLock { end }
    }

    /// Waits until the session is over or the task is cancelled.
    func ended() async {
        _ = await withTaskCancellationHandler {
            await wait(for: .end) { _ in
                if Task.isCancelled {
                    resume(with: .released)
                }
            }
        } onCancel: {
            resume(with: .released)
        }
    }

    /// Shows a text on the sheet while the session lasts.
    func say(_ message: String) {
        let session = lock.withLock { () -> NFCTagReaderSession? in
            guard end == nil, shown != message else { return nil }
            shown = message
            return self.session
        }
        session?.alertMessage = message
    }

    /// Marks the session as over; its object, unless it was over before.
    private func close(because reason: ReaderFailure) -> NFCTagReaderSession? {
        lock.withLock {
            guard end == nil else { return nil }
            end = reason
            return session
        }
    }

    // MARK: - Tags

    /// Waits until something is in the field.
    func found() async -> Signal {
        await wait(for: .tags)
    }

    /// Looks for tags anew. Those that were found are gone.
    func restartPolling() {
        let session = lock.withLock {
            news = nil
            tag = nil
            return end == nil ? self.session : nil
        }
        session?.restartPolling()
    }

    /// Connects to the card that was found.
    func connect() async -> Signal {
        await wait(for: .handler) { number in
            let (session, tag) = lock.withLock { (self.session, self.tag) }
            guard let session, let tag else {
                let failure = ReaderFailure(.readerTransceiveErrorTagNotConnected)
                return resume(with: .connected(failure), number: number)
            }
            session.connect(to: tag) { error in
                self.connected(error, number: number)
            }
        }
    }

    /// Sends a command APDU to the card. Its answer ends with SW1 SW2.
    func transmit(_ command: Data) async -> Signal {
        await wait(for: .handler) { number in
            guard case .iso7816(let card) = lock.withLock({ tag }) else {
                let failure = ReaderFailure(.readerTransceiveErrorTagNotConnected)
                return resume(with: .answered(.failure(failure)), number: number)
            }
            guard let command = NFCISO7816APDU(data: command) else {
                let failure = ReaderFailure(.readerErrorInvalidParameter)
                return resume(with: .answered(.failure(failure)), number: number)
            }
            card.sendCommand(apdu: command) { data, sw1, sw2, error in
                self.answered(data, sw1, sw2, error, number: number)
            }
        }
    }

    private func connected(_ error: (any Error)?, number: Int) {
        guard let error else { return resume(with: .connected(nil), number: number) }
        resume(
            with: error.isOfEndedSession ? .invalid : .connected(ReaderFailure(error)),
            number: number
        )
    }

    private func answered(
        _ data: Data,
        _ sw1: UInt8,
        _ sw2: UInt8,
        _ error: (any Error)?,
        number: Int
    ) {
        guard let error else {
            return resume(with: .answered(.success(data + [sw1, sw2])), number: number)
        }
        resume(
            with: error.isOfEndedSession ? .invalid : .answered(.failure(ReaderFailure(error))),
            number: number
        )
    }

    // MARK: - What Core NFC tells

    func tagReaderSessionDidBecomeActive(_ session: NFCTagReaderSession) {
        lock.withLock { isActive = true }
        resume(with: .active)
    }

    func tagReaderSession(_ session: NFCTagReaderSession, didDetect tags: [NFCTag]) {
        guard let first = tags.first else { return }
        var found = Found.several
        if tags.count == 1 {
            if case .iso7816 = first { found = .card } else { found = .foreign }
        }
        lock.withLock { tag = found == .card ? first : nil }
        resume(with: .found(found))
    }

    func tagReaderSession(
        _ session: NFCTagReaderSession,
        didInvalidateWithError error: any Error
    ) {
        resume(with: .ended(ReaderFailure(error)))
        lock.withLock { keeper = nil }
    }

    // MARK: - Waiting

    private func wait(
        for awaited: Awaited,
        after begin: (Int) -> Void = { _ in }
    ) async -> Signal {
        await withCheckedContinuation { continuation in
            let (early, number) = lock.withLock { () -> (Signal?, Int) in
                if let end { return (.ended(end), 0) }
                if awaited == .tags, let found = news {
                    news = nil
                    return (.found(found), 0)
                }
                waits += 1
                wait = Wait(number: waits, awaited: awaited, continuation: continuation)
                return (nil, waits)
            }
            if let early {
                continuation.resume(returning: early)
            } else {
                begin(number)
            }
        }
    }

    /// Ends the wait that this is an answer to, if it is still under way.
    private func resume(with signal: Signal, number: Int? = nil) {
        let continuation = lock.withLock { () -> CheckedContinuation<Signal, Never>? in
            switch signal {
            case .ended where end != nil: return nil
            case .ended(let failure): end = failure
            case .found(let found) where wait?.awaited != .tags: news = found
            default: break
            }
            guard let wait, answers(wait, signal, number) else { return nil }
            self.wait = nil
            return wait.continuation
        }
        continuation?.resume(returning: signal)
    }

    private func answers(_ wait: Wait, _ signal: Signal, _ number: Int?) -> Bool {
        switch signal {
        case .ended: true
        case .active: wait.awaited == .start
        case .found: wait.awaited == .tags
        case .connected, .answered, .invalid: wait.number == number
        case .released: wait.awaited == .start || wait.awaited == .end
        }
    }
}
