//! Registering, reading, changing and revoking consents.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::wire::consent::{ConsentItems, Respondent, RevocationReason};
use crate::wire::identifier::ReceiptId;
use crate::wire::presence::CareKind;
use crate::wire::qualification::Qualification;
#[cfg(feature = "openapi")]
use crate::wire::schema::{CompactJws, ReceptionNumber};

/// Body of `POST /v1/consents`. The identical consent may be sent again; it is recorded once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentRequest {
    /// The compact JWS of the [`Consent`](crate::wire::consent::Consent).
    #[cfg_attr(feature = "openapi", schema(value_type = CompactJws))]
    pub consent: String,
}

/// Answer to a registered consent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConsentResponse {
    /// 受付番号, unique within the institution.
    #[cfg_attr(feature = "openapi", schema(value_type = ReceptionNumber))]
    pub reception_number: String,
    /// Whether this consent had been registered before, so that this answer is a repetition.
    #[serde(default)]
    pub replayed: bool,
    /// The notice to show: `MKA-I3001`, or `MKA-I3003` when nothing was agreed to.
    #[cfg_attr(feature = "openapi", schema(pattern = "^MKA-[IWE][0-9]{4}$"))]
    pub code: String,
    /// What was recorded.
    pub consent: RecordedConsent,
    /// The qualification, with 限度額 and 特定疾病 as far as they were agreed to.
    pub qualification: Qualification,
}

/// A consent as the server keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RecordedConsent {
    /// What may be seen.
    pub items: ConsentItems,
    /// Who answered.
    pub respondent: Respondent,
    /// When it was answered.
    pub consented_at: Timestamp,
    /// Until when it holds, unless it is used or revoked before: 24 hours for 外来診療等, twelve
    /// months since the last use for 訪問診療等.
    pub available_until: Timestamp,
    /// How it ended, if it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<EndedConsent>,
}

/// How a consent ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct EndedConsent {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: ConsentEndReason,
}

/// 同意有効期限切れ理由 (OQSCD031).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum ConsentEndReason {
    /// Its time was over (0).
    Period,
    /// 医療機関による同意取り消し (1).
    Institution,
    /// 患者による同意取り消し (2).
    Patient,
    /// 用途変更による同意取り消し (3).
    ChangeOfUse,
}

impl ConsentEndReason {
    /// Its code in OQSCD031.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Period => "0",
            Self::Institution => "1",
            Self::Patient => "2",
            Self::ChangeOfUse => "3",
        }
    }
}

impl From<RevocationReason> for ConsentEndReason {
    fn from(reason: RevocationReason) -> Self {
        match reason {
            RevocationReason::Institution => Self::Institution,
            RevocationReason::Patient => Self::Patient,
            RevocationReason::ChangeOfUse => Self::ChangeOfUse,
        }
    }
}

/// Query of `GET /v1/consents`: the receipt of a presence of the last thirty minutes, of the same
/// device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentsQuery {
    /// The receipt.
    pub receipt_id: ReceiptId,
}

/// Answer of `GET /v1/consents`: what the person has consented to at this institution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConsentsResponse {
    /// The newest consent of each kind of care that has one, those that ended included.
    pub consents: Vec<ConsentOfKind>,
}

/// The consent for a kind of care.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConsentOfKind {
    /// The kind of care.
    pub care_kind: CareKind,
    /// The consent.
    pub consent: RecordedConsent,
}

/// Body of `PUT /v1/consents`. The identical change may be sent again; it is recorded once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentChangeRequest {
    /// The compact JWS of the [`ConsentChange`](crate::wire::consent::ConsentChange).
    #[cfg_attr(feature = "openapi", schema(value_type = CompactJws))]
    pub change: String,
}

/// Body of `POST /v1/consents/revoke`. The identical revocation may be sent again; it is recorded
/// once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentRevocationRequest {
    /// The compact JWS of the [`ConsentRevocation`](crate::wire::consent::ConsentRevocation).
    #[cfg_attr(feature = "openapi", schema(value_type = CompactJws))]
    pub revocation: String,
}

/// Answer to a changed or revoked consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConsentsChanged {
    /// Whether this had been done before, so that this answer is a repetition.
    #[serde(default)]
    pub replayed: bool,
    /// The notice to show: `MKA-I3001` or `MKA-I3003` after a change, `MKA-I3004` after a revocation.
    #[cfg_attr(feature = "openapi", schema(pattern = "^MKA-[IWE][0-9]{4}$"))]
    pub code: String,
    /// What the person has consented to at this institution now.
    pub consents: Vec<ConsentOfKind>,
}

impl core::fmt::Debug for ConsentRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ConsentRequest(****)")
    }
}

impl core::fmt::Debug for ConsentChangeRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ConsentChangeRequest(****)")
    }
}

impl core::fmt::Debug for ConsentRevocationRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ConsentRevocationRequest(****)")
    }
}

impl core::fmt::Debug for ConsentResponse {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ConsentResponse")
            .field("replayed", &self.replayed)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}
