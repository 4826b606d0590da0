/// 操作ガイド.
public struct GuideState: Equatable, Sendable {
    /// The topics.
    public let topics = GuideTopic.allCases
    /// The one that is read.
    public var opened: GuideTopic?
}

/// What somebody does with 操作ガイド.
public enum GuideAction: Sendable, Equatable {
    /// Read a topic.
    case topicChosen(GuideTopic)
    /// From a topic back to the list.
    case topicClosed
    /// Back.
    case backChosen
}

/// How 操作ガイド is left.
public enum GuideExit: Equatable, Sendable {
    /// Back.
    case back
}
