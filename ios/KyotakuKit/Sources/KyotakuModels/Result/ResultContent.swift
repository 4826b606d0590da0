import Foundation
import KyotakuCore

/// What a result says, wherever it is from.
///
/// It is held in memory while it is shown, and nowhere else.
public struct ResultContent: Equatable, Sendable {
    /// 受付番号.
    public var receptionNumber: String
    /// 確認日時.
    public var confirmedAt: Date
    /// 診療区分.
    public var careKind: CareKind
    /// 確認方法.
    public var method: ResultMethod
    /// The result that was asked for again, in a 再照会.
    public var requeryOf: String?
    /// Who it is.
    public var person: Person
    /// How the certificate stands, where the card was there.
    public var certificate: CertificateNotice?
    /// What was agreed to, where the patient was asked.
    public var consent: RecordedConsent?
    /// What the server has to say about it.
    public var message: String?
    /// The qualification.
    public var qualification: Qualification

    /// A result as the server keeps it.
    public init(_ detail: ResultDetail, message: String? = nil) {
        receptionNumber = detail.receptionNumber
        confirmedAt = detail.confirmedAt
        careKind = detail.careKind
        method = detail.method
        requeryOf = detail.requeryOf
        person = detail.person
        consent = detail.consent
        self.message = message
        qualification = detail.qualification
    }

    /// What a 再照会 has found.
    public init(_ requery: Requery) {
        self.init(requery.result, message: requery.code)
    }

    /// What a visit ends with.
    ///
    /// - Parameters:
    ///   - careKind: What was chosen at its beginning.
    ///   - confirmedAt: When the server has verified who is there.
    public init(_ result: VisitResult, careKind: CareKind, confirmedAt: Date) {
        receptionNumber = result.receptionNumber
        self.confirmedAt = confirmedAt
        self.careKind = careKind
        method =
            switch result.method {
            case .pin: .pin
            case .visual: .visual
            }
        person = result.person
        certificate = result.certificate
        consent = result.consent
        message = result.code
        qualification = result.qualification
    }
}

extension ResultContent: Unprintable {}
