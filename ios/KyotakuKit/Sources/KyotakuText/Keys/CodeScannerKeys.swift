// The camera view that scans an activation code.

extension TextKey {
    /// The camera is not permitted.
    public static let codeScannerCameraDenied: TextKey = "screen_codeScanner_cameraDenied"
    /// After the code was found.
    public static let codeScannerFound: TextKey = "screen_codeScanner_found"
    /// Line above the camera.
    public static let codeScannerLead: TextKey = "screen_codeScanner_lead"
    /// Another QR code is in view.
    public static let codeScannerNotACode: TextKey = "screen_codeScanner_notACode"
    /// Title.
    public static let codeScannerTitle: TextKey = "screen_codeScanner_title"
    /// Button: leaves the camera.
    public static let codeScannerTypeInstead: TextKey = "screen_codeScanner_typeInstead"
}
