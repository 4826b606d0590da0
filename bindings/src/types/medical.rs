//! 医療情報.

use jiff::civil::Date;
use kyotaku_core::wire::api;

use super::{CalendarDate, mirrored, record};
use crate::error::KyotakuError;

mirrored! {
    /// The kinds that a patient may agree to.
    MedicalKind of api::MedicalKind {
        /// 薬剤情報.
        Medicines,
        /// 診療情報.
        Treatments,
        /// 手術情報.
        Operations,
        /// 特定健診等情報.
        HealthCheckups,
    }
}

/// What is asked for.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct MedicalQuery {
    /// The kind.
    pub kind: MedicalKind,
    /// First month, by any of its days.
    pub from: Option<CalendarDate>,
    /// Last month, by any of its days.
    pub to: Option<CalendarDate>,
}

record! {
    /// One entry.
    MedicalEntry of api::MedicalEntry {
        /// Its day.
        date: CalendarDate,
        /// What it is.
        name: String,
        /// More about it.
        detail: Option<String>,
        /// How much.
        quantity: Option<String>,
        /// Where.
        institution: Option<String>,
    }
}

record! {
    /// Medical information of one kind.
    MedicalInformation of api::MedicalInformation {
        /// The kind.
        kind: MedicalKind,
        /// Newest first.
        entries: Vec<MedicalEntry>,
    }
}

impl TryFrom<MedicalQuery> for api::MedicalQuery {
    type Error = KyotakuError;

    fn try_from(query: MedicalQuery) -> Result<Self, KyotakuError> {
        Ok(Self {
            kind: query.kind.into(),
            from: query.from.map(Date::try_from).transpose()?,
            to: query.to.map(Date::try_from).transpose()?,
        })
    }
}
