//! What a phone reports about its use, 操作履歴, and the list of supported phones.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::wire::identifier::AccountId;

/// Body of `POST /v1/events`: something the app noticed. The header `Idempotency-Key` makes a
/// repeated report count once. It may be reported later, by the device alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventReport {
    /// What was noticed.
    pub kind: EventKind,
    /// When, by the device's clock.
    pub occurred_at: Timestamp,
    /// Who was signed in then.
    pub account: AccountId,
}

/// What an app notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum EventKind {
    /// A picture was taken of a screen with a patient's data.
    Screenshot,
    /// The screen was recorded or mirrored while such data would have been shown.
    ScreenCaptured,
    /// Staff compared face and photo, and it was not the same person.
    IdentityNotConfirmed,
    /// Staff noticed signs of tampering on the card.
    TamperingNoticed,
}

/// Query of `GET /v1/audit/self`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HistoryQuery {
    /// Where the page before ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Answer to a [`HistoryQuery`]: 操作履歴 of the account that asks, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct HistoryResponse {
    /// At most fifty.
    pub entries: Vec<HistoryEntry>,
    /// Set when there are more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One thing the account did. It names no person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// When.
    pub at: Timestamp,
    /// What, by the stable name of the audit log, such as `result-viewed`.
    pub action: String,
    /// What it was done to: a 受付番号, a device, an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

/// Answer of `GET /v1/supported-devices`. The list is imported from a published one; there is no
/// list until somebody has imported it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SupportedDevicesResponse {
    /// Where the list is from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<DeviceListSource>,
    /// The phones, in the order of the list.
    pub devices: Vec<SupportedDevice>,
}

/// Where a list of supported phones is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeviceListSource {
    /// Who published it, and under what title or address.
    pub name: String,
    /// When it was published.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub published_on: Date,
    /// When it was imported here.
    pub imported_at: Timestamp,
}

/// A phone on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SupportedDevice {
    /// Its model as the phone itself names it, such as `iPhone15,2`, if the list says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Its name for people.
    pub name: String,
    /// Whether 目視 works on it: long commands pass.
    pub visual: bool,
}
