//! The configured CAs, and the judgement over a certificate.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::{CaCertificate, CertificateError, Crl, Policy, Standing, UserCertificate};

/// File name extensions that [`TrustStore::load`] reads in a directory.
const EXTENSIONS: [&str; 4] = ["cer", "crt", "der", "pem"];

/// Why a trust store could not be made. Each is a mistake of the configuration.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// A certificate of the list is not one of a CA.
    #[error("CA certificate number {number} is not accepted")]
    Certificate {
        /// Its place in the list, counted from one.
        number: usize,
        /// What is wrong with it.
        #[source]
        source: CertificateError,
    },
    /// No certificate at all.
    #[error("there is no CA certificate to trust")]
    Empty,
    /// A file of the configuration is not accepted.
    #[error("{} is not accepted", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: Box<Self>,
    },
    /// PEM whose armour or base64 is broken.
    #[error("the PEM text is damaged")]
    Pem,
    /// The file or directory could not be read.
    #[error("{} could not be read", path.display())]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// The answer of the operating system.
        #[source]
        source: io::Error,
    },
}

/// It could not be learnt whether a certificate has been revoked. It must not be accepted then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RevocationUnknown {
    /// No list of the CA that issued the certificate is at hand.
    #[error("there is no revocation list of the issuing CA")]
    NoList,
    /// The newest list of that CA is too old.
    #[error("the revocation list of the issuing CA is out of date")]
    Stale,
}

/// What is known about revocations, and when it is asked.
#[derive(Clone, Copy, Debug)]
pub struct Revocations<'a> {
    /// The lists at hand, of any CA and any age.
    pub crls: &'a [Crl],
    /// How old a list may be.
    pub max_age: SignedDuration,
    /// The present moment, whenever the certificate was used.
    pub now: Timestamp,
}

/// The CAs whose certificates are accepted, and the policies under which they may issue.
///
/// JPKI's generations of CAs carry the same distinguished name with different keys. The issuer of
/// a certificate is therefore found by its key identifier and proven by the signature. The name
/// must then agree as well, but it never selects.
#[derive(Clone, Debug)]
pub struct TrustStore {
    cas: Vec<CaCertificate>,
    policies: Vec<Policy>,
}

impl TrustStore {
    /// Makes a store of certificates in DER.
    ///
    /// # Errors
    ///
    /// [`TrustError::Certificate`] for the first that is not accepted, [`TrustError::Empty`].
    pub fn from_ders<D: AsRef<[u8]>>(
        ders: impl IntoIterator<Item = D>,
        policies: &[Policy],
    ) -> Result<Self, TrustError> {
        let cas = parse_all(ders)?;
        Self::new(cas, policies)
    }

    /// Makes a store of every certificate in a PEM text; other sections are passed over.
    ///
    /// # Errors
    ///
    /// [`TrustError::Pem`], and those of [`Self::from_ders`].
    pub fn from_pem(pem: &[u8], policies: &[Policy]) -> Result<Self, TrustError> {
        Self::new(parse_pem(pem)?, policies)
    }

    /// Makes a store of a file, or of every `.cer`, `.crt`, `.der` and `.pem` file of a directory.
    ///
    /// A file may hold one certificate in DER or any number in PEM.
    ///
    /// # Errors
    ///
    /// [`TrustError::Read`] or [`TrustError::File`] with the path, [`TrustError::Empty`].
    pub fn load(path: &Path, policies: &[Policy]) -> Result<Self, TrustError> {
        let mut cas = Vec::new();
        for file in certificate_files(path).map_err(|source| read_error(path, source))? {
            let bytes = fs::read(&file).map_err(|source| read_error(&file, source))?;
            // DER starts with the tag of a SEQUENCE, which is the digit zero in a text.
            let parsed = if bytes.first() == Some(&0x30) {
                parse_all([bytes])
            } else {
                parse_pem(&bytes)
            };
            cas.extend(parsed.map_err(|source| TrustError::File {
                path: file,
                source: source.into(),
            })?);
        }
        Self::new(cas, policies)
    }

    fn new(cas: Vec<CaCertificate>, policies: &[Policy]) -> Result<Self, TrustError> {
        if cas.is_empty() {
            return Err(TrustError::Empty);
        }
        Ok(Self {
            cas,
            policies: policies.to_vec(),
        })
    }

    /// Judges a certificate by its issuer, its policy and its dates. The phone's question:
    /// revocation is told only to those who are registered as verifiers.
    #[must_use]
    pub fn standing(&self, certificate: &UserCertificate, now: Timestamp) -> Standing {
        match self.issuer(certificate, now) {
            Some(_) => by_dates(certificate, now),
            None => Standing::Foreign,
        }
    }

    /// Judges a certificate that was used at `used_at` as [`Self::standing`] does, and asks for its
    /// revocation until the present moment. The server's question.
    ///
    /// The newest list of the issuing CA counts, and must not be older than the greatest age. Where
    /// the dates alone refuse the certificate no list is needed. In the grace period an entry may
    /// already be gone from the list: RFC 5280 §3.3 lets a CA drop it once a list was issued after
    /// the end of the certificate.
    ///
    /// # Errors
    ///
    /// [`RevocationUnknown`] if no such list answers; the certificate must wait then.
    pub fn standing_checked(
        &self,
        certificate: &UserCertificate,
        used_at: Timestamp,
        revocations: &Revocations<'_>,
    ) -> Result<Standing, RevocationUnknown> {
        let Some(issuer) = self.issuer(certificate, used_at) else {
            return Ok(Standing::Foreign);
        };
        let standing = by_dates(certificate, used_at);
        if !standing.allows_qualification() {
            return Ok(standing);
        }
        let newest = revocations
            .crls
            .iter()
            .filter(|crl| crl.is_of(issuer))
            .max_by_key(|crl| crl.this_update())
            .ok_or(RevocationUnknown::NoList)?;
        if let Some(since) = newest.revoked(certificate.serial()) {
            // A revocation is final: it holds even if the list is old.
            return Ok(Standing::Revoked { since });
        }
        if newest.is_fresh(revocations.now, revocations.max_age) {
            Ok(standing)
        } else {
            Err(RevocationUnknown::Stale)
        }
    }

    /// Returns the CA that issued the certificate, whatever the dates of both.
    #[must_use]
    pub fn issuer_of(&self, certificate: &UserCertificate) -> Option<&CaCertificate> {
        self.cas.iter().find(|ca| issued(ca, certificate))
    }

    /// Returns the configured CAs.
    #[must_use]
    pub fn cas(&self) -> &[CaCertificate] {
        &self.cas
    }

    /// The issuer, provided that the policy is allowed and the CA is in force: today or, outside
    /// of the certificate's own validity, at the nearer end of that. So the grace period may
    /// outlast the CA, and a clock that runs behind is reported as such and not as a foreign card.
    fn issuer(&self, certificate: &UserCertificate, now: Timestamp) -> Option<&CaCertificate> {
        if !self.policies.contains(&certificate.policy()) {
            return None;
        }
        let moment = now.clamp(certificate.not_before(), certificate.not_after());
        self.cas
            .iter()
            .find(|ca| ca.is_valid_at(moment) && issued(ca, certificate))
    }
}

fn issued(ca: &CaCertificate, certificate: &UserCertificate) -> bool {
    ca.key_id() == certificate.authority_key_id()
        && ca.subject() == certificate.issuer()
        && certificate.verify_issued_by(ca.key()).is_ok()
}

fn by_dates(certificate: &UserCertificate, now: Timestamp) -> Standing {
    Standing::by_dates(certificate.not_before(), certificate.not_after(), now)
}

fn parse_all<D: AsRef<[u8]>>(
    ders: impl IntoIterator<Item = D>,
) -> Result<Vec<CaCertificate>, TrustError> {
    ders.into_iter()
        .zip(1..)
        .map(|(der, number)| {
            CaCertificate::parse(der.as_ref())
                .map_err(|source| TrustError::Certificate { number, source })
        })
        .collect()
}

fn parse_pem(pem: &[u8]) -> Result<Vec<CaCertificate>, TrustError> {
    let ders = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| TrustError::Pem)?;
    parse_all(ders)
}

/// The file itself, or the certificate files of a directory in the order of their names.
fn certificate_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| {
        let extension = file.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
    });
    files.sort();
    Ok(files)
}

fn read_error(path: &Path, source: io::Error) -> TrustError {
    TrustError::Read {
        path: path.to_path_buf(),
        source,
    }
}
