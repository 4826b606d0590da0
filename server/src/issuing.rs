//! Device certificates.

mod request;

use core::str::FromStr as _;
use core::time::Duration;
use std::fs;
use std::path::{Path, PathBuf};

use der::asn1::OctetString;
use der::{DecodePem as _, Encode as _};
use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::identifier::DeviceId;
use p256::ecdsa::{DerSignature, SigningKey};
use p256::pkcs8::DecodePrivateKey as _;
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder as _, CertificateBuilder};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages,
    SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, ToExtension as _};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::SubjectPublicKeyInfoRef;
use x509_cert::time::{Time, Validity};

pub use request::{DeviceRequest, RequestError};

/// `id-kp-clientAuth` (RFC 5280 §4.2.1.12).
const CLIENT_AUTH: der::asn1::ObjectIdentifier =
    der::asn1::ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");

/// The CA that certifies device keys.
pub struct DeviceCa {
    certificate: Certificate,
    key: SigningKey,
    validity: SignedDuration,
}

/// The certificate of a device.
#[derive(Clone)]
pub struct DeviceCertificate {
    /// The certificate in DER; its common name is the id of the device.
    pub der: Vec<u8>,
    /// The end of its validity.
    pub not_after: Timestamp,
}

/// Why a device certificate is not issued.
#[derive(Debug, thiserror::Error)]
pub enum IssuingError {
    /// The certificate cannot be built.
    #[error("the certificate cannot be built")]
    Build(#[source] x509_cert::builder::Error),
    /// The CA's certificate or key cannot be used.
    #[error("{key}: {} cannot be used", .path.display())]
    Ca {
        /// The key of the configuration.
        key: &'static str,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<dyn core::error::Error + Send + Sync>,
    },
    /// The system gives no randomness.
    #[error("no randomness")]
    Random(#[from] getrandom::Error),
}

impl From<x509_cert::builder::Error> for IssuingError {
    fn from(source: x509_cert::builder::Error) -> Self {
        Self::Build(source)
    }
}

impl From<der::Error> for IssuingError {
    fn from(source: der::Error) -> Self {
        Self::Build(source.into())
    }
}

impl DeviceCa {
    /// Reads the certificate (PEM) and the key (PKCS#8 PEM, P-256). Devices are certified for
    /// `validity`.
    ///
    /// # Errors
    ///
    /// [`IssuingError::Ca`] names the key of the configuration.
    pub fn load(
        certificate: &Path,
        key: &Path,
        validity: SignedDuration,
    ) -> Result<Self, IssuingError> {
        let wrong = |key, path: &Path, source| IssuingError::Ca {
            key,
            path: path.into(),
            source,
        };
        let parsed = fs::read(certificate)
            .map_err(Into::into)
            .and_then(|pem| Certificate::from_pem(pem).map_err(Into::into))
            .map_err(|source| wrong("device-ca", certificate, source))?;
        let signer = fs::read_to_string(key)
            .map_err(Into::into)
            .and_then(|pem| SigningKey::from_pkcs8_pem(&pem).map_err(Into::into))
            .map_err(|source| wrong("device-ca-key", key, source))?;
        Ok(Self {
            certificate: parsed,
            key: signer,
            validity,
        })
    }

    /// Certifies the key of a request as that of the device `id`, from `now` on.
    ///
    /// # Errors
    ///
    /// [`IssuingError::Build`] or [`IssuingError::Random`].
    pub fn certify(
        &self,
        id: &DeviceId,
        request: &DeviceRequest,
        now: Timestamp,
    ) -> Result<DeviceCertificate, IssuingError> {
        let not_before = now.as_second();
        let not_after = not_before.saturating_add(self.validity.as_secs());
        let mut serial = [0; 16];
        getrandom::fill(&mut serial)?;
        // A serial number is positive and has no leading zero octet.
        serial[0] = serial[0] & 0x7F | 0x40;
        let profile = DeviceProfile {
            issuer: self.certificate.tbs_certificate().subject().clone(),
            subject: Name::from_str(&format!("CN={id}"))?,
        };
        let serial = SerialNumber::new(&serial)?;
        let validity = Validity::new(to_time(not_before)?, to_time(not_after)?);
        let key = request.public_key().clone();
        let builder = CertificateBuilder::new(profile, serial, validity, key)?;
        Ok(DeviceCertificate {
            der: builder.build::<_, DerSignature>(&self.key)?.to_der()?,
            not_after: Timestamp::from_second(not_after).unwrap_or(Timestamp::MAX),
        })
    }
}

impl core::fmt::Debug for DeviceCa {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("DeviceCa(****)")
    }
}

/// The shape of a device certificate: an end entity for client authentication and nothing else.
struct DeviceProfile {
    issuer: Name,
    subject: Name,
}

impl BuilderProfile for DeviceProfile {
    fn get_issuer(&self, _subject: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        spk: SubjectPublicKeyInfoRef<'_>,
        issuer_spk: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        let mut extensions: Vec<Extension> = Vec::new();
        let authority = AuthorityKeyIdentifier {
            key_identifier: Some(OctetString::new(key_id(&issuer_spk))?),
            ..Default::default()
        };
        let basic = BasicConstraints {
            ca: false,
            path_len_constraint: None,
        };
        let subject = tbs.subject();
        extensions.push(basic.to_extension(subject, &extensions)?);
        let usage = KeyUsage(KeyUsages::DigitalSignature.into());
        extensions.push(usage.to_extension(subject, &extensions)?);
        extensions.push(ExtendedKeyUsage(vec![CLIENT_AUTH]).to_extension(subject, &extensions)?);
        let own = SubjectKeyIdentifier(OctetString::new(key_id(&spk))?);
        extensions.push(own.to_extension(subject, &extensions)?);
        extensions.push(authority.to_extension(subject, &extensions)?);
        Ok(extensions)
    }
}

/// A key identifier by method 1 of RFC 7093 §2: the first 160 bits of SHA-256 over the key.
fn key_id(spki: &SubjectPublicKeyInfoRef<'_>) -> Vec<u8> {
    Sha256::digest(spki.subject_public_key.raw_bytes())[..20].to_vec()
}

/// A time in seconds since 1970.
fn to_time(time: i64) -> Result<Time, der::Error> {
    let since = Duration::from_secs(u64::try_from(time).unwrap_or_default());
    Ok(Time::GeneralTime(
        der::asn1::GeneralizedTime::from_unix_duration(since)?,
    ))
}
