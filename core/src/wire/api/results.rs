//! 資格確認結果検索.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Person, RecordedConsent};
use crate::wire::presence::{CareKind, Method};
use crate::wire::qualification::{OqsDate, Qualification, QualificationValidity};
#[cfg(feature = "openapi")]
use crate::wire::schema::ReceptionNumber;

/// Query of `GET /v1/qualifications`; days are days in Japan. Everything that is given must hold.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResultQuery {
    /// 確認日(自).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// 確認日(至).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The beginning of 氏名カナ, in either width.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kana: Option<String>,
    /// 生年月日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<Date>,
    /// 照会番号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_number: Option<String>,
    /// 診療区分.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care_kind: Option<CareKind>,
    /// Where the page before ended: its [`ResultsResponse::next_cursor`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Answer to a [`ResultQuery`], newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResultsResponse {
    /// At most fifty.
    pub results: Vec<ResultSummary>,
    /// Set when there are more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One line of a list of results.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResultSummary {
    /// 受付番号.
    #[cfg_attr(feature = "openapi", schema(value_type = ReceptionNumber))]
    pub reception_number: String,
    /// 確認日時.
    pub confirmed_at: Timestamp,
    /// 診療区分.
    pub care_kind: CareKind,
    /// 確認方法.
    pub method: Method,
    /// 資格有効性 then.
    pub qualification_validity: QualificationValidity,
    /// 氏名.
    pub name: String,
    /// 氏名カナ, half-width.
    pub name_kana: String,
    /// 生年月日.
    pub birthdate: OqsDate,
    /// 照会番号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_number: Option<String>,
    /// The 受付番号 of the result that was asked for again, where this is a 再照会.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ReceptionNumber>))]
    pub requery_of: Option<String>,
}

/// Answer of `GET /v1/qualifications/{receptionNumber}`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResultDetail {
    /// 受付番号.
    #[cfg_attr(feature = "openapi", schema(value_type = ReceptionNumber))]
    pub reception_number: String,
    /// 確認日時.
    pub confirmed_at: Timestamp,
    /// 診療区分.
    pub care_kind: CareKind,
    /// 確認方法.
    pub method: Method,
    /// Who was present.
    pub person: Person,
    /// The consent that was registered with it; none in servers without consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<RecordedConsent>,
    /// The qualification as it was confirmed.
    pub qualification: Qualification,
    /// The 受付番号 of the result that was asked for again, where this is a 再照会. 確認方法 is then
    /// that of the last card check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ReceptionNumber>))]
    pub requery_of: Option<String>,
}

impl core::fmt::Debug for ResultQuery {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ResultQuery")
            .field("from", &self.from)
            .field("to", &self.to)
            .field("care_kind", &self.care_kind)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for ResultSummary {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ResultSummary")
            .field("confirmed_at", &self.confirmed_at)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for ResultDetail {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ResultDetail")
            .field("confirmed_at", &self.confirmed_at)
            .finish_non_exhaustive()
    }
}
