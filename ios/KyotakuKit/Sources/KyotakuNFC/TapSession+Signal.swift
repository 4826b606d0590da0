import Foundation

extension TapSession {
    /// What a wait ends with.
    enum Signal: Sendable {
        /// The sheet is up, and the reader looks for cards.
        case active
        /// There is something in the field.
        case found(Found)
        /// The connection to the card is made, or failed.
        case connected(ReaderFailure?)
        /// The card has answered, or failed to.
        case answered(Result<Data, ReaderFailure>)
        /// The session is over, for the first reason that came.
        case ended(ReaderFailure)
        /// The session is over, and the reason is still to come.
        case invalid
        /// There was enough waiting.
        case released
    }

    /// What lies in the field.
    enum Found: Sendable {
        /// One card with one of our applications.
        case card
        /// One thing that is no such card.
        case foreign
        /// More than one thing.
        case several
    }
}
