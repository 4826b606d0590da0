//! The terminal of 目視, RP-TA/1: one RSA key that never leaves the server, certified anew for each
//! device.
//!
//! ```text
//! root (cards hold its key) ── DV (its key is here) ── terminal key, as the terminal of a device
//! ```
//!
//! A device's terminal certificate names it: the key identifier is the device's id. It holds no
//! times, because a card has no clock, so the same device is always given the same bytes, and there
//! is nothing to store.

use core::fmt;
use std::path::{Path, PathBuf};

use kyotaku_core::pki::RsaKey;
use kyotaku_core::pki::cvc::{CvBody, CvCertificate, CvKey, KeyId, SIGNATURE_LEN};
use kyotaku_core::wire::api::TerminalCertificates;
use kyotaku_core::wire::identifier::DeviceId;
use ring::rand::SystemRandom;
use ring::rsa::{KeyPair, PublicKeyComponents};
use ring::signature::RSA_PKCS1_SHA256;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::pem::PemObject as _;
use uuid::Uuid;

use crate::config::TerminalFiles;

/// Keeps the terminal's key from signing any other sixteen bytes.
const DOMAIN: &[u8; 6] = b"RP-TA1";

/// The terminal, and the key that certifies it.
pub struct Terminal {
    verifier: CvCertificate,
    verifier_key: KeyPair,
    key: KeyPair,
    /// The public half of `key`.
    public: RsaKey,
}

/// Why there is no terminal.
#[derive(Debug, thiserror::Error)]
#[error("{key}: {} cannot be used", .path.display())]
pub struct TerminalError {
    /// The key of the configuration.
    key: &'static str,
    /// The file.
    path: PathBuf,
    /// What is wrong with it.
    source: Cause,
}

/// A key that cannot sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key of the terminal cannot sign")]
pub struct CannotSign;

type Cause = Box<dyn core::error::Error + Send + Sync>;

impl Terminal {
    /// Reads the certificates of root and DV (568 bytes each) and the keys of DV and terminal
    /// (PKCS#8 PEM, RSA 2048), and verifies that each belongs to the one before.
    ///
    /// # Errors
    ///
    /// [`TerminalError`] names the key of the configuration.
    pub fn load(files: &TerminalFiles) -> Result<Self, TerminalError> {
        let wrong = |key, path: &Path| {
            let path = path.to_owned();
            move |source| TerminalError { key, path, source }
        };
        let root = certificate(&files.root)
            .and_then(|root| Ok(root.self_signed()?))
            .map_err(wrong("terminal-root", &files.root))?;
        let (verifier, certified) = certificate(&files.verifier)
            .and_then(|verifier| {
                verifier
                    .verify(&root)
                    .map(|key| (verifier, key))
                    .map_err(Into::into)
            })
            .map_err(wrong("terminal-dv", &files.verifier))?;
        let (verifier_key, public) = private_key(&files.verifier_key)
            .map_err(wrong("terminal-dv-key", &files.verifier_key))?;
        if public != certified.key {
            let another = "it is not the key that terminal-dv certifies";
            return Err(wrong("terminal-dv-key", &files.verifier_key)(
                another.into(),
            ));
        }
        let (key, public) = private_key(&files.key).map_err(wrong("terminal-key", &files.key))?;
        Ok(Self {
            verifier,
            verifier_key,
            key,
            public,
        })
    }

    /// What a device shows to cards: the DV's certificate, and the terminal key's as that of this
    /// device.
    ///
    /// # Errors
    ///
    /// [`CannotSign`].
    pub fn certify(&self, device: &DeviceId) -> Result<TerminalCertificates, CannotSign> {
        let id = device.as_str().parse::<Uuid>().map_err(|_| CannotSign)?;
        let subject = CvKey {
            id: KeyId(id.into_bytes()),
            key: self.public.clone(),
        };
        let body = CvBody::new(self.verifier.subject(), subject);
        let signature = sign(&self.verifier_key, &body.to_bytes())?;
        Ok(TerminalCertificates {
            verifier: self.verifier.to_bytes().to_vec(),
            terminal: body.assemble(signature).to_bytes().to_vec(),
        })
    }

    /// Answers what a card said to GET CHALLENGE: RSASSA-PKCS1-v1_5 with SHA-256 over
    /// `"RP-TA1" ‖ challenge`. The same challenge gives the same bytes.
    ///
    /// # Errors
    ///
    /// [`CannotSign`].
    pub fn answer(&self, challenge: &[u8; 16]) -> Result<[u8; SIGNATURE_LEN], CannotSign> {
        sign(&self.key, &[&DOMAIN[..], challenge].concat())
    }
}

fn certificate(path: &Path) -> Result<CvCertificate, Cause> {
    Ok(CvCertificate::parse(&std::fs::read(path)?)?)
}

/// The key pair, and its public half as card-verifiable certificates have it.
fn private_key(path: &Path) -> Result<(KeyPair, RsaKey), Cause> {
    let der = PrivatePkcs8KeyDer::from_pem_file(path)?;
    let key = KeyPair::from_pkcs8(der.secret_pkcs8_der()).map_err(|why| why.to_string())?;
    let PublicKeyComponents { n, e } = PublicKeyComponents::<Vec<u8>>::from(key.public());
    let modulus = <[u8; RsaKey::LEN]>::try_from(n).map_err(|_| "its modulus has not 2048 bits")?;
    if e != [1, 0, 1] {
        return Err("its public exponent is not 65537".into());
    }
    Ok((key, RsaKey::from_modulus(&modulus)?))
}

fn sign(key: &KeyPair, message: &[u8]) -> Result<[u8; SIGNATURE_LEN], CannotSign> {
    let mut signature = [0; SIGNATURE_LEN];
    key.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        message,
        &mut signature,
    )
    .map_err(|_| CannotSign)?;
    Ok(signature)
}

impl fmt::Debug for Terminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Terminal(****)")
    }
}
