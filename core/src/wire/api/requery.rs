//! 再照会: asking for a qualification again without the card, in a continuing relation.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AcceptedStanding, Person, RecordedConsent, ResultDetail};
use crate::wire::qualification::{Qualification, QualificationValidity};
#[cfg(feature = "openapi")]
use crate::wire::schema::ReceptionNumber;

/// Query of `GET /v1/patients`; days are days in Japan. Everything that is given must hold.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PatientsQuery {
    /// Last confirmed on this day or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last confirmed on this day or before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The beginning of 氏名カナ, in either width.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kana: Option<String>,
    /// Where the page before ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Answer to a [`PatientsQuery`], by 氏名カナ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PatientsResponse {
    /// At most fifty.
    pub patients: Vec<Patient>,
    /// Set when there are more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// A patient in a continuing relation of 訪問診療等 with the institution.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Patient {
    /// 受付番号 of the last result, which a 再照会 names.
    #[cfg_attr(feature = "openapi", schema(value_type = ReceptionNumber))]
    pub reception_number: String,
    /// Who it is.
    pub person: Person,
    /// When the qualification was confirmed last, with the card or without.
    pub confirmed_at: Timestamp,
    /// When the card was checked last.
    pub card_checked_at: Timestamp,
    /// 資格有効性 then.
    pub qualification_validity: QualificationValidity,
    /// The newest consent for home visits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<RecordedConsent>,
    /// How the certificate stands now, as far as dates tell; none when it cannot be used any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_standing: Option<AcceptedStanding>,
    /// The end of the certificate's validity.
    pub certificate_not_after: Timestamp,
    /// The notice about the certificate: `MKA-W2023`, `MKA-E2020` or `MKA-E2021`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = "^MKA-[IWE][0-9]{4}$"))]
    pub certificate_code: Option<String>,
    /// Why a 再照会 would be refused, if it would.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = "^MKA-[IWE][0-9]{4}$"))]
    pub requery_refused: Option<String>,
}

/// Body of `POST /v1/qualifications/requery`. The header `Idempotency-Key` makes a repeated request
/// answer with the same results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequeriesRequest {
    /// The last results of the patients, one to [`MOST`](Self::MOST), each once.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<ReceptionNumber>, min_items = 1, max_items = 50))]
    pub reception_numbers: Vec<String>,
}

impl RequeriesRequest {
    /// The most results of one request.
    pub const MOST: usize = 50;
}

/// Answer to a [`RequeriesRequest`], in its order. One that is refused stops no other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RequeriesResponse {
    /// One for each number.
    pub outcomes: Vec<RequeryOutcome>,
}

/// What became of one of several 再照会.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RequeryOutcome {
    /// The number that was asked for.
    #[cfg_attr(feature = "openapi", schema(value_type = ReceptionNumber))]
    pub reception_number: String,
    /// The new result, unless it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requery: Option<Requery>,
    /// Why it was refused, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = "^MKA-[IWE][0-9]{4}$"))]
    pub code: Option<String>,
}

/// Answer of `POST /v1/qualifications/{receptionNumber}/requery`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Requery {
    /// The new result, under a 受付番号 of its own.
    pub result: ResultDetail,
    /// Whether this very request was answered before, and is told the same result again.
    #[serde(default)]
    pub replayed: bool,
    /// What it said the time before, without what the consent in use does not cover.
    pub previous: Qualification,
    /// What differs (資格情報変更確認フラグ, OQSCD032: `1` if anything does).
    pub changes: Vec<ChangedField>,
    /// The notice to show: `MKA-W4002` when anything differs, else `MKA-I4011`.
    #[cfg_attr(feature = "openapi", schema(pattern = "^MKA-[IWE][0-9]{4}$"))]
    pub code: String,
}

/// What may differ between two results of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum ChangedField {
    /// 資格有効性.
    Validity,
    /// 証区分.
    CardClassification,
    /// 保険者番号 or 保険者名称.
    Insurer,
    /// 記号・番号・枝番.
    InsuredNumber,
    /// 本人・家族の別.
    PersonalFamily,
    /// 氏名, in any of its forms.
    Name,
    /// 負担割合, also that of 高齢受給者証.
    Burden,
    /// 資格取得, 資格喪失 with its reason, 交付, 有効開始 or 有効終了.
    Period,
    /// 限度額適用認定証.
    LimitCertificate,
    /// 特定疾病療養受療証.
    SpecificDiseases,
    /// 医療券・調剤券.
    MedicalTickets,
    /// Anything else.
    Other,
}

impl ChangedField {
    /// Its name for staff.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Validity => "資格有効性",
            Self::CardClassification => "証区分",
            Self::Insurer => "保険者",
            Self::InsuredNumber => "記号・番号・枝番",
            Self::PersonalFamily => "本人・家族の別",
            Self::Name => "氏名",
            Self::Burden => "負担割合",
            Self::Period => "有効期間",
            Self::LimitCertificate => "限度額適用認定証",
            Self::SpecificDiseases => "特定疾病療養受療証",
            Self::MedicalTickets => "医療券・調剤券",
            Self::Other => "その他",
        }
    }
}

/// Shows nothing of whom it is about.
impl core::fmt::Debug for PatientsQuery {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("PatientsQuery")
            .field("from", &self.from)
            .field("to", &self.to)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Patient {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Patient")
            .field("confirmed_at", &self.confirmed_at)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Requery {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Requery")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}
