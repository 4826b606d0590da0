//! The certificates that lower what a person pays.

use super::{LimitCategory, LimitCertificateKind, OqsDate, SpecificDisease, record};

record! {
    /// 高齢受給者証情報 (70 to 74 years).
    ElderlyRecipientCertificate {
        /// 交付年月日.
        elderly_recipient_certificate_date: OqsDate,
        /// 有効開始年月日.
        elderly_recipient_valid_start_date: OqsDate,
        /// 有効終了年月日.
        elderly_recipient_valid_end_date: OqsDate,
        /// 一部負担金割合, three digits of per cent.
        elderly_recipient_contribution_ratio: String,
    } blocks {}
}

record! {
    /// 限度額適用認定証関連情報.
    LimitApplicationCertificate {
        /// 区分 (OQSCD011).
        limit_application_certificate_classification: LimitCertificateKind,
        /// 適用区分 (OQSCD012).
        limit_application_certificate_classification_flag: LimitCategory,
        /// 交付年月日.
        limit_application_certificate_date: OqsDate,
        /// 有効開始年月日.
        limit_application_certificate_valid_start_date: OqsDate,
        /// 有効終了年月日.
        limit_application_certificate_valid_end_date: OqsDate,
        /// 長期入院該当年月日.
        limit_application_certificate_long_term_date: OqsDate,
    } blocks {}
}

record! {
    /// 特定疾病療養受療証.
    SpecificDiseasesCertificate {
        /// 認定疾病区分 (OQSCD013).
        specific_diseases_disease_category: SpecificDisease,
        /// 交付年月日.
        specific_diseases_certificate_date: OqsDate,
        /// 有効開始年月日.
        specific_diseases_valid_start_date: OqsDate,
        /// 有効終了年月日.
        specific_diseases_valid_end_date: OqsDate,
        /// 自己負担限度額 of one month, in yen.
        specific_diseases_self_pay: String,
    } blocks {}
}
