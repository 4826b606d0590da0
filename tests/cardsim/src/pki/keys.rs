//! The fixture keys, read once per process and only when used.

use std::sync::OnceLock;

use p256::pkcs8::DecodePrivateKey as _;
use rsa::{RsaPrivateKey, pkcs1v15::SigningKey};
use sha2::Sha256;

use super::PkiError;

/// An RSA fixture key.
pub struct RsaFixture {
    name: &'static str,
    pem: &'static str,
    key: OnceLock<RsaPrivateKey>,
}

/// An EC P-256 fixture key.
pub struct EcFixture {
    name: &'static str,
    pem: &'static str,
}

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../fixtures/pki/", $name, ".pem"))
    };
}

macro_rules! rsa_fixture {
    ($name:literal) => {
        RsaFixture {
            name: $name,
            pem: fixture!($name),
            key: OnceLock::new(),
        }
    };
}

macro_rules! ec_fixture {
    ($name:literal) => {
        EcFixture {
            name: $name,
            pem: fixture!($name),
        }
    };
}

/// User-authentication CA, generations 1 to 3.
pub static AUTH_CA: [RsaFixture; 3] = [
    rsa_fixture!("auth-ca-1"),
    rsa_fixture!("auth-ca-2"),
    rsa_fixture!("auth-ca-3"),
];
/// Digital-signature CA.
pub static SIGN_CA: RsaFixture = rsa_fixture!("sign-ca");
/// A CA nobody trusts.
pub static FOREIGN_CA: RsaFixture = rsa_fixture!("foreign-ca");
/// User-authentication keys of the persons T01 to T14.
pub static USERS: [RsaFixture; 14] = [
    rsa_fixture!("user-T01"),
    rsa_fixture!("user-T02"),
    rsa_fixture!("user-T03"),
    rsa_fixture!("user-T04"),
    rsa_fixture!("user-T05"),
    rsa_fixture!("user-T06"),
    rsa_fixture!("user-T07"),
    rsa_fixture!("user-T08"),
    rsa_fixture!("user-T09"),
    rsa_fixture!("user-T10"),
    rsa_fixture!("user-T11"),
    rsa_fixture!("user-T12"),
    rsa_fixture!("user-T13"),
    rsa_fixture!("user-T14"),
];
/// User-authentication key of the special cards.
pub static SPECIAL_USER: RsaFixture = rsa_fixture!("user-special");
/// RSA-1024 key of the former generation of cards.
pub static JUKI_USER: RsaFixture = rsa_fixture!("user-juki");
/// Digital-signature key, shared by all cards.
pub static SIGN_USER: RsaFixture = rsa_fixture!("sign-user");
/// Root of the terminal certificates; its public half is in every card.
pub static TERMINAL_ROOT: RsaFixture = rsa_fixture!("terminal-root");
/// Intermediate of the terminal certificates.
pub static TERMINAL_DV: RsaFixture = rsa_fixture!("terminal-dv");
/// Key of the reference terminal, held by the server.
pub static TERMINAL: RsaFixture = rsa_fixture!("terminal-terminal");
/// Issues device certificates.
pub static DEVICE_CA: EcFixture = ec_fixture!("device-ca");
/// Issues the server's certificate.
pub static TLS_CA: EcFixture = ec_fixture!("tls-ca");
/// The server's own key.
pub static TLS_SERVER: EcFixture = ec_fixture!("tls-server");
/// Signs the server's receipts and the checkpoints of its audit log.
pub static STATEMENT: EcFixture = ec_fixture!("statement");
/// The server's pepper, under which it looks up codes and draws pseudonyms.
pub const PEPPER: [u8; 32] = *b"TEST ONLY: a pepper of 32 bytes.";
/// SubjectPublicKeyInfo (PEM) of the P-384 key of the coming generation. How such a card will sign
/// is not public, so the private half is not used.
pub static COMING_PUBLIC: &str = fixture!("coming-public");

impl RsaFixture {
    /// The private key.
    ///
    /// # Errors
    ///
    /// [`PkiError::Key`] when the fixture is damaged.
    pub fn key(&self) -> Result<&RsaPrivateKey, PkiError> {
        if let Some(key) = self.key.get() {
            return Ok(key);
        }
        let key = RsaPrivateKey::from_pkcs8_pem(self.pem).map_err(|_| PkiError::Key(self.name))?;
        Ok(self.key.get_or_init(|| key))
    }

    /// The key as signer of `RSASSA-PKCS1-v1_5` with SHA-256.
    ///
    /// # Errors
    ///
    /// [`PkiError::Key`] when the fixture is damaged.
    pub fn signer(&self) -> Result<SigningKey<Sha256>, PkiError> {
        self.key().cloned().map(SigningKey::new)
    }

    /// The PKCS#8 PEM as it lies in the fixtures.
    #[must_use]
    pub fn pem(&self) -> &'static str {
        self.pem
    }
}

impl EcFixture {
    /// The key as ECDSA signer.
    ///
    /// # Errors
    ///
    /// [`PkiError::Key`] when the fixture is damaged.
    pub fn signer(&self) -> Result<p256::ecdsa::SigningKey, PkiError> {
        p256::ecdsa::SigningKey::from_pkcs8_pem(self.pem).map_err(|_| PkiError::Key(self.name))
    }

    /// The PKCS#8 PEM as it lies in the fixtures.
    #[must_use]
    pub fn pem(&self) -> &'static str {
        self.pem
    }
}
