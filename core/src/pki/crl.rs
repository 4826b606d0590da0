//! Certificate revocation lists (RFC 5280 §5).

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use der::Decode;
use der::Encode;
use der::asn1::ObjectIdentifier;
use der::referenced::OwnedToRef;
use jiff::{SignedDuration, Timestamp};
use x509_cert::Version;
use x509_cert::crl::{RevokedCert, TbsCertList};

use super::certificate::authority_key_id;
use super::x509::{Extensions, Signed, timestamp};
use super::{CaCertificate, Malformed, Serial, TrustStore};

/// Why a revocation list is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CrlError {
    /// Not DER, or a field that the standard does not allow.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The CA that signed it may not sign lists, or was not in force when it did.
    #[error("the CA was not entitled to sign this list")]
    NotEntitled,
    /// More than [`Crl::MAX_LEN`] bytes.
    #[error("{length} bytes are too many for a revocation list")]
    Size {
        /// The number of bytes.
        length: usize,
    },
    /// A critical extension that is not understood. Lists that cover a part of a CA's
    /// certificates, changes to a list, and lists for other CAs are marked in this way, and
    /// their silence about a certificate would say nothing.
    #[error("the critical extension {oid} is unknown")]
    UnknownCriticalExtension {
        /// The extension.
        oid: ObjectIdentifier,
    },
    /// No CA of the trust store signed it.
    #[error("no trusted CA signed this list")]
    Untrusted,
    /// Signed with something other than SHA-256 and RSA.
    #[error("the list is signed with the unsupported algorithm {algorithm}")]
    UnsupportedSignature {
        /// The algorithm of the CA's signature.
        algorithm: ObjectIdentifier,
    },
}

/// A complete revocation list whose signature has been verified. Clones share its entries.
#[derive(Clone)]
pub struct Crl {
    issuer_key_id: Vec<u8>,
    this_update: Timestamp,
    next_update: Option<Timestamp>,
    revoked: Arc<HashMap<Serial, Timestamp>>,
}

impl Crl {
    /// The greatest number of bytes, about half a million entries.
    pub const MAX_LEN: usize = 16 * 1024 * 1024;

    /// Reads a list in DER and verifies that a CA of the trust store signed it.
    ///
    /// The CA is found as that of a certificate is: by the key and not by the name.
    ///
    /// # Errors
    ///
    /// [`CrlError`] with the first thing that is wrong.
    pub fn parse(der: &[u8], trust: &TrustStore) -> Result<Self, CrlError> {
        if der.len() > Self::MAX_LEN {
            return Err(CrlError::Size { length: der.len() });
        }
        let signed = Signed::from_der(der)?;
        let list = TbsCertList::from_der(signed.content).map_err(|_| Malformed {
            part: "list content",
        })?;
        if list.version != Version::V2 {
            return Err(Malformed { part: "version" }.into());
        }
        if let Some(algorithm) = signed.unsupported_algorithm(list.signature.owned_to_ref()) {
            return Err(CrlError::UnsupportedSignature { algorithm });
        }
        let extensions = Extensions::new(list.crl_extensions.as_ref())?;
        if let Some(oid) = extensions.unknown_critical(&[]) {
            return Err(CrlError::UnknownCriticalExtension { oid });
        }
        let authority = authority_key_id(&extensions)?.ok_or(Malformed {
            part: "authority key identifier",
        })?;
        let issuer = list
            .issuer
            .to_der()
            .map_err(|_| Malformed { part: "issuer" })?;
        let ca = trust
            .cas()
            .iter()
            .filter(|ca| ca.key_id() == authority && ca.subject() == issuer)
            .find(|ca| {
                ca.key()
                    .verify_message(signed.content, signed.signature)
                    .is_ok()
            })
            .ok_or(CrlError::Untrusted)?;
        let this_update = timestamp(list.this_update)?;
        if !ca.signs_crls() || !ca.is_valid_at(this_update) {
            return Err(CrlError::NotEntitled);
        }
        Ok(Self {
            issuer_key_id: authority,
            this_update,
            next_update: list.next_update.map(timestamp).transpose()?,
            revoked: entries(list.revoked_certificates.unwrap_or_default())?.into(),
        })
    }

    /// Returns when a certificate was revoked, if it was.
    ///
    /// Serial numbers are unique under one CA only: ask [`Self::is_of`] first, or let
    /// [`TrustStore::standing_checked`] do both. A suspension counts as a revocation.
    #[must_use]
    pub fn revoked(&self, serial: &Serial) -> Option<Timestamp> {
        self.revoked.get(serial).copied()
    }

    /// Tells whether the list speaks about certificates of this CA.
    #[must_use]
    pub fn is_of(&self, ca: &CaCertificate) -> bool {
        self.issuer_key_id == ca.key_id()
    }

    /// Returns the moment of which the list speaks.
    #[must_use]
    pub fn this_update(&self) -> Timestamp {
        self.this_update
    }

    /// Returns the moment by which the CA issues the next list, if it says so.
    #[must_use]
    pub fn next_update(&self) -> Option<Timestamp> {
        self.next_update
    }

    /// Tells whether the list may be relied upon: it is not from the future, not older than
    /// `max_age`, and the next one is not due.
    #[must_use]
    pub fn is_fresh(&self, now: Timestamp, max_age: SignedDuration) -> bool {
        let age = now.duration_since(self.this_update);
        !age.is_negative()
            && age <= max_age
            && self
                .next_update
                .is_none_or(|next| now.as_second() <= next.as_second())
    }

    /// Returns the number of revoked certificates.
    #[must_use]
    pub fn len(&self) -> usize {
        self.revoked.len()
    }

    /// Tells whether nothing is revoked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.revoked.is_empty()
    }
}

impl fmt::Debug for Crl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Crl")
            .field("this_update", &self.this_update)
            .field("next_update", &self.next_update)
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}

/// Collects the entries; of a repeated one the earliest date holds.
fn entries(list: Vec<RevokedCert>) -> Result<HashMap<Serial, Timestamp>, CrlError> {
    let mut revoked = HashMap::with_capacity(list.len());
    for entry in list {
        let extensions = Extensions::new(entry.crl_entry_extensions.as_ref())?;
        if let Some(oid) = extensions.unknown_critical(&[]) {
            return Err(CrlError::UnknownCriticalExtension { oid });
        }
        let since = timestamp(entry.revocation_date)?;
        revoked
            .entry(Serial::from_asn1(&entry.serial_number)?)
            .and_modify(|earliest: &mut Timestamp| *earliest = since.min(*earliest))
            .or_insert(since);
    }
    Ok(revoked)
}
