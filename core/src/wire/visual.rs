//! The 目視 record: what a named member of staff saw before the card was tapped.
//!
//! It is made before the challenge and its hash is part of what the card signs, so that a presence
//! by sight cannot be proven without somebody who answers for it. One record belongs to one
//! challenge. There is no picture in it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::identifier::{AccountId, DeviceId, InstitutionCode, VisualRecordHash, VisualRecordId};
use super::jws::Claims;
use super::presence::CareKind;

/// What was seen, and by whom; a [JWS](super::jws) by the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VisualRecord {
    /// Names it.
    pub id: VisualRecordId,
    /// The institution that visits.
    pub institution: InstitutionCode,
    /// The account of the person who looked.
    pub verifier: AccountId,
    /// The kind of care.
    pub care_kind: CareKind,
    /// カードの表面の写真と患者様の顔が一致.
    pub photo_matches_face: bool,
    /// カードの券面に改ざんの形跡がない.
    pub no_sign_of_tampering: bool,
    /// When that was confirmed, by the device's clock.
    pub recorded_at: Timestamp,
}

impl Claims for VisualRecord {
    type Signer = DeviceId;

    const TYPE: &'static str = "kyotaku-visual+jws";
}

impl VisualRecord {
    /// How long after it was made a record may still be used for a challenge.
    pub const FRESH: SignedDuration = SignedDuration::from_mins(5);

    /// Whether everything was confirmed that has to be.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.photo_matches_face && self.no_sign_of_tampering
    }
}

impl VisualRecordHash {
    /// Hashes the compact JWS of a [`VisualRecord`], as it was signed.
    #[must_use]
    pub fn of(jws: &str) -> Self {
        Self::new(Sha256::digest(jws).into())
    }
}
