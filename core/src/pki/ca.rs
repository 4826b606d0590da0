//! Certificates of CAs, as configured.

use der::Encode;
use der::oid::AssociatedOid;
use der::referenced::OwnedToRef;
use jiff::Timestamp;
use x509_cert::ext::pkix::{BasicConstraints, CertificatePolicies, KeyUsage, SubjectKeyIdentifier};

use super::certificate::{parse_tbs, require_sha256_with_rsa, validity};
use super::x509::{Extensions, Signed, contains};
use super::{CertificateError, Fingerprint, Malformed, RsaKey};

/// A self-signed CA certificate of the shape of JPKI's.
///
/// RSA-2048, signed by itself with SHA-256, critical basic constraints with `cA`, critical key
/// usage with `keyCertSign`, and a subject key identifier.
#[derive(Clone)]
pub struct CaCertificate {
    key: RsaKey,
    fingerprint: Fingerprint,
    subject: Vec<u8>,
    key_id: Vec<u8>,
    not_before: Timestamp,
    not_after: Timestamp,
    signs_crls: bool,
}

impl CaCertificate {
    /// Reads a CA certificate from exactly its DER bytes and verifies its own signature.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] with the first thing that is wrong; [`CertificateError::WrongUsage`]
    /// if it is not one of a CA.
    pub fn parse(der: &[u8]) -> Result<Self, CertificateError> {
        if der.len() > super::UserCertificate::MAX_LEN {
            return Err(CertificateError::Size { length: der.len() });
        }
        let signed = Signed::from_der(der)?;
        let tbs = parse_tbs(&signed)?;
        let key = RsaKey::from_spki(&tbs.subject_public_key_info().owned_to_ref())?;
        require_sha256_with_rsa(&signed, &tbs)?;
        let extensions = Extensions::new(tbs.extensions())?;
        let known = [
            BasicConstraints::OID,
            CertificatePolicies::OID,
            KeyUsage::OID,
        ];
        if let Some(oid) = extensions.unknown_critical(&known) {
            return Err(CertificateError::UnknownCriticalExtension { oid });
        }
        let is_ca = extensions
            .find::<BasicConstraints>("basic constraints")?
            .is_some_and(|(critical, constraints)| critical && constraints.ca);
        let usage = extensions
            .find::<KeyUsage>("key usage")?
            .filter(|(critical, usage)| *critical && usage.key_cert_sign());
        let (true, Some((_, usage))) = (is_ca, usage) else {
            return Err(CertificateError::WrongUsage);
        };
        let key_id = extensions
            .find::<SubjectKeyIdentifier>("subject key identifier")?
            .map(|(_, id)| id.0.as_bytes().to_vec())
            .filter(|id| !id.is_empty())
            .ok_or(Malformed {
                part: "subject key identifier",
            })?;
        let subject = tbs
            .subject()
            .to_der()
            .map_err(|_| Malformed { part: "subject" })?;
        if tbs.issuer() != tbs.subject()
            || key
                .verify_message(signed.content, signed.signature)
                .is_err()
        {
            return Err(CertificateError::NotSelfSigned);
        }
        let (not_before, not_after) = validity(&tbs)?;
        Ok(Self {
            key,
            fingerprint: Fingerprint::of(der),
            subject,
            key_id,
            not_before,
            not_after,
            signs_crls: usage.crl_sign(),
        })
    }

    /// Tells whether the CA certificate is in force at a moment.
    #[must_use]
    pub fn is_valid_at(&self, now: Timestamp) -> bool {
        contains(self.not_before, self.not_after, now)
    }

    /// Tells whether the CA may sign revocation lists (`cRLSign`).
    #[must_use]
    pub fn signs_crls(&self) -> bool {
        self.signs_crls
    }

    /// Returns the public key of the CA.
    #[must_use]
    pub fn key(&self) -> &RsaKey {
        &self.key
    }

    /// Returns the identifier of the CA's key, which its certificates and lists repeat.
    #[must_use]
    pub fn key_id(&self) -> &[u8] {
        &self.key_id
    }

    /// Returns the SHA-256 hash of the certificate.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Returns the first second of validity.
    #[must_use]
    pub fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// Returns the last second of validity.
    #[must_use]
    pub fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// The distinguished name in DER.
    pub(super) fn subject(&self) -> &[u8] {
        &self.subject
    }
}

impl std::fmt::Debug for CaCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CaCertificate")
            .field("fingerprint", &self.fingerprint)
            .field("not_before", &self.not_before)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}
