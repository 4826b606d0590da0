//! 資格確認結果, in the words of オンライン資格確認等システム.
//!
//! Numbers stay text, because their zeros and leading spaces mean something; every field may be absent.

use jiff::civil::Date;
use kyotaku_core::wire::display;
use kyotaku_core::wire::qualification as oqs;

use super::{CalendarDate, CodedValue, Outward, RegisteredDate, RegisteredTime, mirrored, record};

record! {
    /// 高齢受給者証情報 (70 to 74 years).
    ElderlyRecipientCertificate of oqs::ElderlyRecipientCertificate {
        /// 交付年月日.
        elderly_recipient_certificate_date: Option<RegisteredDate>,
        /// 有効開始年月日.
        elderly_recipient_valid_start_date: Option<RegisteredDate>,
        /// 有効終了年月日.
        elderly_recipient_valid_end_date: Option<RegisteredDate>,
        /// 一部負担金割合, three digits of per cent.
        elderly_recipient_contribution_ratio: Option<String>,
    }
}

record! {
    /// 限度額適用認定証関連情報.
    LimitApplicationCertificate of oqs::LimitApplicationCertificate {
        /// 区分 (OQSCD011).
        limit_application_certificate_classification: Option<CodedValue>,
        /// 適用区分 (OQSCD012).
        limit_application_certificate_classification_flag: Option<CodedValue>,
        /// 交付年月日.
        limit_application_certificate_date: Option<RegisteredDate>,
        /// 有効開始年月日.
        limit_application_certificate_valid_start_date: Option<RegisteredDate>,
        /// 有効終了年月日.
        limit_application_certificate_valid_end_date: Option<RegisteredDate>,
        /// 長期入院該当年月日.
        limit_application_certificate_long_term_date: Option<RegisteredDate>,
    }
}

record! {
    /// 特定疾病療養受療証.
    SpecificDiseasesCertificate of oqs::SpecificDiseasesCertificate {
        /// 認定疾病区分 (OQSCD013).
        specific_diseases_disease_category: Option<CodedValue>,
        /// 交付年月日.
        specific_diseases_certificate_date: Option<RegisteredDate>,
        /// 有効開始年月日.
        specific_diseases_valid_start_date: Option<RegisteredDate>,
        /// 有効終了年月日.
        specific_diseases_valid_end_date: Option<RegisteredDate>,
        /// 自己負担限度額 of one month, in yen.
        specific_diseases_self_pay: Option<String>,
    }
}

record! {
    /// 医療券・調剤券情報 of one month.
    MedicalTicket of oqs::MedicalTicket {
        /// 医療券・調剤券別 (OQSCD018).
        ticket_type: Option<CodedValue>,
        /// 有効開始年月日.
        medical_ticket_valid_date: Option<RegisteredDate>,
        /// 有効終了年月日.
        medical_ticket_expiration_date: Option<RegisteredDate>,
        /// 交付番号.
        issue_number: Option<String>,
        /// 診療年月, `YYYYMM`.
        medical_treatment_month: Option<String>,
        /// 指定医療機関コード.
        designated_medical_institution_code: Option<String>,
        /// 指定医療機関確認フラグ (OQSCD026): `0` the asking institution is the designated one.
        designated_medical_institution_flag: Option<String>,
        /// 指定医療機関名.
        designated_medical_institution_name: Option<String>,
        /// 処方箋発行元医療機関コード.
        prescription_issuer_medical_institution_code: Option<String>,
        /// 処方箋発行元医療機関名.
        prescription_issuer_medical_institution_name: Option<String>,
        /// 傷病名1.
        injury_name1: Option<String>,
        /// 傷病名2.
        injury_name2: Option<String>,
        /// 傷病名3.
        injury_name3: Option<String>,
        /// 診療別 (OQSCD019).
        medical_treatment_type: Option<CodedValue>,
        /// 本人支払額, in yen.
        self_pay_amount: Option<String>,
        /// 地区担当員名.
        district_contact_name: Option<String>,
        /// 取扱担当者名.
        handling_contact_name: Option<String>,
        /// 単独・併用別 (OQSCD020).
        single_or_combined_use: Option<String>,
        /// 社会保険状況 (OQSCD021).
        status_of_social_insurance: Option<String>,
        /// 社会保険状況の整合性フラグ (OQSCD022).
        consistency_flag: Option<String>,
        /// 感染症法第37条の2 (OQSCD023). The exchange spells the name without its last i.
        status_of_infecton: Option<String>,
        /// 後期高齢者医療 (OQSCD024).
        status_of_elderly_medical_care: Option<String>,
        /// 都道府県費 (OQSCD025).
        status_of_prefectural_expenses: Option<String>,
        /// 備考1.
        remarks1: Option<String>,
        /// 備考2.
        remarks2: Option<String>,
        /// 備考3.
        remarks3: Option<String>,
    }
}

record! {
    /// ResultOfQualificationConfirmation: one qualification of one person.
    QualificationConfirmation of oqs::QualificationConfirmation {
        /// 被保険者証区分 (OQSCD010).
        insured_card_classification: Option<CodedValue>,
        /// 保険者番号, with its padding; 公費負担者番号 for 医療扶助.
        insurer_number: Option<String>,
        /// 被保険者証記号.
        insured_card_symbol: Option<String>,
        /// 被保険者証番号; 受給者番号 for 医療扶助.
        insured_identification_number: Option<String>,
        /// 被保険者証枝番, two digits.
        insured_branch_number: Option<String>,
        /// 本人・家族の別 (OQSCD006).
        personal_family_classification: Option<CodedValue>,
        /// 被保険者氏名 (世帯主氏名), full-width.
        insured_name: Option<String>,
        /// 氏名, full-width, family and given name parted by U+3000.
        name: Option<String>,
        /// 氏名(その他), such as a 通称.
        name_of_other: Option<String>,
        /// 氏名カナ, half-width.
        name_kana: Option<String>,
        /// 氏名カナ(その他), half-width.
        name_of_other_kana: Option<String>,
        /// 性別1 (券面), OQSCD007.
        sex1: Option<CodedValue>,
        /// 性別2, only where a notice of the ministry asks for it; shown with care.
        sex2: Option<CodedValue>,
        /// 生年月日.
        birthdate: Option<RegisteredDate>,
        /// 住所 as registered with the insurer.
        address: Option<String>,
        /// 郵便番号.
        post_number: Option<String>,
        /// 資格取得年月日.
        qualification_date: Option<RegisteredDate>,
        /// 資格喪失年月日.
        disqualification_date: Option<RegisteredDate>,
        /// 被保険者証交付年月日.
        insured_certificate_issuance_date: Option<RegisteredDate>,
        /// 有効開始年月日.
        insured_card_valid_date: Option<RegisteredDate>,
        /// 有効終了年月日.
        insured_card_expiration_date: Option<RegisteredDate>,
        /// 一部負担金割合 of 後期高齢者, three digits of per cent.
        insured_partial_contribution_ratio: Option<String>,
        /// 未就学区分 (OQSCD015).
        preschool_classification: Option<CodedValue>,
        /// 資格喪失事由 (OQSCD008).
        reason_of_loss: Option<CodedValue>,
        /// 保険者名称; 福祉事務所名 for 医療扶助.
        insurer_name: Option<String>,
        /// 限度額の同意 (OQSCD001).
        limit_application_certificate_related_cons_flg: Option<CodedValue>,
        /// 限度額の同意日時.
        limit_application_certificate_related_cons_time: Option<RegisteredTime>,
        /// 特定疾病の同意 (OQSCD016).
        specific_diseases_certificate_related_cons_flg: Option<CodedValue>,
        /// 特定疾病の同意日時.
        specific_diseases_certificate_related_cons_time: Option<RegisteredTime>,
        /// 健診の同意 (OQSCD016).
        specific_health_checkups_info_cons_flg: Option<CodedValue>,
        /// 健診の同意日時.
        specific_health_checkups_info_cons_time: Option<RegisteredTime>,
        /// 健診の閲覧有効期限.
        specific_health_checkups_info_available_time: Option<RegisteredTime>,
        /// 薬剤の同意 (OQSCD016).
        pharmacists_info_cons_flg: Option<CodedValue>,
        /// 薬剤の同意日時.
        pharmacists_info_cons_time: Option<RegisteredTime>,
        /// 薬剤の閲覧有効期限.
        pharmacists_info_available_time: Option<RegisteredTime>,
        /// 診療の同意 (OQSCD016).
        diagnosis_info_cons_flg: Option<CodedValue>,
        /// 診療の同意日時.
        diagnosis_info_cons_time: Option<RegisteredTime>,
        /// 診療の閲覧有効期限.
        diagnosis_info_available_time: Option<RegisteredTime>,
        /// 手術の同意 (OQSCD016).
        operation_info_cons_flg: Option<CodedValue>,
        /// 手術の同意日時.
        operation_info_cons_time: Option<RegisteredTime>,
        /// 手術の閲覧有効期限.
        operation_info_available_time: Option<RegisteredTime>,
        /// 照会番号, by which the institution knows the person.
        reference_number: Option<String>,
        /// 任意の識別子.
        arbitrary_identifier: Option<String>,
        /// 処方箋の発行形態 (OQSCD017).
        prescription_issue_select: Option<CodedValue>,
        /// 高齢受給者証情報.
        elderly_recipient_certificate_info: Option<ElderlyRecipientCertificate>,
        /// 限度額適用認定証関連情報.
        limit_application_certificate_related_info: Option<LimitApplicationCertificate>,
        /// 特定疾病療養受療証, one or several.
        specific_diseases_certificate_list: Option<Vec<SpecificDiseasesCertificate>>,
        /// 医療券・調剤券, of one or several months.
        public_expense_result_list: Option<Vec<MedicalTicket>>,
    }
}

record! {
    /// The result of an eligibility check.
    Qualification of oqs::Qualification {
        /// 処理結果状況, as it came.
        processing_result_status: Option<String>,
        /// 資格有効性 (OQSCD006).
        qualification_validity: CodedValue,
        /// One entry for each qualification that is meant; none where there is none.
        result_list: Vec<QualificationConfirmation>,
    }
}

mirrored! {
    /// Where a 負担割合 comes from, which a screen always names.
    BurdenOrigin of display::BurdenOrigin {
        /// Estimated from the age alone; the desk must confirm it (`MKA-W4004`).
        AgeEstimate,
        /// The 高齢受給者証 (70 to 74 years).
        ElderlyRecipientCertificate,
        /// The record of 後期高齢者医療.
        LateElderlyRecord,
    }
}

record! {
    /// What part of the cost a person pays.
    Burden of display::Burden {
        /// Tenths of the cost (割).
        tenths: u8,
        /// How it is known.
        origin: BurdenOrigin,
    }
}

/// What part of the cost a person pays on `today`; nothing where it is not known (from 70 years on
/// without a record, and 医療扶助).
#[uniffi::export]
#[must_use]
pub fn burden(qualification: QualificationConfirmation, today: CalendarDate) -> Option<Burden> {
    let certificate = qualification.elderly_recipient_certificate_info;
    let known = oqs::QualificationConfirmation {
        birthdate: qualification
            .birthdate
            .map(|date| oqs::OqsDate::from(date.digits)),
        insured_card_classification: qualification
            .insured_card_classification
            .map(|coded| coded.code.into()),
        insured_partial_contribution_ratio: qualification.insured_partial_contribution_ratio,
        elderly_recipient_certificate_info: certificate.map(|certificate| {
            oqs::ElderlyRecipientCertificate {
                elderly_recipient_contribution_ratio: certificate
                    .elderly_recipient_contribution_ratio,
                ..Default::default()
            }
        }),
        ..Default::default()
    };
    display::burden(&known, Date::try_from(today).ok()?).outward()
}
