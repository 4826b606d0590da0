//! The receipt: what the server vouches for after it has verified a presence.
//!
//! Whoever holds the server's published key can check it later without the server, and learns
//! nothing about the person from it: the pseudonym is drawn per institution, so two institutions
//! cannot find out that they treat the same person.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::identifier::{InstitutionCode, KeyThumbprint, Pseudonym, ReceiptId};
use super::jws::{Claims, JwsError};
use super::presence::{CareKind, Method};
use crate::pki::P256Key;

/// A verified presence; a [JWS](super::jws) by the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Receipt {
    /// Names the presence; a consent refers to it.
    pub receipt_id: ReceiptId,
    /// The institution at whose visit the patient was present.
    pub institution: InstitutionCode,
    /// The kind of care.
    pub care_kind: CareKind,
    /// How identity was confirmed.
    pub method: Method,
    /// When the server verified it; whole seconds.
    pub verified_at: Timestamp,
    /// The person, for this institution alone.
    pub pseudonym: Pseudonym,
}

impl Claims for Receipt {
    type Signer = KeyThumbprint;

    const TYPE: &'static str = "kyotaku-receipt+jws";
}

impl Receipt {
    /// Checks a receipt with the server's published key, offline.
    ///
    /// # Errors
    ///
    /// [`JwsError`]; [`JwsError::Signature`] also when it names another key.
    pub fn check(jws: &str, key: &P256Key) -> Result<Self, JwsError> {
        let signed = Self::parse(jws)?;
        if *signed.signer() != KeyThumbprint::of(key) {
            return Err(JwsError::Signature);
        }
        signed.verify(key)
    }
}
