// Deliveries that wait: identity checks not yet at the server.

extension TextKey {
    /// The banner on other screens. Japanese as in the core.
    public static let waitingBanner: TextKey = "screen_waiting_banner"
    /// In an entry. %1$@ is a day and time.
    public static let waitingDeliverBefore: TextKey = "screen_waiting_deliverBefore"
    /// Button.
    public static let waitingDiscard: TextKey = "screen_waiting_discard"
    /// Below the question.
    public static let waitingDiscardBody: TextKey = "screen_waiting_discardBody"
    /// Question.
    public static let waitingDiscardTitle: TextKey = "screen_waiting_discardTitle"
    /// The list is empty.
    public static let waitingEmpty: TextKey = "screen_waiting_empty"
    /// Line below the title.
    public static let waitingLead: TextKey = "screen_waiting_lead"
    /// After sending.
    public static let waitingRegisteredCount: TextKey = "screen_waiting_registeredCount"
    /// After sending.
    public static let waitingRemainingCount: TextKey = "screen_waiting_remainingCount"
    /// Button: takes the visit up again.
    public static let waitingResume: TextKey = "screen_waiting_resume"
    /// Button.
    public static let waitingSendAll: TextKey = "screen_waiting_sendAll"
    /// While it is sent.
    public static let waitingSending: TextKey = "screen_waiting_sending"
    /// State of an entry.
    public static let waitingStateAnswerRefused: TextKey = "screen_waiting_stateAnswerRefused"
    /// State of an entry.
    public static let waitingStateAnswered: TextKey = "screen_waiting_stateAnswered"
    /// State of an entry.
    public static let waitingStateDelivered: TextKey = "screen_waiting_stateDelivered"
    /// State of an entry; the message says why.
    public static let waitingStateRefused: TextKey = "screen_waiting_stateRefused"
    /// State of an entry.
    public static let waitingStateUnsent: TextKey = "screen_waiting_stateUnsent"
    /// In an entry. %1$@ is a day and time.
    public static let waitingTappedAt: TextKey = "screen_waiting_tappedAt"
    /// Title.
    public static let waitingTitle: TextKey = "screen_waiting_title"
}
