//! Terminal certificates of the reference profile RP-TA/1: card-verifiable certificates in the
//! format that the real card's own certificates have.
//!
//! ```text
//! 7F21 82 0233                                    563 bytes
//!   5F4E 82 0129  issuer key id 16 ‖ subject key id 16 ‖ 90 03 010001 ‖ 91 82 0100 modulus
//!   5F37 82 0100  RSASSA-PKCS1-v1_5 with SHA-256 over the 297 bytes
//! ```
//!
//! There is no validity inside: the card has no clock to compare it with.

use rsa::{
    RsaPrivateKey, RsaPublicKey,
    pkcs1v15::SigningKey,
    signature::{SignatureEncoding as _, Signer as _},
    traits::PublicKeyParts as _,
};
use sha2::Sha256;

use super::{PkiError, keys};

/// Key identifier: seven digits, `08 05`, three digits, four bytes of padding.
pub type KeyId = [u8; 16];

/// Identifier of the root key that every emulated card holds.
pub const ROOT: KeyId = key_id(*b"9000000");
/// Identifier of the intermediate key.
pub const DV: KeyId = key_id(*b"9000001");
/// Identifier of the reference terminal's key.
pub const TERMINAL: KeyId = key_id(*b"9000002");

/// Length of the signed body.
pub const BODY: usize = 297;
/// Length of an RSA-2048 modulus and signature.
pub const MODULUS: usize = 256;
/// Length of body and signature with their tags, which is what PSO VERIFY CERTIFICATE carries.
pub const INNER: usize = 5 + BODY + 5 + MODULUS;

/// Root, intermediate and terminal certificate, each with its outer tag `7F21` (568 bytes).
pub struct TerminalChain {
    /// Self-signed; for the server, not sent to cards.
    pub root: Vec<u8>,
    /// Issued by the root.
    pub dv: Vec<u8>,
    /// Issued by the intermediate.
    pub terminal: Vec<u8>,
}

impl TerminalChain {
    /// Issues the chain from the fixture keys; it is the same every time.
    ///
    /// # Errors
    ///
    /// [`PkiError`] when a fixture is unusable.
    pub fn issue() -> Result<Self, PkiError> {
        let root = keys::TERMINAL_ROOT.key()?;
        let dv = keys::TERMINAL_DV.key()?;
        let terminal = keys::TERMINAL.key()?;
        Ok(Self {
            root: certificate(root, &ROOT, &ROOT, &root.to_public_key())?,
            dv: certificate(root, &ROOT, &DV, &dv.to_public_key())?,
            terminal: certificate(dv, &DV, &TERMINAL, &terminal.to_public_key())?,
        })
    }

    /// What PSO VERIFY CERTIFICATE carries of a certificate: everything inside the outer tag (563
    /// bytes).
    #[must_use]
    pub fn inner(certificate: &[u8]) -> &[u8] {
        certificate.strip_prefix(&OUTER).unwrap_or(certificate)
    }
}

/// A certificate over `subject`'s key by `issuer`'s key.
///
/// # Errors
///
/// [`PkiError::Sign`] when the key cannot sign.
pub fn certificate(
    issuer_key: &RsaPrivateKey,
    issuer: &KeyId,
    subject: &KeyId,
    key: &RsaPublicKey,
) -> Result<Vec<u8>, PkiError> {
    let mut body = Vec::with_capacity(BODY);
    body.extend_from_slice(issuer);
    body.extend_from_slice(subject);
    body.extend_from_slice(&[0x90, 0x03, 0x01, 0x00, 0x01]);
    body.extend_from_slice(&[0x91, 0x82, 0x01, 0x00]);
    body.extend_from_slice(&key.n().to_be_bytes_trimmed_vartime());
    let signature = SigningKey::<Sha256>::new(issuer_key.clone()).try_sign(&body)?;
    let mut certificate = OUTER.to_vec();
    certificate.extend_from_slice(&BODY_TAG);
    certificate.extend_from_slice(&body);
    certificate.extend_from_slice(&SIGNATURE_TAG);
    certificate.extend_from_slice(&signature.to_bytes());
    Ok(certificate)
}

/// What a terminal signs for a card's challenge: `"RP-TA1" ‖ challenge`, RSASSA-PKCS1-v1_5 with
/// SHA-256. The prefix keeps the key from signing any other sixteen bytes.
///
/// # Errors
///
/// [`PkiError::Sign`] when the key cannot sign.
pub fn answer(key: &RsaPrivateKey, challenge: &[u8; 16]) -> Result<Vec<u8>, PkiError> {
    let message = [&DOMAIN[..], challenge].concat();
    let signature = SigningKey::<Sha256>::new(key.clone()).try_sign(&message)?;
    Ok(signature.to_vec())
}

/// Domain separation of terminal signatures.
pub const DOMAIN: [u8; 6] = *b"RP-TA1";
/// Tag and length of the whole certificate.
const OUTER: [u8; 5] = [0x7F, 0x21, 0x82, 0x02, 0x33];
/// Tag and length of the body.
pub const BODY_TAG: [u8; 5] = [0x5F, 0x4E, 0x82, 0x01, 0x29];
/// Tag and length of the signature.
pub const SIGNATURE_TAG: [u8; 5] = [0x5F, 0x37, 0x82, 0x01, 0x00];

const fn key_id(digits: [u8; 7]) -> KeyId {
    let mut id = *b"0000000\x08\x05001\0\0\0\0";
    let mut at = 0;
    while at < digits.len() {
        id[at] = digits[at];
        at += 1;
    }
    id
}

#[cfg(test)]
mod tests {
    use rsa::Pkcs1v15Sign;
    use sha2::Digest as _;

    use super::*;

    #[test]
    fn certificates_have_the_lengths_of_the_real_format() {
        let chain = TerminalChain::issue().unwrap();
        for certificate in [&chain.root, &chain.dv, &chain.terminal] {
            assert_eq!(certificate.len(), 568);
            assert_eq!(TerminalChain::inner(certificate).len(), INNER);
        }
        assert_eq!(INNER, 0x0233);
        assert_eq!(chain.dv[10..26], ROOT);
        assert_eq!(chain.terminal[10..26], DV);
        assert_eq!(chain.terminal[26..42], TERMINAL);
    }

    #[test]
    fn each_certificate_verifies_under_the_one_above_it() {
        let chain = TerminalChain::issue().unwrap();
        for (certificate, issuer) in [
            (&chain.root, &keys::TERMINAL_ROOT),
            (&chain.dv, &keys::TERMINAL_ROOT),
            (&chain.terminal, &keys::TERMINAL_DV),
        ] {
            let inner = TerminalChain::inner(certificate);
            let hash = Sha256::digest(&inner[5..5 + BODY]);
            let issuer = issuer.key().unwrap().to_public_key();
            issuer
                .verify(
                    Pkcs1v15Sign::new::<Sha256>(),
                    &hash,
                    &inner[INNER - MODULUS..],
                )
                .unwrap();
        }
    }
}
