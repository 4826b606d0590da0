//! The code lists (業務コード) that a qualification uses.

#[cfg(feature = "openapi")]
use crate::wire::schema::text_schema;

/// Defines a code list: its values, their codes and labels, and `Other` for any further value.
macro_rules! code_list {
    ($($(#[doc = $doc:literal])* $name:ident {
        $($variant:ident = $code:literal, $label:literal;)+
    })+) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name {
            $(#[doc = concat!("`", $code, "` ", $label, ".")] $variant,)+
            /// A value this version does not know, as received.
            Other(String),
        }

        impl $name {
            /// The code as exchanged.
            #[must_use]
            pub fn code(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Other(code) => code,
                }
            }

            /// The label for screens; an unknown code is its own label.
            #[must_use]
            pub fn label(&self) -> &str {
                match self {
                    $(Self::$variant => $label,)+
                    Self::Other(code) => code,
                }
            }
        }

        #[cfg(feature = "openapi")]
        text_schema!($name {
            description: concat!($($doc,)* " One of" $(, " `", $code, "` ", $label, ";")+, " further values may come."),
        });

        impl From<String> for $name {
            fn from(code: String) -> Self {
                match code.as_str() {
                    $($code => Self::$variant,)+
                    _ => Self::Other(code),
                }
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.code().to_owned()
            }
        }
    )+};
}

code_list! {
    /// 資格有効性 (OQSCD006).
    QualificationValidity {
        Valid = "1", "有効";
        Invalid = "2", "無効";
        InvalidNewExists = "3", "無効(新しい資格あり)";
        NotFound = "4", "該当資格なし";
        Multiple = "5", "複数該当";
        ValidUnregistered = "6", "有効(未登録)";
    }
    /// 性別 (OQSCD007).
    Sex {
        Male = "1", "男";
        Female = "2", "女";
        Unset = "3", "未設定";
    }
    /// 資格喪失事由 (OQSCD008).
    ReasonOfLoss {
        Death = "01", "死亡";
        PublicAssistance = "02", "生活保護受給開始";
        OtherInsurance = "03", "医療保険等の資格取得";
        OtherReason = "99", "その他";
    }
    /// 本人・家族の別 (OQSCD009).
    PersonalFamilyClassification {
        Insured = "1", "本人";
        Family = "2", "家族";
    }
    /// 被保険者証区分 (OQSCD010).
    InsuredCardClassification {
        General = "01", "被保険者証(一般)";
        Retired = "02", "被保険者証(退職)";
        ShortTermGeneral = "03", "短期被保険者証(一般)";
        ShortTermRetired = "04", "短期被保険者証(退職)";
        SpecialMedicalExpense = "05", "特別療養費支給対象者";
        SpeciallyRetired = "06", "特例退職被保険者証";
        SelfDefenseForce = "07", "自衛官診療証";
        MedicalAssistance = "A1", "医療扶助";
    }
    /// 限度額適用認定証区分 (OQSCD011).
    LimitCertificateKind {
        Limit = "01", "限度額適用(区分)認定証";
        LimitAndReduction = "02", "限度額適用・標準負担額減額認定証";
        Reduction = "03", "標準負担額減額認定証";
    }
    /// 限度額の適用区分 (OQSCD012): A codes below 70 years, B codes from 70.
    LimitCategory {
        A01 = "A01", "ア";
        A02 = "A02", "イ";
        A03 = "A03", "ウ";
        A04 = "A04", "エ";
        A05 = "A05", "オ";
        A06 = "A06", "オ(境)";
        B01 = "B01", "現役並みⅢ";
        B02 = "B02", "現役並みⅡ";
        B03 = "B03", "現役並みⅠ";
        B04 = "B04", "一般";
        B05 = "B05", "低所得Ⅱ";
        B06 = "B06", "低所得Ⅰ";
        B07 = "B07", "低所得Ⅰ(老福)";
        B08 = "B08", "低所得Ⅰ(境)";
        B09 = "B09", "一般Ⅱ";
        B10 = "B10", "一般Ⅰ";
    }
    /// 特定疾病の認定疾病区分 (OQSCD013).
    SpecificDisease {
        Dialysis = "1", "人工透析を必要とする慢性腎不全";
        Haemophilia = "2", "先天性血液凝固因子障害";
        HivFromBloodProducts = "3", "血液凝固因子製剤に起因するHIV感染症";
    }
    /// 未就学区分 (OQSCD015).
    PreschoolClassification {
        Preschool = "1", "未就学";
    }
    /// 同意区分 (OQSCD016), and the older flag of 限度額 (OQSCD001) with the first two values.
    ConsentFlag {
        No = "0", "なし";
        Yes = "1", "あり";
        Expired = "2", "有効期限切れ";
        Unobtainable = "3", "取得困難";
    }
    /// 処方箋の発行形態 (OQSCD017).
    PrescriptionIssue {
        Electronic = "1", "電子処方箋";
        Paper = "2", "紙の処方箋";
    }
    /// 医療券・調剤券の別 (OQSCD018).
    MedicalTicketType {
        Medical = "01", "医療券";
        Dispensing = "02", "調剤券";
    }
    /// 診療別 (OQSCD019).
    MedicalTreatmentType {
        Inpatient = "01", "入院";
        Outpatient = "02", "入院外";
        Dental = "03", "歯科";
        Dispensing = "04", "調剤";
        HomeNursing = "05", "訪問看護";
    }
}
