//! Device certificates.

mod request;

use core::str::FromStr as _;
use core::time::Duration;
use std::fs;
use std::path::{Path, PathBuf};

use der::asn1::OctetString;
use der::{DecodePem as _, Encode as _};
use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::identifier::{AccountId, DeviceId, DeviceKeyHash, InstitutionCode};
use p256::ecdsa::{DerSignature, SigningKey};
use p256::pkcs8::DecodePrivateKey as _;
use sea_orm::{ConnectionTrait, DbErr};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
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
use x509_cert::spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};
use x509_cert::time::{Time, Validity};

pub use request::{DeviceRequest, RequestError};

use crate::store::device::{self, Device, DeviceState};
use crate::store::institution::{AccountState, account_state};

/// `id-kp-clientAuth` (RFC 5280 §4.2.1.12).
const CLIENT_AUTH: der::asn1::ObjectIdentifier =
    der::asn1::ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");

/// The CA that certifies device keys.
pub struct DeviceCa {
    certificate: Certificate,
    key: SigningKey,
}

/// A new device and its certificate.
#[derive(Clone, Debug)]
pub struct IssuedDevice {
    /// Its id, which is the common name of the certificate.
    pub id: DeviceId,
    /// The certificate in DER.
    pub certificate: Vec<u8>,
}

/// Why a device certificate is not issued.
#[derive(Debug, thiserror::Error)]
pub enum IssuingError {
    /// The institution has no such account, or one that may not use the app today.
    #[error("the institution has no such account that may use the app today")]
    Account,
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
    /// The database refused; also when the key is registered already.
    #[error("the device cannot be recorded")]
    Database(#[from] DbErr),
    /// The system gives no randomness.
    #[error("no randomness")]
    Random(#[from] getrandom::Error),
    /// The request is not acceptable.
    #[error(transparent)]
    Request(#[from] RequestError),
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
    /// Reads the certificate (PEM) and the key (PKCS#8 PEM, P-256).
    ///
    /// # Errors
    ///
    /// [`IssuingError::Ca`] names the key of the configuration.
    pub fn load(certificate: &Path, key: &Path) -> Result<Self, IssuingError> {
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
        })
    }

    /// Certifies the key of a request for a new device of an account and records the device.
    ///
    /// # Errors
    ///
    /// [`IssuingError`].
    pub async fn issue(
        &self,
        database: &impl ConnectionTrait,
        request: &DeviceRequest,
        (institution, account): (InstitutionCode, AccountId),
        now: Timestamp,
        validity: SignedDuration,
    ) -> Result<IssuedDevice, IssuingError> {
        if account_state(database, &institution, &account, now).await? != AccountState::Usable {
            return Err(IssuingError::Account);
        }
        let uuid = Uuid::new_v4();
        let id: DeviceId = uuid
            .to_string()
            .parse()
            .map_err(|_| DbErr::Custom("a UUID is no device id".into()))?;
        let not_after = now.saturating_add(validity).unwrap_or(Timestamp::MAX);
        let certificate = self.certify(&id, request.public_key(), now, not_after)?;
        let spki = request.public_key().to_der()?;
        let device = Device {
            id: id.clone(),
            institution,
            account,
            key: DeviceKeyHash::of_spki(&spki),
            state: DeviceState::Active,
        };
        device::insert(database, &device, &certificate, now, not_after).await?;
        Ok(IssuedDevice { id, certificate })
    }

    fn certify(
        &self,
        id: &DeviceId,
        key: &SubjectPublicKeyInfoOwned,
        not_before: Timestamp,
        not_after: Timestamp,
    ) -> Result<Vec<u8>, IssuingError> {
        let mut serial = [0; 16];
        getrandom::fill(&mut serial)?;
        // A serial number is positive and has no leading zero octet.
        serial[0] = serial[0] & 0x7F | 0x40;
        let profile = DeviceProfile {
            issuer: self.certificate.tbs_certificate().subject().clone(),
            subject: Name::from_str(&format!("CN={id}"))?,
        };
        let validity = Validity::new(to_time(not_before)?, to_time(not_after)?);
        let builder =
            CertificateBuilder::new(profile, SerialNumber::new(&serial)?, validity, key.clone())?;
        Ok(builder.build::<_, DerSignature>(&self.key)?.to_der()?)
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

fn to_time(time: Timestamp) -> Result<Time, der::Error> {
    let since = Duration::from_secs(u64::try_from(time.as_second()).unwrap_or_default());
    Ok(Time::GeneralTime(
        der::asn1::GeneralizedTime::from_unix_duration(since)?,
    ))
}
