/// A list of codes that have a label: those of オンライン資格確認等システム by their number
/// (OQSCD…), our own by their name on the wire.
///
/// The raw value is the middle of the keys: `code_sex_1`.
public enum CodeList: String, CaseIterable, Sendable {
    /// Entries of 操作履歴, by their name in the audit log.
    case action
    /// Where a 負担割合 is from.
    case burdenOrigin
    /// Whether the phone can do something.
    case capability
    /// 被保険者証区分 (OQSCD010).
    case cardClassification
    /// 診療区分.
    case careKind
    /// How the certificate of the card stands.
    case certificateStanding
    /// What differs between two results.
    case changedField
    /// 同意有効期限切れ理由 (OQSCD031).
    case consentEndReason
    /// 同意区分 (OQSCD016).
    case consentFlag
    /// What a patient may consent to.
    case consentItem
    /// What an item of the consent contains, for the patient.
    case consentItemDetail
    /// Eras of the Japanese calendar.
    case era
    /// 本人・家族の別 (OQSCD009).
    case familyClassification
    /// 指定医療機関確認フラグ (OQSCD026).
    case designatedInstitution
    /// 感染症法第37条の2 (OQSCD023).
    case infectionLaw
    /// Kinds of institutions, by the 点数表番号.
    case institutionKind
    /// 社会保険状況の整合性フラグ (OQSCD022).
    case insuranceConsistency
    /// 後期高齢者医療 (OQSCD024).
    case lateElderly
    /// 限度額の適用区分 (OQSCD012).
    case limitCategory
    /// 限度額適用認定証区分 (OQSCD011).
    case limitCertificate
    /// 資格喪失事由 (OQSCD008).
    case lossReason
    /// 閲覧同意情報種別.
    case medicalKind
    /// How the identity was confirmed.
    case method
    /// Months of the Gregorian calendar, `1` to `12`.
    case month
    /// 都道府県費 (OQSCD025).
    case prefecturalExpenses
    /// 未就学区分 (OQSCD015).
    case preschool
    /// 処方箋発行形態 (OQSCD017).
    case prescription
    /// 続柄 of whoever answers in the patient's place.
    case relationship
    /// Who answered.
    case respondent
    /// Why a consent is revoked.
    case revocationReason
    /// 権限区分.
    case role
    /// 性別 (OQSCD007).
    case sex
    /// 社会保険状況 (OQSCD021).
    case socialInsurance
    /// 認定疾病区分 (OQSCD013).
    case specificDisease
    /// 医療券・調剤券の別 (OQSCD018).
    case ticketType
    /// 単独・併用別 (OQSCD020).
    case ticketUse
    /// 診療別 (OQSCD019).
    case treatmentType
    /// 資格有効性 (OQSCD006): the word of the band, which says it without colour or icon.
    case validity
    /// 資格有効性: the sentence below the band.
    case validityMeaning
    /// 資格有効性: what to do next.
    case validityNext

    /// The key of a code's label.
    public func key(_ code: String) -> TextKey {
        TextKey(rawValue: "code_\(rawValue)_\(code)")
    }
}

extension Texts {
    /// The label of a code. A code that is not known is its own label: it came from a newer server,
    /// and support staff can look it up.
    public func label(_ code: String, of list: CodeList) -> String {
        let key = list.key(code)
        return catalogue.contains(key) ? self(key) : code
    }
}
