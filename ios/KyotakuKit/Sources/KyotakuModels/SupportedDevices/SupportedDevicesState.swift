import Foundation
import KyotakuCore
import KyotakuText

/// The phones that are known to work, and what the list says of this one.
public struct SupportedDevicesState: Equatable, Sendable {
    /// What the list says of this phone.
    public enum Standing: Equatable, Sendable {
        /// It is on the list.
        case listed(visual: Bool)
        /// It is not; a check with a card tells whether it works.
        case notListed
    }

    /// The list.
    public struct Listing: Equatable, Sendable {
        /// Where it is from; nothing until one was imported.
        public var source: Source?
        /// The phones.
        public var devices: [DeviceLine]
        /// What it says of this phone.
        public var own: Standing
    }

    /// Where a list is from.
    public struct Source: Equatable, Sendable {
        /// Its name.
        public var name: String
        /// When it was published.
        public var publishedOn: CalendarDay?
    }

    /// The list; nothing before it is fetched.
    public var listing: Listing?
    /// Whether it is fetched.
    public var isFetching = false
    /// Why it could not be fetched.
    public var problem: Problem?
}

/// A phone of the list.
public struct DeviceLine: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// The model, if the list names it.
    public var model: String?
    /// Whether 目視 works with it.
    public var visual: Bool
    /// Whether it is this phone.
    public var isOwn: Bool
}

/// What somebody does on the list of phones.
public enum SupportedDevicesAction: Sendable, Equatable {
    /// The screen is there.
    case appeared
    /// Fetch it (again).
    case retried
    /// Check this phone with a card.
    case checkChosen
    /// Back.
    case backChosen
}

/// How the list of phones is left.
public enum SupportedDevicesExit: Equatable, Sendable {
    /// Back.
    case back
    /// To the check of this phone.
    case deviceCheck
    /// Elsewhere.
    case detour(Detour)
}
