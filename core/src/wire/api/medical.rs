//! 医療情報: one small list for each kind that a patient may consent to.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::wire::consent::ConsentItems;

/// 閲覧同意情報種別 (OQSCD036).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum MedicalKind {
    /// 薬剤情報 (YZK).
    Medicines,
    /// 診療情報 (SRJ).
    Treatments,
    /// 手術情報 (SHJ).
    Operations,
    /// 特定健診情報 (TKK).
    HealthCheckups,
}

impl MedicalKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::Medicines,
        Self::Treatments,
        Self::Operations,
        Self::HealthCheckups,
    ];

    /// Its code in OQSCD036.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Medicines => "YZK",
            Self::Treatments => "SRJ",
            Self::Operations => "SHJ",
            Self::HealthCheckups => "TKK",
        }
    }

    /// Whether a consent covers it.
    #[must_use]
    pub const fn is_in(self, items: ConsentItems) -> bool {
        match self {
            Self::Medicines => items.pharmacists_info,
            Self::Treatments => items.diagnosis_info,
            Self::Operations => items.operation_info,
            Self::HealthCheckups => items.specific_health_checkups_info,
        }
    }
}

/// Query of `GET /v1/medical-information/{receptionNumber}`; days are days in Japan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MedicalQuery {
    /// The kind.
    pub kind: MedicalKind,
    /// From this day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Up to this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// Answer to a [`MedicalQuery`], newest first.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MedicalInformation {
    /// The kind.
    pub kind: MedicalKind,
    /// What is known, at most 200.
    pub entries: Vec<MedicalEntry>,
}

/// One entry of a list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MedicalEntry {
    /// 調剤年月日, 診療年月日, 手術年月日 or 受診年月日.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub date: Date,
    /// 薬剤名, 診療行為名, 手術名 or 検査項目名.
    pub name: String,
    /// 用法・用量, 部位 or 検査値 with its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// 数量 with its unit: how much was dispensed, or how often it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<String>,
    /// 医療機関等名称.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
}

/// Shows how many, and nothing of them.
impl core::fmt::Debug for MedicalInformation {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("MedicalInformation")
            .field("kind", &self.kind)
            .field("entries", &self.entries.len())
            .finish()
    }
}

impl core::fmt::Debug for MedicalEntry {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("MedicalEntry(****)")
    }
}
