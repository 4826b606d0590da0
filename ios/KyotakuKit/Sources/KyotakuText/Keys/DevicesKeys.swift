// The list of supported phones.

extension TextKey {
    /// The list is empty.
    public static let devicesEmpty: TextKey = "screen_devices_empty"
    /// Line below the title.
    public static let devicesLead: TextKey = "screen_devices_lead"
    /// Mark of an entry.
    public static let devicesNoVisual: TextKey = "screen_devices_noVisual"
    /// Note.
    public static let devicesNotListed: TextKey = "screen_devices_notListed"
    /// %1$@ is who published the list, %2$@ the day.
    public static let devicesSource: TextKey = "screen_devices_source"
    /// Mark of the entry of this model.
    public static let devicesThisPhone: TextKey = "screen_devices_thisPhone"
    /// Title.
    public static let devicesTitle: TextKey = "screen_devices_title"
    /// Mark of an entry.
    public static let devicesVisual: TextKey = "screen_devices_visual"
}
