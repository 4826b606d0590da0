//! The certificate for user authentication (利用者証明用電子証明書) of a My Number Card.

use std::fmt;

use der::asn1::ObjectIdentifier;
use der::oid::AssociatedOid;
use der::referenced::OwnedToRef;
use der::{Decode, Encode};
use jiff::Timestamp;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, ExtendedKeyUsage, KeyUsage,
    KeyUsages,
};
use x509_cert::{TbsCertificate, Version};

use super::x509::{Extensions, Signed, timestamp};
use super::{Fingerprint, Malformed, RsaKey, Serial, SignatureMismatch, UnsupportedKey};

/// `id-kp-clientAuth`, RFC 5280 §4.2.1.12.
const CLIENT_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");

/// The policies of the certificate for digital signature (署名用電子証明書), the other one on
/// every card: production and test.
const SIGN_POLICIES: [ObjectIdentifier; 2] = [
    ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.1.1.20"),
    ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.1.0.20"),
];

/// The certificate policy, which tells a citizen's card from a test card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Policy {
    /// Cards of citizens, `1.2.392.200149.8.5.1.3.30`.
    Production,
    /// Test cards, `1.2.392.200149.8.5.1.0.30`.
    Test,
}

impl Policy {
    /// Returns the object identifier of the policy.
    #[must_use]
    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Production => ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.1.3.30"),
            Self::Test => ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.1.0.30"),
        }
    }

    fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        [Self::Production, Self::Test]
            .into_iter()
            .find(|policy| policy.oid() == oid)
    }
}

/// Why bytes are not accepted as a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// Not strict DER, or a field that the standard does not allow.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// A CA certificate that does not carry the signature of its own key.
    #[error("the CA certificate is not signed by itself")]
    NotSelfSigned,
    /// The certificate for digital signature, which holds the name and address of the citizen
    /// and is never asked for.
    #[error("this is the certificate for digital signature, not for user authentication")]
    SignType,
    /// Too short or too long to be a certificate of a card.
    #[error("{length} bytes are outside of the bounds of a certificate")]
    Size {
        /// The number of bytes.
        length: usize,
    },
    /// An extension that must be understood, and is not (RFC 5280 §4.2).
    #[error("the critical extension {oid} is unknown")]
    UnknownCriticalExtension {
        /// The extension.
        oid: ObjectIdentifier,
    },
    /// Not exactly one certificate policy, or not one of user authentication.
    #[error("the certificate is not under a policy for user authentication")]
    UnknownPolicy,
    /// A key of another algorithm or size, as in a coming generation of cards.
    #[error(transparent)]
    UnsupportedKey(#[from] UnsupportedKey),
    /// Signed by its CA with something other than SHA-256 and RSA.
    #[error("the certificate is signed with the unsupported algorithm {algorithm}")]
    UnsupportedSignature {
        /// The algorithm of the CA's signature.
        algorithm: ObjectIdentifier,
    },
    /// A certificate for another purpose, such as one of a server or of a CA.
    #[error("the certificate is for another usage")]
    WrongUsage,
}

/// A certificate for user authentication, checked for its form but not yet for its issuer.
///
/// The form is that of JPKI: X.509 v3 (RFC 5280) in strict DER, RSA-2048 with exponent 65537,
/// signed with SHA-256 and RSA, key usage `digitalSignature` alone, extended key usage
/// `clientAuth`, exactly one policy out of [`Policy`]. Who issued it, and whether it may be used
/// today, is for [`TrustStore`](super::TrustStore) to say.
///
/// The subject holds an identifier of the citizen. It is not read, and `Debug` prints neither it
/// nor the serial number.
#[derive(Clone)]
pub struct UserCertificate {
    der: Vec<u8>,
    key: RsaKey,
    serial: Serial,
    issuer: Vec<u8>,
    authority_key_id: Vec<u8>,
    not_before: Timestamp,
    not_after: Timestamp,
    policy: Policy,
}

impl UserCertificate {
    /// The least number of bytes: the key and the signature alone take more.
    pub const MIN_LEN: usize = 256;
    /// The greatest number of bytes. Certificates of real cards have about 1,600.
    pub const MAX_LEN: usize = 4096;

    /// Reads a certificate from exactly its DER bytes; filler of the card's file must be cut off.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] with the first thing that is wrong. A certificate for digital
    /// signature is told apart before anything else about its content is judged, and an
    /// unsupported key before the rest, because these two have an explanation for the holder.
    pub fn parse(der: &[u8]) -> Result<Self, CertificateError> {
        if !(Self::MIN_LEN..=Self::MAX_LEN).contains(&der.len()) {
            return Err(CertificateError::Size { length: der.len() });
        }
        let signed = Signed::from_der(der)?;
        let tbs = parse_tbs(&signed)?;
        let extensions = Extensions::new(tbs.extensions())?;
        let usage = extensions.find::<KeyUsage>("key usage")?;
        let policies = extensions.find::<CertificatePolicies>("certificate policies")?;
        let policies = policies
            .map(|(_, policies)| policy_oids(&policies))
            .unwrap_or_default();
        if usage
            .as_ref()
            .is_some_and(|(_, usage)| usage.non_repudiation())
            || policies.iter().any(|policy| SIGN_POLICIES.contains(policy))
        {
            return Err(CertificateError::SignType);
        }
        let key = RsaKey::from_spki(&tbs.subject_public_key_info().owned_to_ref())?;
        require_sha256_with_rsa(&signed, &tbs)?;
        require_user_authentication(&extensions, usage)?;
        let [policy] = policies[..] else {
            return Err(CertificateError::UnknownPolicy);
        };
        let policy = Policy::from_oid(policy).ok_or(CertificateError::UnknownPolicy)?;
        let (not_before, not_after) = validity(&tbs)?;
        Ok(Self {
            der: der.to_vec(),
            key,
            serial: Serial::from_asn1(tbs.serial_number())?,
            issuer: tbs
                .issuer()
                .to_der()
                .map_err(|_| Malformed { part: "issuer" })?,
            authority_key_id: authority_key_id(&extensions)?.ok_or(Malformed {
                part: "authority key identifier",
            })?,
            not_before,
            not_after,
            policy,
        })
    }

    /// Verifies an RSASSA-PKCS1-v1_5 signature that the card made over a SHA-256 digest.
    ///
    /// # Errors
    ///
    /// [`SignatureMismatch`] if another key made it, over something else, or it was damaged.
    pub fn verify_sha256(
        &self,
        digest: &[u8; 32],
        signature: &[u8],
    ) -> Result<(), SignatureMismatch> {
        self.key.verify_sha256(digest, signature)
    }

    /// Returns the certificate as it was read.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Returns the SHA-256 hash of the certificate.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.der)
    }

    /// Returns the public key of the card.
    #[must_use]
    pub fn key(&self) -> &RsaKey {
        &self.key
    }

    /// Returns the serial number, unique under one CA and new with every renewal.
    #[must_use]
    pub fn serial(&self) -> &Serial {
        &self.serial
    }

    /// Returns the key identifier of the CA that is said to have issued it.
    #[must_use]
    pub fn authority_key_id(&self) -> &[u8] {
        &self.authority_key_id
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

    /// Returns the policy it was issued under.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// The issuer's distinguished name in DER.
    pub(super) fn issuer(&self) -> &[u8] {
        &self.issuer
    }

    /// Verifies the CA's signature over the certificate.
    pub(super) fn verify_issued_by(&self, ca: &RsaKey) -> Result<(), SignatureMismatch> {
        let signed = Signed::from_der(&self.der).map_err(|_| SignatureMismatch)?;
        ca.verify_message(signed.content, signed.signature)
    }
}

impl fmt::Debug for UserCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserCertificate")
            .field("fingerprint", &self.fingerprint())
            .field("not_before", &self.not_before)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}

/// Reads the content of a certificate and refuses what the encoder would not have written.
pub(super) fn parse_tbs(signed: &Signed<'_>) -> Result<TbsCertificate, Malformed> {
    const PART: Malformed = Malformed {
        part: "certificate content",
    };
    let tbs = TbsCertificate::from_der(signed.content).map_err(|_| PART)?;
    if tbs
        .to_der()
        .is_ok_and(|canonical| canonical == signed.content)
    {
        if tbs.version() == Version::V3 {
            Ok(tbs)
        } else {
            Err(Malformed { part: "version" })
        }
    } else {
        Err(PART)
    }
}

/// Refuses a signature by the CA that is not SHA-256 with RSA.
pub(super) fn require_sha256_with_rsa(
    signed: &Signed<'_>,
    tbs: &TbsCertificate,
) -> Result<(), CertificateError> {
    match signed.unsupported_algorithm(tbs.signature().owned_to_ref()) {
        Some(algorithm) => Err(CertificateError::UnsupportedSignature { algorithm }),
        None => Ok(()),
    }
}

/// Returns both ends of the validity.
pub(super) fn validity(tbs: &TbsCertificate) -> Result<(Timestamp, Timestamp), Malformed> {
    let not_before = timestamp(tbs.validity().not_before)?;
    let not_after = timestamp(tbs.validity().not_after)?;
    if not_before <= not_after {
        Ok((not_before, not_after))
    } else {
        Err(Malformed { part: "validity" })
    }
}

/// Returns the key identifier of the issuer, if the extension is there and holds one.
pub(super) fn authority_key_id(extensions: &Extensions<'_>) -> Result<Option<Vec<u8>>, Malformed> {
    let authority = extensions.find::<AuthorityKeyIdentifier>("authority key identifier")?;
    Ok(authority
        .and_then(|(_, authority)| authority.key_identifier)
        .map(|id| id.as_bytes().to_vec())
        .filter(|id| !id.is_empty()))
}

fn require_user_authentication(
    extensions: &Extensions<'_>,
    usage: Option<(bool, KeyUsage)>,
) -> Result<(), CertificateError> {
    let known = [
        BasicConstraints::OID,
        CertificatePolicies::OID,
        ExtendedKeyUsage::OID,
        KeyUsage::OID,
    ];
    if let Some(oid) = extensions.unknown_critical(&known) {
        return Err(CertificateError::UnknownCriticalExtension { oid });
    }
    let signs_only = usage.is_some_and(|(critical, usage)| {
        critical && usage == KeyUsage(KeyUsages::DigitalSignature.into())
    });
    let authenticates = extensions
        .find::<ExtendedKeyUsage>("extended key usage")?
        .is_some_and(|(_, purposes)| purposes.0.contains(&CLIENT_AUTH));
    let is_ca = extensions
        .find::<BasicConstraints>("basic constraints")?
        .is_some_and(|(_, constraints)| constraints.ca);
    if signs_only && authenticates && !is_ca {
        Ok(())
    } else {
        Err(CertificateError::WrongUsage)
    }
}

fn policy_oids(policies: &CertificatePolicies) -> Vec<ObjectIdentifier> {
    policies
        .0
        .iter()
        .map(|policy| policy.policy_identifier)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_outside_of_the_bounds_are_refused_unread() {
        for length in [0, 255, 4097] {
            let refused = UserCertificate::parse(&vec![0x30; length]).unwrap_err();
            assert_eq!(refused, CertificateError::Size { length });
        }
    }

    #[test]
    fn every_policy_is_found_by_its_own_identifier() {
        for policy in [Policy::Production, Policy::Test] {
            assert_eq!(Policy::from_oid(policy.oid()), Some(policy));
        }
        assert_eq!(Policy::from_oid(SIGN_POLICIES[0]), None);
    }
}
