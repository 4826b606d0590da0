//! Challenges and proofs.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::RecordedConsent;
use crate::wire::base64url;
use crate::wire::code::Code;
use crate::wire::identifier::{ChallengeId, ReceiptId};
use crate::wire::presence::{CareKind, Method};
use crate::wire::qualification::{OqsDate, Qualification, Sex};
#[cfg(feature = "openapi")]
use crate::wire::schema::{Base64Url, CompactJws, ReceptionNumber};

/// Body of `POST /v1/presence/challenges`. The header `Idempotency-Key` makes a repeated request
/// answer with the same challenge.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChallengeRequest {
    /// The kind of care.
    pub care_kind: CareKind,
    /// How identity will be confirmed.
    pub method: Method,
    /// The compact JWS of the [`VisualRecord`](crate::wire::visual::VisualRecord); needed for
    /// [`Method::Visual`], refused otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<CompactJws>))]
    pub visual_record: Option<String>,
}

/// Answer to a [`ChallengeRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChallengeResponse {
    /// The challenge, also named in the statement.
    pub challenge_id: ChallengeId,
    /// DER of the [`PresenceStatement`](crate::wire::presence::PresenceStatement).
    #[serde(with = "base64url")]
    #[cfg_attr(feature = "openapi", schema(value_type = Base64Url))]
    pub statement: Vec<u8>,
    /// The last moment to tap, also named in the statement.
    pub tap_before: Timestamp,
}

/// Body of `POST /v1/presence/challenges/{challengeId}/terminal-signature`, sent while the card is
/// in the field. The header `Idempotency-Key` is a fresh one for each tap; a repetition carries the
/// same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TerminalSignatureRequest {
    /// What the card answered to GET CHALLENGE: sixteen bytes.
    #[serde(with = "base64url")]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = String, pattern = "^[A-Za-z0-9_-]{21}[AQgw]$")
    )]
    pub card_challenge: Vec<u8>,
}

/// Answer to a [`TerminalSignatureRequest`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TerminalSignatureResponse {
    /// The terminal's signature over `"RP-TA1" ‖ cardChallenge`: 256 bytes, RSASSA-PKCS1-v1_5 with
    /// SHA-256.
    #[serde(with = "base64url")]
    #[cfg_attr(feature = "openapi", schema(value_type = Base64Url))]
    pub signature: Vec<u8>,
    /// How many more taps of this visit get one.
    pub remaining: u8,
}

impl TerminalSignatureRequest {
    /// The most taps of one visit that get a signature.
    pub const MOST: u8 = 3;
}

/// Body of `POST /v1/presence/proofs`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProofRequest {
    /// The compact JWS of [`PresenceProof`](crate::wire::proof::PresenceProof).
    #[cfg_attr(feature = "openapi", schema(value_type = CompactJws))]
    pub proof: String,
}

/// Answer to an accepted proof.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProofResponse {
    /// Names the presence; the consent refers to it.
    pub receipt_id: ReceiptId,
    /// The compact JWS of the [`Receipt`](crate::wire::receipt::Receipt).
    #[cfg_attr(feature = "openapi", schema(value_type = CompactJws))]
    pub receipt: String,
    /// 受付番号, unique within the institution. It comes with the proof only from servers of the
    /// profile [`Profile::QualificationOnly`](super::Profile::QualificationOnly); otherwise the
    /// consent is answered with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ReceptionNumber>))]
    pub reception_number: Option<String>,
    /// When the server accepted the proof.
    pub verified_at: Timestamp,
    /// Whether this proof had been accepted before, so that this answer is a repetition.
    #[serde(default)]
    pub replayed: bool,
    /// Who was present. Staff compare it with the printed card before anything else.
    pub person: Person,
    /// How the certificate stands.
    pub certificate_standing: CertificateStanding,
    /// The consent to this institution, for this kind of care, that holds now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_consent: Option<RecordedConsent>,
    /// The qualification; it comes when `reception_number` does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualification: Option<Qualification>,
}

/// Who a card belongs to: the words that are printed on it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// 氏名, full-width.
    pub name: String,
    /// 氏名カナ, half-width.
    pub name_kana: String,
    /// 氏名(その他), such as a 通称.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_of_other: Option<String>,
    /// 生年月日.
    pub birthdate: OqsDate,
    /// 性別1 (券面).
    pub sex1: Sex,
}

/// The standing of an accepted certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CertificateStanding {
    /// The standing itself.
    pub standing: AcceptedStanding,
    /// The certificate's end of validity.
    pub not_after: Timestamp,
    /// The notice to show: `MKA-W2023` while expiring, `MKA-E2020` in the grace period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = "^MKA-[IWE][0-9]{4}$"))]
    pub code: Option<String>,
}

/// Standings that let a proof be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum AcceptedStanding {
    /// Valid for more than three months.
    Valid,
    /// Valid, but for less than three months.
    Expiring,
    /// Expired less than the end of the month and three months ago: qualification only.
    Grace,
}

impl AcceptedStanding {
    /// The notice that goes with it.
    #[must_use]
    pub const fn notice(self) -> Option<Code> {
        match self {
            Self::Valid => None,
            Self::Expiring => Some(Code::CertificateExpiring),
            Self::Grace => Some(Code::CertificateGrace),
        }
    }
}

impl core::fmt::Debug for ChallengeRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ChallengeRequest")
            .field("care_kind", &self.care_kind)
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for TerminalSignatureResponse {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("TerminalSignatureResponse")
            .field("remaining", &self.remaining)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for ProofRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ProofRequest(****)")
    }
}

impl core::fmt::Debug for ProofResponse {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ProofResponse")
            .field("verified_at", &self.verified_at)
            .field("replayed", &self.replayed)
            .field("certificate_standing", &self.certificate_standing)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Person {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Person(****)")
    }
}
