//! The statement that a card signs when a patient is present.
//!
//! The server writes a [`PresenceStatement`] and sends its DER. The phone decodes it, compares
//! every field with what the user chose ([`PresenceStatement::check`]) and only then owns a
//! [`CheckedStatement`], the one type a card operation accepts. So a server, or whoever stands in
//! its place, cannot have a card sign something other than the visit on the screen.
//!
//! ```text
//! PresenceStatement ::= SEQUENCE {
//!   version       INTEGER (1),
//!   challengeId   OCTET STRING (SIZE (16)),
//!   nonce         OCTET STRING (SIZE (32)),
//!   institution   UTF8String (SIZE (10)),
//!   deviceKey     OCTET STRING (SIZE (32)),    -- SHA-256 of the SubjectPublicKeyInfo
//!   account       UTF8String,
//!   careKind      ENUMERATED { outpatient(1), homeVisit(2), online(3) },
//!   method        ENUMERATED { pin(1), visual(2), web(3) },
//!   issuedAt      GeneralizedTime,
//!   tapBefore     GeneralizedTime,
//!   visualRecord  [0] EXPLICIT OCTET STRING (SIZE (32)) OPTIONAL }
//! ```
//!
//! The encoding is DER; times are UTC with whole seconds (RFC 5280 §4.1.2.5.2). The card signs
//! `SHA-256("KYOTAKU-PRESENCE-1" ‖ 00 ‖ DER)`; the prefix keeps the signature from meaning anything
//! in another protocol.

mod check;
mod encoding;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use check::{CheckedStatement, Expectation, StatementMismatch};

use super::identifier::{
    AccountId, ChallengeId, DeviceKeyHash, InstitutionCode, Nonce, VisualRecordHash,
};

/// 診療区分 of the visit (OQSCD028, without 救急時, which needs no card).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, der::Enumerated)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[repr(u8)]
#[serde(rename_all = "camelCase")]
pub enum CareKind {
    /// 外来 (1).
    Outpatient = 1,
    /// 訪問診療等 (2).
    HomeVisit = 2,
    /// オンライン診療等 (3).
    Online = 3,
}

impl CareKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::HomeVisit, Self::Outpatient, Self::Online];
}

/// How the patient's identity is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, der::Enumerated)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[repr(u8)]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// The patient's PIN opens the key of the card.
    Pin = 1,
    /// Staff compare the printed photo with the face (目視); a terminal opens the key.
    Visual = 2,
    /// The PIN on マイナ在宅受付Web.
    Web = 3,
}

/// What a card signs for one visit; see the module for its encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresenceStatement {
    /// The challenge this statement belongs to.
    pub challenge_id: ChallengeId,
    /// Random bytes.
    pub nonce: Nonce,
    /// The institution that visits.
    pub institution: InstitutionCode,
    /// The device that will deliver the proof.
    pub device_key: DeviceKeyHash,
    /// The account that asked for the challenge.
    pub account: AccountId,
    /// The kind of care.
    pub care_kind: CareKind,
    /// How identity is confirmed.
    pub method: Method,
    /// When the server wrote the statement; whole seconds.
    pub issued_at: Timestamp,
    /// The last moment for the card to sign; whole seconds.
    pub tap_before: Timestamp,
    /// The 目視 record, for [`Method::Visual`] only.
    pub visual_record: Option<VisualRecordHash>,
}

impl PresenceStatement {
    /// The only version there is.
    pub const VERSION: u8 = 1;

    /// The longest time between `issued_at` and `tap_before`.
    pub const LONGEST_TAP_WINDOW: SignedDuration = SignedDuration::from_mins(5);

    /// Encodes as DER.
    ///
    /// # Errors
    ///
    /// [`StatementMalformed`] when a time lies before 1970, after 9999 or between two seconds:
    /// such a statement has no encoding.
    pub fn to_der(&self) -> Result<Vec<u8>, StatementMalformed> {
        encoding::encode(self)
    }

    /// Decodes DER strictly: nothing may follow, and the bytes must be exactly those that encoding
    /// the result gives again.
    ///
    /// # Errors
    ///
    /// [`StatementMalformed`] says which rule was broken.
    pub fn from_der(der: &[u8]) -> Result<Self, StatementMalformed> {
        encoding::decode(der)
    }

    /// The digest of an encoded statement, for whoever verifies a card's signature.
    #[must_use]
    pub fn digest(der: &[u8]) -> StatementDigest {
        let mut hash = Sha256::new();
        hash.update(DIGEST_PREFIX);
        hash.update([0]);
        hash.update(der);
        StatementDigest(hash.finalize().into())
    }
}

/// Separates the digest from that of every other protocol.
const DIGEST_PREFIX: &[u8] = b"KYOTAKU-PRESENCE-1";

/// SHA-256 over prefix and statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementDigest([u8; 32]);

impl StatementDigest {
    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Why bytes are not a statement, or a statement has no bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementMalformed {
    /// The account is not two to eight letters and digits.
    #[error("account has the wrong form")]
    Account,
    /// An octet string has the wrong number of bytes; the field is named.
    #[error("{0} has the wrong length")]
    Length(&'static str),
    /// The institution code has the wrong form or check digit.
    #[error("institution has the wrong form")]
    Institution,
    /// Not DER of this structure.
    #[error("not the DER of a presence statement")]
    NotDer,
    /// A time has a fraction of a second or lies outside 1970 to 9999; the field is named.
    #[error("{0} cannot be a GeneralizedTime")]
    Time(&'static str),
    /// A version this code does not know.
    #[error("statement version {0} is not known")]
    Version(u8),
}
