//! One qualification.

use super::{
    ConsentFlag, ElderlyRecipientCertificate, InsuredCardClassification,
    LimitApplicationCertificate, MedicalTicket, OqsDate, OqsTime, PersonalFamilyClassification,
    PreschoolClassification, PrescriptionIssue, ReasonOfLoss, Sex, SpecificDiseasesCertificate,
    record,
};

record! {
    /// ResultOfQualificationConfirmation: one qualification of one person.
    QualificationConfirmation {
        /// 被保険者証区分 (OQSCD010).
        insured_card_classification: InsuredCardClassification,
        /// 保険者番号, with its padding; 公費負担者番号 for 医療扶助.
        insurer_number: String,
        /// 被保険者証記号.
        insured_card_symbol: String,
        /// 被保険者証番号; 受給者番号 for 医療扶助.
        insured_identification_number: String,
        /// 被保険者証枝番, two digits.
        insured_branch_number: String,
        /// 本人・家族の別 (OQSCD009).
        personal_family_classification: PersonalFamilyClassification,
        /// 被保険者氏名 (世帯主氏名), full-width.
        insured_name: String,
        /// 氏名, full-width, family and given name parted by U+3000.
        name: String,
        /// 氏名(その他), such as a 通称.
        name_of_other: String,
        /// 氏名カナ, half-width.
        name_kana: String,
        /// 氏名カナ(その他), half-width.
        name_of_other_kana: String,
        /// 性別1 (券面), OQSCD007.
        sex1: Sex,
        /// 性別2, only where a notice of the ministry asks for it; shown with care.
        sex2: Sex,
        /// 生年月日.
        birthdate: OqsDate,
        /// 住所 as registered with the insurer.
        address: String,
        /// 郵便番号.
        post_number: String,
        /// 資格取得年月日.
        qualification_date: OqsDate,
        /// 資格喪失年月日.
        disqualification_date: OqsDate,
        /// 被保険者証交付年月日.
        insured_certificate_issuance_date: OqsDate,
        /// 有効開始年月日.
        insured_card_valid_date: OqsDate,
        /// 有効終了年月日.
        insured_card_expiration_date: OqsDate,
        /// 一部負担金割合 of 後期高齢者, three digits of per cent.
        insured_partial_contribution_ratio: String,
        /// 未就学区分 (OQSCD015).
        preschool_classification: PreschoolClassification,
        /// 資格喪失事由 (OQSCD008).
        reason_of_loss: ReasonOfLoss,
        /// 保険者名称; 福祉事務所名 for 医療扶助.
        insurer_name: String,
        /// 限度額の同意 (OQSCD001).
        limit_application_certificate_related_cons_flg: ConsentFlag,
        /// 限度額の同意日時.
        limit_application_certificate_related_cons_time: OqsTime,
        /// 特定疾病の同意 (OQSCD016).
        specific_diseases_certificate_related_cons_flg: ConsentFlag,
        /// 特定疾病の同意日時.
        specific_diseases_certificate_related_cons_time: OqsTime,
        /// 健診の同意 (OQSCD016).
        specific_health_checkups_info_cons_flg: ConsentFlag,
        /// 健診の同意日時.
        specific_health_checkups_info_cons_time: OqsTime,
        /// 健診の閲覧有効期限.
        specific_health_checkups_info_available_time: OqsTime,
        /// 薬剤の同意 (OQSCD016).
        pharmacists_info_cons_flg: ConsentFlag,
        /// 薬剤の同意日時.
        pharmacists_info_cons_time: OqsTime,
        /// 薬剤の閲覧有効期限.
        pharmacists_info_available_time: OqsTime,
        /// 診療の同意 (OQSCD016).
        diagnosis_info_cons_flg: ConsentFlag,
        /// 診療の同意日時.
        diagnosis_info_cons_time: OqsTime,
        /// 診療の閲覧有効期限.
        diagnosis_info_available_time: OqsTime,
        /// 手術の同意 (OQSCD016).
        operation_info_cons_flg: ConsentFlag,
        /// 手術の同意日時.
        operation_info_cons_time: OqsTime,
        /// 手術の閲覧有効期限.
        operation_info_available_time: OqsTime,
        /// 照会番号, by which the institution knows the person.
        reference_number: String,
        /// 任意の識別子.
        arbitrary_identifier: String,
        /// 処方箋の発行形態 (OQSCD017).
        prescription_issue_select: PrescriptionIssue,
    } blocks {
        /// 高齢受給者証情報.
        elderly_recipient_certificate_info: ElderlyRecipientCertificate,
        /// 限度額適用認定証関連情報.
        limit_application_certificate_related_info: LimitApplicationCertificate,
        /// 特定疾病療養受療証, one or several.
        specific_diseases_certificate_list: Vec<SpecificDiseasesCertificate>,
        /// 医療券・調剤券, of one or several months.
        public_expense_result_list: Vec<MedicalTicket>,
    }
}
