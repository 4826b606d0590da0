import Foundation
import StandInTime

extension SessionState {
    // MARK: - Detection

    /// Looks for tags soon, when there is something to find. Call under the lock.
    func lookAround(_ contents: inout VirtualReader.Contents, _ effects: inout Effects) {
        guard isPolling, !isLooking, !contents.field.isEmpty else { return }
        isLooking = true
        later(reader.timings.detection) { $0.detect() }
    }

    private func detect() {
        let (field, number) = reader.change { contents, _ in
            isLooking = false
            return isPolling ? (contents.field, polling) : ([], polling)
        }
        let tags =
            field
            .filter { pollingOption.contains($0.technology.pollingOption) }
            .compactMap { discover($0, polling: number) }
        reader.change { contents, _ in
            guard isPolling, polling == number, !tags.isEmpty else { return }
            isPolling = false
            contents.history.append(.detected(tags.count))
            let found = Found(tags: tags)
            tell { delegate, session in
                delegate.tagReaderSession(session, didDetect: found.tags)
            }
        }
    }

    /// The tags go from here to the queue of the app, and nobody else keeps them.
    private struct Found: @unchecked Sendable {
        let tags: [NFCTag]
    }

    /// Powers the chip. One with applications is told to the app only if it has one of those in the
    /// Info.plist, and is left with the first of them selected.
    private func discover(_ tag: any VirtualTag, polling number: Int) -> NFCTag? {
        tag.powerOff()
        tag.powerOn()
        guard tag.technology.hasApplications else {
            return NFCTag(DetectedPlainTag(tag, in: self, polling: number))
        }
        for application in reader.selectIdentifiers {
            guard let identifier = Data(hexadecimal: application),
                let answer = try? tag.transmit(Self.select(identifier)),
                answer.suffix(2) == Data([0x90, 0x00])
            else { continue }
            return .iso7816(
                DetectedCard(tag, in: self, polling: number, selected: application)
            )
        }
        return nil
    }

    /// SELECT by name (ISO/IEC 7816-4 §7.1.1), any answer data wanted.
    private static func select(_ application: Data) -> Data {
        Data([0x00, 0xA4, 0x04, 0x00, UInt8(application.count)]) + application + Data([0x00])
    }

    func restartPolling() {
        reader.change { contents, effects in
            guard stage == .active else { return }
            contents.history.append(.restarted)
            disconnect(because: .readerTransceiveErrorTagNotConnected)
            polling += 1
            let field = contents.field
            effects.append { field.forEach { $0.powerOff() } }
            guard !isExhausted else { return }
            isPolling = true
            lookAround(&contents, &effects)
        }
    }

    // MARK: - Connection

    func isAvailable(_ tag: DetectedTag) -> Bool {
        reader.change { contents, _ in isAvailable(tag, contents) }
    }

    private func isAvailable(_ tag: DetectedTag, _ contents: VirtualReader.Contents) -> Bool {
        stage == .active && tag.polling == polling && !isExhausted
            && contents.field.contains { $0 === tag.tag }
    }

    var connectedTag: NFCTag? {
        reader.change { _, _ in
            if let card = connected as? DetectedCard { return .iso7816(card) }
            return (connected as? DetectedPlainTag).map { NFCTag($0) }
        }
    }

    func connect(to tag: NFCTag, _ completion: @escaping Completion) {
        reader.change { _, _ in
            guard stage == .active else {
                return finish(completion, .readerTransceiveErrorSessionInvalidated)
            }
            guard let detected = tag.detected, detected.state === self else {
                return finish(completion, .readerErrorInvalidParameter)
            }
            let handler = remember(
                fail: { state, code in state.finish(completion, code) },
                succeed: { state, _ in state.finish(completion, nil) }
            )
            let reference = Reference(tag: detected)
            later(reader.timings.connection) { $0.connect(reference.tag, handler) }
        }
    }

    private struct Reference: @unchecked Sendable {
        let tag: DetectedTag
    }

    private func connect(_ tag: DetectedTag, _ handler: Int) {
        reader.change { contents, _ in
            guard let waiting = pending.removeValue(forKey: handler) else { return }
            if !contents.faults.connections.isEmpty {
                return waiting.fail(contents.faults.connections.removeFirst())
            }
            guard isAvailable(tag, contents) else {
                return waiting.fail(.readerTransceiveErrorTagConnectionLost)
            }
            connected = tag
            contents.history.append(.connected)
            if !hasConnected {
                hasConnected = true
                appointments.append(later(reader.timings.connected) { $0.exhaust() })
            }
            waiting.succeed(Data())
        }
    }

    /// The time of the connection is over: the tag is dropped, and no polling restarts.
    private func exhaust() {
        reader.change { contents, effects in
            isExhausted = true
            isPolling = false
            disconnect(because: .readerTransceiveErrorTagConnectionLost)
            let field = contents.field
            effects.append { field.forEach { $0.powerOff() } }
        }
    }

    /// The tag has left the field. Call under the lock.
    func lose(
        _ tag: any VirtualTag,
        _ contents: inout VirtualReader.Contents,
        _ effects: inout Effects
    ) {
        guard connected?.tag === tag else { return }
        disconnect(because: .readerTransceiveErrorTagConnectionLost)
    }

    private func disconnect(because code: NFCReaderError.Code) {
        connected = nil
        let waiting = pending
        pending = [:]
        waiting.values.forEach { $0.fail(code) }
    }

    private func finish(_ completion: @escaping Completion, _ code: NFCReaderError.Code?) {
        reader.clock.perform(on: queue) { completion(code.map { NFCReaderError($0) }) }
    }

    /// Remembers a handler until it is called or the session ends. Call under the lock.
    func remember(
        fail: @escaping @Sendable (SessionState, NFCReaderError.Code) -> Void,
        succeed: @escaping @Sendable (SessionState, Data) -> Void
    ) -> Int {
        handlers += 1
        pending[handlers] = Pending(
            fail: { code in fail(self, code) },
            succeed: { answer in succeed(self, answer) }
        )
        return handlers
    }
}

extension Data {
    /// `nil` for anything but pairs of hexadecimal digits.
    fileprivate init?(hexadecimal text: String) {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        self.init(
            stride(from: 0, to: digits.count, by: 2).map {
                UInt8(digits[$0] << 4 | digits[$0 + 1])
            }
        )
    }
}
