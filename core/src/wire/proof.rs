//! The presence proof: what the device sends after the card has signed.
//!
//! A [JWS](super::jws) by the device's key over the statement, the card's signature, the card's
//! certificate and the moment of the tap.

use core::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::base64url;
use super::identifier::DeviceId;
use super::jws::Claims;

/// What the device vouches for. The certificate leads to a person, so `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PresenceProof {
    /// DER of the [`PresenceStatement`](super::presence::PresenceStatement) exactly as issued.
    #[serde(with = "base64url")]
    pub statement: Vec<u8>,
    /// The card's RSASSA-PKCS1-v1_5 signature over the statement's digest; 256 bytes.
    #[serde(with = "base64url")]
    pub card_signature: Vec<u8>,
    /// DER of the card's 利用者証明用電子証明書.
    #[serde(with = "base64url")]
    pub certificate: Vec<u8>,
    /// When the card signed, by the device's clock.
    pub tapped_at: Timestamp,
}

impl Claims for PresenceProof {
    type Signer = DeviceId;

    const TYPE: &'static str = "kyotaku-presence+jws";
}

impl fmt::Debug for PresenceProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PresenceProof")
            .field("tapped_at", &self.tapped_at)
            .finish_non_exhaustive()
    }
}
