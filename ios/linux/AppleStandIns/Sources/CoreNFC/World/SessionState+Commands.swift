import Foundation
import StandInTime

extension SessionState {
    func send(_ command: Data, to tag: DetectedCard, _ completion: @escaping Answer) {
        reader.change { contents, effects in
            if let code = refusal(of: command, to: tag, contents) {
                return answer(completion, code)
            }
            contents.commands += 1
            contents.history.append(.command(command[0], command[1]))
            let number = contents.commands
            if let onCommand = contents.onCommand {
                effects.append { onCommand(number) }
            }
            let handler = remember(
                fail: { state, code in state.answer(completion, code) },
                succeed: { state, answer in state.answer(completion, with: answer) }
            )
            let exchange = Exchange(
                command: command,
                tag: tag.tag,
                handler: handler,
                fault: contents.faults.commands[number]
            )
            later(reader.timings.exchange / 2 + exchange.delay) { $0.reach(exchange) }
        }
    }

    private struct Exchange: Sendable {
        let command: Data
        let tag: any VirtualTag
        let handler: Int
        let fault: VirtualReader.CommandFault?

        var delay: Duration {
            if case .delayed(let delay) = fault { delay } else { .zero }
        }
    }

    private func refusal(
        of command: Data,
        to tag: DetectedCard,
        _ contents: VirtualReader.Contents
    ) -> NFCReaderError.Code? {
        guard stage == .active else { return .readerTransceiveErrorSessionInvalidated }
        guard connected === tag else { return .readerTransceiveErrorTagNotConnected }
        guard command.count <= contents.commandLimit else {
            return .readerTransceiveErrorPacketTooLong
        }
        if command[1] == 0xA4, command[2] == 0x04,
            let name = NFCISO7816APDU(data: command)?.data,
            !reader.selectIdentifiers.contains(name.hexadecimal)
        {
            return .readerErrorSecurityViolation
        }
        return nil
    }

    /// The command is at the card, unless the card is gone.
    private func reach(_ exchange: Exchange) {
        guard reader.change({ _, _ in pending[exchange.handler] != nil }) else { return }
        switch exchange.fault {
        case .lostBefore(let code):
            fail(exchange, code)
        case .lostAfter(let code):
            _ = try? exchange.tag.transmit(exchange.command)
            fail(exchange, code)
        case .unanswered:
            _ = try? exchange.tag.transmit(exchange.command)
        case .delayed, .answeredTwice, nil:
            let answer: Data
            do {
                answer = try exchange.tag.transmit(exchange.command)
            } catch {
                let code = (error as? NFCReaderError)?.code
                return fail(exchange, code ?? .readerTransceiveErrorTagConnectionLost)
            }
            later(reader.timings.exchange / 2) { $0.deliver(answer, exchange) }
        }
    }

    private func fail(_ exchange: Exchange, _ code: NFCReaderError.Code) {
        reader.change { _, _ in
            guard let waiting = pending.removeValue(forKey: exchange.handler) else { return }
            if code.endsConnection {
                connected = nil
            }
            waiting.fail(code)
        }
    }

    private func deliver(_ answer: Data, _ exchange: Exchange) {
        reader.change { _, _ in
            guard let waiting = pending.removeValue(forKey: exchange.handler) else { return }
            if answer.count >= 2 {
                waiting.succeed(answer)
                if case .answeredTwice = exchange.fault {
                    later(reader.timings.exchange / 4) { _ in waiting.succeed(answer) }
                }
            } else {
                waiting.fail(.readerTransceiveErrorTagResponseError)
            }
        }
    }

    private func answer(_ completion: @escaping Answer, with answer: Data) {
        let status = Data(answer.suffix(2))
        let data = Data(answer.dropLast(2))
        reader.clock.perform(on: queue) { completion(data, status[0], status[1], nil) }
    }

    private func answer(_ completion: @escaping Answer, _ code: NFCReaderError.Code) {
        reader.clock.perform(on: queue) { completion(Data(), 0, 0, NFCReaderError(code)) }
    }
}

extension Data {
    fileprivate var hexadecimal: String {
        map { byte in
            String(byte >> 4, radix: 16, uppercase: true)
                + String(byte & 15, radix: 16, uppercase: true)
        }
        .joined()
    }
}
