//! The certification authorities and their revocation lists.

use der::{Decode as _, Encode as _, asn1::OctetString};
use jiff::{Timestamp, ToSpan as _};
use rsa::pkcs1v15::{Signature, SigningKey};
use sha2::Sha256;
use x509_cert::{
    Certificate,
    builder::{Builder as _, CrlBuilder},
    crl::{CertificateList, RevokedCert},
    ext::{
        Extension,
        pkix::{
            BasicConstraints, CrlDistributionPoints, CrlNumber, CrlReason, KeyUsage, KeyUsages,
            SubjectAltName,
            crl::dp::DistributionPoint,
            name::{DistributionPointName, GeneralNames},
        },
    },
    name::Name,
    serial_number::SerialNumber,
    spki::SubjectPublicKeyInfoOwned,
    time::Validity,
};

use super::{
    PkiError,
    calendar::{Calendar, time},
    issue::{Draft, extension, serial},
    keys::{self, RsaFixture},
    name::{self, Service},
};

/// Generations of the user-authentication CA, which share one name and differ in key and lifetime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Generation {
    /// Expired; evidence of former years may still chain to it.
    First,
    /// In force, and ending within three years.
    Second,
    /// Issues today's certificates.
    Third,
}

impl Generation {
    /// All, oldest first.
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::Third];

    /// 1, 2 or 3.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
        }
    }

    fn key(self) -> &'static RsaFixture {
        let [first, second, third] = &keys::AUTH_CA;
        match self {
            Self::First => first,
            Self::Second => second,
            Self::Third => third,
        }
    }
}

/// A CA: its certificate and the key to issue with.
pub struct Authority {
    certificate: Certificate,
    signer: SigningKey<Sha256>,
}

impl Authority {
    /// The user-authentication CA of one generation.
    ///
    /// # Errors
    ///
    /// [`PkiError`] when the fixture or the time is unusable.
    pub fn user_authentication(
        calendar: Calendar,
        generation: Generation,
    ) -> Result<Self, PkiError> {
        let (back, ahead, number) = match generation {
            Generation::First => (12, -2, 0x0001),
            Generation::Second => (8, 2, 0x0133_C349),
            Generation::Third => (3, 7, 0x06D1_8006),
        };
        let validity = calendar.years(back, ahead)?;
        Self::jpki(
            Service::UserAuthentication,
            generation.key(),
            number,
            validity,
        )
    }

    /// The digital-signature CA.
    ///
    /// # Errors
    ///
    /// [`PkiError`] when the fixture or the time is unusable.
    pub fn digital_signature(calendar: Calendar) -> Result<Self, PkiError> {
        Self::jpki(
            Service::DigitalSignature,
            &keys::SIGN_CA,
            0x067C_6A21,
            calendar.years(3, 7)?,
        )
    }

    /// A CA of another organisation, which nobody trusts.
    ///
    /// # Errors
    ///
    /// [`PkiError`] when the fixture or the time is unusable.
    pub fn foreign(calendar: Calendar) -> Result<Self, PkiError> {
        let subject = name::parse("OU=User Authentication,O=Somebody Else,C=JP")?;
        Self::new(
            subject,
            &keys::FOREIGN_CA,
            0x0F00_0001,
            calendar.years(12, 7)?,
            Vec::new(),
        )
    }

    /// The foreign key under the name, serial number and key identifier of `original`.
    ///
    /// # Errors
    ///
    /// [`PkiError`] when the fixture is unusable.
    pub fn impostor(original: &Self) -> Result<Self, PkiError> {
        Ok(Self {
            certificate: original.certificate.clone(),
            signer: keys::FOREIGN_CA.signer()?,
        })
    }

    fn jpki(
        service: Service,
        key: &RsaFixture,
        number: u32,
        validity: Validity,
    ) -> Result<Self, PkiError> {
        let extensions = vec![
            extension(false, &SubjectAltName(service.authority_in_japanese()?))?,
            extension(false, &distribution_point(service.authority_crl()?))?,
        ];
        Self::new(service.authority()?, key, number, validity, extensions)
    }

    fn new(
        subject: Name,
        key: &RsaFixture,
        number: u32,
        validity: Validity,
        more: Vec<Extension>,
    ) -> Result<Self, PkiError> {
        let signer = key.signer()?;
        let mut extensions = vec![
            extension(true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))?,
            extension(
                true,
                &BasicConstraints {
                    ca: true,
                    path_len_constraint: None,
                },
            )?,
        ];
        extensions.extend(more);
        let draft = Draft {
            serial: serial(number),
            issuer: subject.clone(),
            subject,
            validity,
            key: SubjectPublicKeyInfoOwned::from_key(&key.key()?.to_public_key())
                .map_err(x509_cert::builder::Error::from)?,
            extensions,
        };
        let certificate = draft.sign_rsa(&signer)?;
        Ok(Self {
            certificate,
            signer,
        })
    }

    /// The CA's own certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The CA's own certificate as DER.
    ///
    /// # Errors
    ///
    /// [`PkiError::Der`] when it cannot be encoded.
    pub fn der(&self) -> Result<Vec<u8>, PkiError> {
        Ok(self.certificate.to_der()?)
    }

    pub(super) fn signer(&self) -> &SigningKey<Sha256> {
        &self.signer
    }

    /// A revocation list as DER (RFC 5280 §5). Every entry was revoked thirty days before for
    /// `keyCompromise`.
    ///
    /// # Errors
    ///
    /// [`PkiError`] when a time or a serial number has no encoding.
    pub fn revocation_list(
        &self,
        revoked: &[SerialNumber],
        this_update: Timestamp,
        next_update: Timestamp,
    ) -> Result<Vec<u8>, PkiError> {
        let number = u64::try_from(this_update.as_second()).map_err(|_| PkiError::Time)?;
        let number = CrlNumber(der::asn1::Uint::new(&number.to_be_bytes())?);
        let revoked_at = this_update.checked_sub((30 * 24).hours())?;
        let entries = revoked
            .iter()
            .map(|serial| {
                Ok(RevokedCert {
                    serial_number: serial.clone(),
                    revocation_date: time(revoked_at)?,
                    crl_entry_extensions: Some(vec![extension(false, &CrlReason::KeyCompromise)?]),
                })
            })
            .collect::<Result<Vec<RevokedCert>, PkiError>>()?;
        let mut builder =
            CrlBuilder::new_with_this_update(&self.certificate, number, time(this_update)?)?
                .with_next_update(Some(time(next_update)?));
        if !entries.is_empty() {
            builder = builder.with_certificates(entries.into_iter());
        }
        let list: CertificateList = builder.build::<_, Signature>(&self.signer)?;
        Ok(list.to_der()?)
    }

    /// SHA-1 key identifier of the CA (RFC 5280 §4.2.1.2, method 1): what the leaves' authority key
    /// id says.
    ///
    /// # Errors
    ///
    /// [`PkiError::Der`] when the certificate carries none.
    pub fn key_identifier(&self) -> Result<Vec<u8>, PkiError> {
        use x509_cert::ext::pkix::ID_CE_SUBJECT_KEY_IDENTIFIER;
        let extensions = self.certificate.tbs_certificate().extensions();
        let found = extensions
            .into_iter()
            .flatten()
            .find(|extension| extension.extn_id == ID_CE_SUBJECT_KEY_IDENTIFIER)
            .ok_or(der::Error::from(der::ErrorKind::Failed))?;
        Ok(OctetString::from_der(found.extn_value.as_bytes())?
            .as_bytes()
            .to_vec())
    }
}

/// One distribution point with a full name.
pub(super) fn distribution_point(names: GeneralNames) -> CrlDistributionPoints {
    CrlDistributionPoints(vec![DistributionPoint {
        distribution_point: Some(DistributionPointName::FullName(names)),
        reasons: None,
        crl_issuer: None,
    }])
}
