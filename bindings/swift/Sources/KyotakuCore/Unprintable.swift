// What is about a person, or holds a secret, does not print itself. Swift would otherwise print every
// field of a record, and a view or a log needs no more than a slip to show them to whoever looks.

/// A value that prints its name alone, also in a debugger's summary, a failed assertion or a dump.
public protocol Unprintable: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{}

extension Unprintable {
    /// The name of the type.
    public var description: String { "\(Self.self)(****)" }
    /// The name of the type.
    public var debugDescription: String { description }
    /// A mirror in which there is nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension AccountProfile: Unprintable {}
extension ActivationForm: Unprintable {}
extension CertificateNotice: Unprintable {}
extension ConsentAnswer: Unprintable {}
extension ConsentItems: Unprintable {}
extension ConsentOfKind: Unprintable {}
extension ConsentRevocation: Unprintable {}
extension ConsentsChanged: Unprintable {}
extension ElderlyRecipientCertificate: Unprintable {}
extension EndedConsent: Unprintable {}
extension History: Unprintable {}
extension HistoryEntry: Unprintable {}
extension LastAccount: Unprintable {}
extension LimitApplicationCertificate: Unprintable {}
extension MedicalEntry: Unprintable {}
extension MedicalInformation: Unprintable {}
extension MedicalQuery: Unprintable {}
extension MedicalTicket: Unprintable {}
extension Notice: Unprintable {}
extension Patient: Unprintable {}
extension PatientList: Unprintable {}
extension PatientsQuery: Unprintable {}
extension Person: Unprintable {}
extension PresenceAnswer: Unprintable {}
extension Qualification: Unprintable {}
extension QualificationConfirmation: Unprintable {}
extension RecordedConsent: Unprintable {}
extension RegisteredDate: Unprintable {}
extension RegisteredTime: Unprintable {}
extension Requery: Unprintable {}
extension RequeryOutcome: Unprintable {}
extension ResultDetail: Unprintable {}
extension ResultList: Unprintable {}
extension ResultQuery: Unprintable {}
extension ResultSummary: Unprintable {}
extension SignedIn: Unprintable {}
extension SpecificDiseasesCertificate: Unprintable {}
extension TapEvent: Unprintable {}
extension TapStep: Unprintable {}
extension VisitOverview: Unprintable {}
extension VisitResult: Unprintable {}
