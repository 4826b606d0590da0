import Foundation
import StandInTime

/// A session without its object of the app: what the reader knows of it. All of it is under the lock
/// of the reader.
///
/// ```text
/// made ──begin──► starting ──► active: polling ──► told of tags ──► connected
///                    │             ▲ ▲─────restartPolling──┴────────────┘
///                    ▼             ▼
///                  ended ◄─────────┘   by the app, the person, the system, the time
/// ```
final class SessionState: @unchecked Sendable {
    enum Stage {
        case made, starting, active, ended
    }

    typealias Effects = [() -> Void]
    typealias Completion = @Sendable ((any Error)?) -> Void
    typealias Answer = @Sendable (Data, UInt8, UInt8, (any Error)?) -> Void

    /// A handler that has not been called yet.
    struct Pending {
        let fail: @Sendable (NFCReaderError.Code) -> Void
        let succeed: @Sendable (Data) -> Void
    }

    let reader: VirtualReader
    let pollingOption: NFCTagReaderSession.PollingOption
    let queue: DispatchQueue

    /// The app's object. It keeps this state, so this must not keep it.
    weak var session: NFCTagReaderSession?

    var stage = Stage.made
    var shownMessage = ""
    /// It never becomes active.
    var isStuck = false
    /// Number of the current polling; tags of earlier ones are invalid.
    var polling = 0
    var isPolling = false
    var isLooking = false
    var connected: DetectedTag?
    /// The time in which a tag may be connected is over.
    var isExhausted = false
    var hasConnected = false
    var pending: [Int: Pending] = [:]
    var handlers = 0
    var appointments: [WorldClock.Appointment] = []

    init(
        reader: VirtualReader,
        pollingOption: NFCTagReaderSession.PollingOption,
        queue: DispatchQueue
    ) {
        self.reader = reader
        self.pollingOption = pollingOption
        self.queue = queue
        reader.change { contents, effects in
            contents.sessionObjects += 1
            if let onSession = contents.onSession {
                effects.append(onSession)
            }
        }
    }

    var isReady: Bool {
        reader.change { _, _ in stage == .active }
    }

    var message: String {
        reader.change { _, _ in shownMessage }
    }

    // MARK: - Beginning and ending

    func begin() {
        reader.change { contents, _ in
            guard stage == .made else { return }
            contents.history.append(.began)
            if let code = refusal(contents) {
                stage = .ended
                later(reader.timings.refusal) { $0.tellEnd(code, .none) }
                return
            }
            stage = .starting
            contents.session = self
            if contents.stuckStarts > 0 {
                contents.stuckStarts -= 1
                isStuck = true
                return
            }
            later(reader.timings.activation) { $0.activate() }
            appointments.append(
                later(reader.timings.session) {
                    $0.end(
                        because: .readerSessionInvalidationErrorSessionTimeout,
                        showing: .none
                    )
                }
            )
        }
    }

    private func refusal(_ contents: VirtualReader.Contents) -> NFCReaderError.Code? {
        if let hindrance = contents.hindrance { return hindrance.code }
        guard contents.session == nil, contents.sheet == nil, !contents.isInBackground else {
            return .readerSessionInvalidationErrorSystemIsBusy
        }
        return nil
    }

    private func activate() {
        reader.change { contents, effects in
            guard stage == .starting else { return }
            stage = .active
            contents.history.append(.active)
            reader.changeScene(&contents, &effects) {
                $0.sheet = VirtualReader.Sheet(message: shownMessage)
            }
            tell { delegate, session in delegate.tagReaderSessionDidBecomeActive(session) }
            isPolling = true
            lookAround(&contents, &effects)
        }
    }

    /// Ends the session for the first reason that comes. Handlers that wait are told first.
    func end(because code: NFCReaderError.Code, showing ending: VirtualReader.Sheet.Ending) {
        reader.change { contents, effects in
            guard close(&contents, &effects, code, ending) else { return }
            if contents.answersAfterEnd {
                pending.values.forEach { $0.fail(.readerTransceiveErrorSessionInvalidated) }
            }
            pending = [:]
            guard !isStuck || contents.answersAfterEnd else { return }
            tell { delegate, session in
                delegate.tagReaderSession(session, didInvalidateWithError: NFCReaderError(code))
            }
        }
    }

    /// The app let go of its session object: nobody is left to be told.
    func abandon() {
        reader.change { contents, effects in
            contents.sessionObjects -= 1
            _ = close(
                &contents,
                &effects,
                .readerSessionInvalidationErrorUserCanceled,
                .none
            )
            pending = [:]
        }
    }

    private func close(
        _ contents: inout VirtualReader.Contents,
        _ effects: inout Effects,
        _ code: NFCReaderError.Code,
        _ ending: VirtualReader.Sheet.Ending
    ) -> Bool {
        // A session that is invalidated before it begins cannot be used; nobody is told.
        let hasBegun = stage == .starting || stage == .active
        stage = .ended
        guard hasBegun else { return false }
        isPolling = false
        connected = nil
        appointments.forEach { $0.cancel() }
        contents.history.append(.ended(code, ending))
        let field = contents.field
        effects.append { field.forEach { $0.powerOff() } }
        guard contents.session === self else { return true }
        contents.session = nil
        if contents.sheet != nil {
            contents.sheet?.ending = ending
            let reader = reader
            reader.clock.schedule(after: reader.timings.closing) {
                reader.change { contents, effects in
                    reader.changeScene(&contents, &effects) { $0.sheet = nil }
                }
            }
        }
        return true
    }

    private func tellEnd(_ code: NFCReaderError.Code, _ ending: VirtualReader.Sheet.Ending) {
        reader.change { contents, _ in
            contents.history.append(.ended(code, ending))
            tell { delegate, session in
                delegate.tagReaderSession(session, didInvalidateWithError: NFCReaderError(code))
            }
        }
    }

    func show(_ message: String) {
        reader.change { contents, _ in
            guard stage != .ended, message != shownMessage else { return }
            shownMessage = message
            contents.history.append(.message(message))
            if contents.session === self {
                contents.sheet?.message = message
            }
        }
    }

    // MARK: - Means

    /// Calls the delegate on the queue of the app, if both are still there.
    func tell(
        _ call: @escaping @Sendable (any NFCTagReaderSessionDelegate, NFCTagReaderSession) -> Void
    ) {
        reader.clock.perform(on: queue) {
            guard let session = self.session,
                let delegate = session.delegate as? any NFCTagReaderSessionDelegate
            else { return }
            call(delegate, session)
        }
    }

    @discardableResult
    func later(
        _ delay: Duration,
        _ action: @escaping @Sendable (SessionState) -> Void
    ) -> WorldClock.Appointment {
        reader.clock.schedule(after: delay) { action(self) }
    }
}
