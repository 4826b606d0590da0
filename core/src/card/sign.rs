//! The card's signature.

use core::fmt;

use sha2::{Digest as _, Sha256};

use crate::apdu::StatusWord;
use crate::wire::presence::CheckedStatement;

use super::commands::Reference;
use super::layout::FileId;
use super::read::refuses_short_identifier;
use super::{CardError, CardLink, Phase, commands};

/// A SHA-256 digest that this crate computed itself, and so may have signed by a card.
///
/// There is no way to make one from 32 bytes that somebody handed over: a card signs any
/// DigestInfo it is given, and a patient's key must not sign what was not looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CardDigest([u8; 32]);

impl CardDigest {
    /// Digests a message that the caller has composed or checked.
    #[must_use]
    pub fn of(message: &[u8]) -> Self {
        Self(Sha256::digest(message).into())
    }

    /// The 32 bytes, to verify the signature with.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<&CheckedStatement> for CardDigest {
    fn from(checked: &CheckedStatement) -> Self {
        Self(checked.digest())
    }
}

impl fmt::Debug for CardDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardDigest(..)")
    }
}

/// RSASSA-PKCS1-v1_5 with a 2048-bit key: 256 bytes, big-endian.
#[derive(Clone, PartialEq, Eq)]
pub struct CardSignature(Box<[u8; 256]>);

impl CardSignature {
    /// The signature as it travels.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 256] {
        &self.0
    }
}

impl fmt::Debug for CardSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardSignature(256 bytes)")
    }
}

impl CardLink {
    /// Has the 利用者証明用 key sign. The key must have been opened by PIN or terminal.
    ///
    /// # Errors
    ///
    /// [`CardError::Refused`] with the card's status (`6982`: the key is not open), or
    /// [`CardError::Malformed`] for an answer that is not 256 bytes long.
    pub(super) async fn sign(&mut self, digest: &CardDigest) -> Result<CardSignature, CardError> {
        self.enter(Phase::Signing);
        if self.reference == Reference::Selected {
            self.select_by_name(FileId::USER_KEY).await?;
        }
        let sign = commands::sign(FileId::USER_KEY, self.reference, digest.bytes());
        let mut response = self.transmit(&sign).await?;
        // A card that did not find the key has not signed: naming it otherwise costs nothing.
        if self.reference == Reference::Short && refuses_short_identifier(response.status()) {
            self.select_by_name(FileId::USER_KEY).await?;
            let sign = commands::sign(FileId::USER_KEY, self.reference, digest.bytes());
            response = self.transmit(&sign).await?;
        }
        match response.status() {
            StatusWord::Success => response
                .into_data()
                .into_boxed_slice()
                .try_into()
                .map(CardSignature)
                .map_err(|_| CardError::Malformed {
                    during: Phase::Signing,
                }),
            status => Err(CardError::Refused {
                status,
                during: Phase::Signing,
            }),
        }
    }
}
