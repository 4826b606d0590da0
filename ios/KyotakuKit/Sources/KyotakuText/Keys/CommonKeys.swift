// Words, states and forms that several screens share.

extension TextKey {
    /// Age in full years, after a date of birth.
    public static let commonAge: TextKey = "common_age"
    /// Name of the app. Not translated.
    public static let commonAppName: TextKey = "common_appName"
    /// Small line below a message. %1$@ is a message code such as MKA-E2001.
    public static let commonCodeLine: TextKey = "common_codeLine"
    /// A day. %1$@ is the year, %2$@ the name of the month, %3$@ the day.
    public static let commonDate: TextKey = "common_date"
    /// A day and a time. %1$@ is the day, %2$@ the time.
    public static let commonDateTime: TextKey = "common_dateTime"
    /// A day with its era. %1$@ is the year, %2$@ era and year of the era, %3$@ the name of the
    /// month, %4$@ the day.
    public static let commonDateWithEra: TextKey = "common_dateWithEra"
    /// In an empty field whose content was entered before, and is not shown again.
    public static let commonEntered: TextKey = "common_entered"
    /// The first year of an era. %1$@ is the era.
    public static let commonEraFirstYear: TextKey = "common_eraFirstYear"
    /// A year of an era. %1$@ is the era, %2$@ the year.
    public static let commonEraYear: TextKey = "common_eraYear"
    /// Name of Apple's biometry. Not translated.
    public static let commonFaceID: TextKey = "common_faceID"
    /// A label with its value in one line, also for reading aloud. %1$@ is the label, %2$@ the
    /// value.
    public static let commonLabelValue: TextKey = "common_label_value"
    /// Name of the language in itself. Not translated.
    public static let commonLanguageEnglish: TextKey = "common_language_english"
    /// Name of the language in itself. Not translated.
    public static let commonLanguageJapanese: TextKey = "common_language_japanese"
    /// Name of the language in itself. Not translated.
    public static let commonLanguagePlainJapanese: TextKey = "common_language_plainJapanese"
    /// While something is fetched.
    public static let commonLoading: TextKey = "common_loading"
    /// A month of a year. %1$@ is the year, %2$@ the name of the month.
    public static let commonMonth: TextKey = "common_month"
    /// A value that does not exist.
    public static let commonNone: TextKey = "common_none"
    /// A value that nobody has entered.
    public static let commonNotSet: TextKey = "common_notSet"
    /// Mark of a field that may be left empty.
    public static let commonOptional: TextKey = "common_optional"
    /// A period. %1$@ is the first day, %2$@ the last.
    public static let commonPeriod: TextKey = "common_period"
    /// A period without an end. %1$@ is the first day.
    public static let commonPeriodOpen: TextKey = "common_periodOpen"
    /// Mark of a field that must be filled in.
    public static let commonRequired: TextKey = "common_required"
    /// Where one is in a row of steps. %1$@ is the step, %2$@ how many there are.
    public static let commonStepOf: TextKey = "common_stepOf"
    /// A time of day, 24 hours. %1$@ is the hour, %2$@ the minute with two digits.
    public static let commonTime: TextKey = "common_time"
    /// Name of Apple's biometry. Not translated.
    public static let commonTouchID: TextKey = "common_touchID"
    /// A value that is not known.
    public static let commonUnknown: TextKey = "common_unknown"
    /// Below a name with characters that have no form on this phone.
    public static let commonUnreadableCharacters: TextKey = "common_unreadableCharacters"
    /// The end of a time. %1$@ is a day or a day and time.
    public static let commonUntil: TextKey = "common_until"
    /// While something is done that takes a moment.
    public static let commonWorking: TextKey = "common_working"
    /// An amount of money. %1$@ is the number with commas.
    public static let commonYen: TextKey = "common_yen"
}
