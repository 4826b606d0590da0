extension VirtualReader {
    /// Stand-in only: what becomes of a command.
    public enum CommandFault: Sendable {
        /// Stand-in only: the card never sees it, and the app gets this error.
        case lostBefore(NFCReaderError.Code)
        /// Stand-in only: the card acts on it, its answer is lost, and the app gets this error.
        case lostAfter(NFCReaderError.Code)
        /// Stand-in only: the card takes so much longer.
        case delayed(Duration)
        /// Stand-in only: the handler is called a second time, a little later.
        case answeredTwice
        /// Stand-in only: no handler is ever called for it while the session lives.
        case unanswered
    }

    struct Faults {
        var commands: [Int: CommandFault] = [:]
        var connections: [NFCReaderError.Code] = []
    }

    /// Stand-in only: has a fault happen to the command with this number, from 1 since the reader was
    /// made.
    public func plan(_ fault: CommandFault, at command: Int) {
        change { contents, _ in contents.faults.commands[command] = fault }
    }

    /// Stand-in only: has the next connections fail with these errors, one each.
    public func planFailures(ofConnections codes: [NFCReaderError.Code]) {
        change { contents, _ in contents.faults.connections = codes }
    }
}

extension NFCReaderError.Code {
    /// Whether the tag is gone after such an error.
    var endsConnection: Bool {
        switch self {
        case .readerTransceiveErrorTagConnectionLost, .readerTransceiveErrorRetryExceeded,
            .readerTransceiveErrorTagResponseError, .readerTransceiveErrorTagNotConnected:
            true
        default:
            false
        }
    }
}
