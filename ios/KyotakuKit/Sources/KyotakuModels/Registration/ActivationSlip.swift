import Foundation
import KyotakuCore

/// What the two-dimensional code of a slip says: 機関コード and code. Never a server, which comes
/// from the build or the managed configuration alone.
struct ActivationSlip {
    let institution: String
    /// The activation code.
    let code: TypedSecret

    private static let prefix = "mka1:"

    /// Reads what was scanned or pasted; nothing for anything but a slip, such as the address of a
    /// website, and for a slip whose numbers cannot be right.
    init?(_ scanned: TypedSecret, referenceWorld: Bool) {
        let text = scanned.text.trimmed
        guard text.hasPrefix(Self.prefix) else { return nil }
        let fields = text.dropFirst(Self.prefix.count).split(
            separator: ":",
            omittingEmptySubsequences: false
        )
        guard fields.count == 2 else { return nil }
        institution = String(fields[0])
        code = TypedSecret(String(fields[1]))
        let form = ActivationForm(
            institution: institution,
            userId: "",
            password: Secret(utf8: Data()),
            activationCode: Secret(utf8: Data(code.text.utf8)),
            deviceName: nil
        )
        let wrong = checkActivationForm(form: form, referenceWorld: referenceWorld).map(\.field)
        guard !wrong.contains(.institution), !wrong.contains(.activationCode) else { return nil }
    }
}
