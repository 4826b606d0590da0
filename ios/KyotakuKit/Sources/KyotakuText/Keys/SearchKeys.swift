// P62 資格確認結果検索.

extension TextKey {
    /// Choice of the field above.
    public static let searchAnyKind: TextKey = "screen_search_anyKind"
    /// Field.
    public static let searchBirthdate: TextKey = "screen_search_birthdate"
    /// Field.
    public static let searchCareKind: TextKey = "screen_search_careKind"
    /// Heading.
    public static let searchConditions: TextKey = "screen_search_conditions"
    /// The day is after today.
    public static let searchDayAhead: TextKey = "screen_search_dayAhead"
    /// Below a field for a day.
    public static let searchDayHint: TextKey = "screen_search_dayHint"
    /// The days are in the wrong order.
    public static let searchDayOrder: TextKey = "screen_search_dayOrder"
    /// What was typed is no day.
    public static let searchDayUnclear: TextKey = "screen_search_dayUnclear"
    /// The list is empty.
    public static let searchEmpty: TextKey = "screen_search_empty"
    /// After the time is over.
    public static let searchEnded: TextKey = "screen_search_ended"
    /// Field: a day.
    public static let searchFrom: TextKey = "screen_search_from"
    /// Field.
    public static let searchKana: TextKey = "screen_search_kana"
    /// Below the field.
    public static let searchKanaHint: TextKey = "screen_search_kanaHint"
    /// What was typed is no kana.
    public static let searchKanaUnclear: TextKey = "screen_search_kanaUnclear"
    /// Button at the end of a page.
    public static let searchMore: TextKey = "screen_search_more"
    /// Footnote.
    public static let searchNotKept: TextKey = "screen_search_notKept"
    /// What was typed is too long.
    public static let searchNumberTooLong: TextKey = "screen_search_numberTooLong"
    /// Field: the institution's own number of the patient.
    public static let searchReferenceNumber: TextKey = "screen_search_referenceNumber"
    /// Mark of an entry.
    public static let searchRequeryMark: TextKey = "screen_search_requeryMark"
    /// Above the list.
    public static let searchResultCount: TextKey = "screen_search_resultCount"
    /// Above the list, when there are more pages.
    public static let searchResultCountMore: TextKey = "screen_search_resultCountMore"
    /// Below the days.
    public static let searchSpanHint: TextKey = "screen_search_spanHint"
    /// Button.
    public static let searchSubmit: TextKey = "screen_search_submit"
    /// Title.
    public static let searchTitle: TextKey = "screen_search_title"
    /// Field: a day.
    public static let searchTo: TextKey = "screen_search_to"
}
