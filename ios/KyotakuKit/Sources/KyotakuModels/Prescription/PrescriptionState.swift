import KyotakuCore
import KyotakuText

/// P42 処方箋の発行方法, in the patient's hands.
public struct PrescriptionState: Equatable, Sendable {
    /// What is asked and was answered so far; nothing once the screen was left.
    public var draft: ConsentDraft?
    /// Why it does not go on: nothing is chosen.
    public var problem: Problem?

    /// Whether a form of the prescription is on no paper, by its code.
    public func isElectronic(_ code: String) -> Bool { code == "1" }

    /// What a form of the prescription means for the patient, by its code.
    public func hint(on code: String) -> TextKey? {
        switch code {
        case "1": .prescriptionElectronicHint
        case "2": .prescriptionPaperHint
        default: nil
        }
    }

    /// Whether there is nothing to choose.
    public var isDecided: Bool { draft?.prescriptions.count == 1 }
}

/// What somebody does on P42.
public enum PrescriptionAction: Sendable, Equatable {
    /// This form, by its code.
    case chosen(String)
    /// Goes on.
    case submitted
    /// Back to the consent.
    case backChosen
}

/// How P42 is left.
public enum PrescriptionExit: Equatable, Sendable {
    /// With a choice.
    case answered(ConsentDraft)
    /// Back to the consent.
    case back
}
