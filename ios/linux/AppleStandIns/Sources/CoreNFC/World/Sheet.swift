extension VirtualReader {
    /// Stand-in only: the sheet of the system that shows a session to the person.
    public struct Sheet: Sendable, Equatable {
        /// Stand-in only: how the sheet goes away.
        public enum Ending: Sendable, Equatable {
            /// Stand-in only: it only closes.
            case none
            /// Stand-in only: with a tick under the last message.
            case tick
            /// Stand-in only: with a cross and this text.
            case cross(String)
        }

        /// Stand-in only: the text of the app.
        public var message: String
        /// Stand-in only: how it ended, while it closes.
        public var ending: Ending?
    }

    /// Stand-in only: something that happened to the phone's sessions.
    public enum HistoryEntry: Sendable, Equatable {
        /// Stand-in only: the app began a session.
        case began
        /// Stand-in only: the session is active, and the sheet is up.
        case active
        /// Stand-in only: the app was told of so many tags.
        case detected(Int)
        /// Stand-in only: the app is connected to a tag.
        case connected
        /// Stand-in only: a command went out; its class and instruction, and no more, since the
        /// rest may be a PIN.
        case command(UInt8, UInt8)
        /// Stand-in only: the app changed the text of the sheet.
        case message(String)
        /// Stand-in only: the app had the phone look for tags anew.
        case restarted
        /// Stand-in only: the session ended, with what the app was told and what the sheet shows.
        case ended(NFCReaderError.Code, Sheet.Ending)
    }
}
