// Who is it: staff compare card and person with what the server answered.

extension TextKey {
    /// Label.
    public static let personBirthdate: TextKey = "screen_person_birthdate"
    /// Footnote about 異体字.
    public static let personChangedCharacters: TextKey = "screen_person_changedCharacters"
    /// Button: stops.
    public static let personDiffers: TextKey = "screen_person_differs"
    /// Below the question.
    public static let personDiffersBody: TextKey = "screen_person_differsBody"
    /// Question after the button above.
    public static let personDiffersTitle: TextKey = "screen_person_differsTitle"
    /// Notice. %1$@ is a day.
    public static let personExistingConsent: TextKey = "screen_person_existingConsent"
    /// Label.
    public static let personKana: TextKey = "screen_person_kana"
    /// Line below the title.
    public static let personLead: TextKey = "screen_person_lead"
    /// Label.
    public static let personName: TextKey = "screen_person_name"
    /// Label: name in daily use.
    public static let personOtherName: TextKey = "screen_person_otherName"
    /// Button: goes on.
    public static let personSame: TextKey = "screen_person_same"
    /// Label.
    public static let personSex: TextKey = "screen_person_sex"
    /// Below the data: what to take care of.
    public static let personSpouse: TextKey = "screen_person_spouse"
    /// Button.
    public static let personStop: TextKey = "screen_person_stop"
    /// Title.
    public static let personTitle: TextKey = "screen_person_title"
}
