//! Registering a consent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::wire::consent::{ConsentItems, Respondent};
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
}

impl core::fmt::Debug for ConsentRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ConsentRequest(****)")
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
