//! COMPUTE DIGITAL SIGNATURE with the class of JPKI, `80 2A P1 P2`.

use kyotaku_core::apdu::StatusWord;
use rsa::{
    Pkcs1v15Sign, RsaPrivateKey,
    pkcs1v15::SigningKey,
    signature::{SignatureEncoding as _, hazmat::PrehashSigner as _},
};
use sha2::{Digest as _, Sha256};

use super::{
    Card, Secret,
    engine::{Answer, Outcome, Request},
    file::{File, FileReference, KeyFile},
};

/// PKCS#1 v1.5 leaves 11 bytes for padding (RFC 8017 §9.2).
const ENCODED_MAX: usize = 256 - 11;
/// `DigestInfo` of SHA-256 up to the hash (RFC 8017 §9.2, note 1).
const SHA256_PREFIX: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

impl Card {
    /// P1 00 signs 1–245 bytes as they are, 02 a SHA-256 hash, 03 up to 255 bytes hashed by the
    /// card. P2 names the key. The terminal's authorisation is spent by one signature.
    pub(super) fn sign(&mut self, request: &Request) -> Outcome {
        let encoded = encode(request.p1, &request.data)?;
        let reference = FileReference::parse(request.p2)?;
        let File::Key(file) = self.resolve(reference, StatusWord::ReferenceNotFound)? else {
            return Err(StatusWord::IncompatibleFile);
        };
        let expected = request.expected.ok_or(StatusWord::WrongLength)?;
        let key = match file {
            KeyFile::Authentication => self.image.authentication.key.clone(),
            KeyFile::Signature => self.image.signature.as_ref().map(|one| one.key.clone()),
        };
        if !self.take_authorisation(file) {
            return Err(StatusWord::SecurityStatusNotSatisfied);
        }
        let key = key.ok_or(StatusWord::FunctionNotSupported)?;
        let signature = sign_checked(&key, &encoded)?;
        if expected < signature.len() {
            return Err(StatusWord::WrongLength);
        }
        Ok(Answer::data(signature))
    }

    /// The PIN stands until the application is left; what the terminal was granted is spent here.
    fn take_authorisation(&mut self, file: KeyFile) -> bool {
        let status = &self.volatile.status;
        match file {
            KeyFile::Authentication => {
                status.holds(Secret::AuthenticationPin)
                    || self.volatile.terminal.take_authorisation()
            }
            KeyFile::Signature => status.holds(Secret::SignaturePassword),
        }
    }
}

/// What goes under the padding of PKCS#1 v1.5.
fn encode(p1: u8, data: &[u8]) -> Result<Vec<u8>, StatusWord> {
    match p1 {
        0x00 if matches!(data.len(), 1..=ENCODED_MAX) => Ok(data.to_vec()),
        0x02 if data.len() == 32 => Ok([&SHA256_PREFIX[..], data].concat()),
        0x03 if matches!(data.len(), 1..=255) => {
            Ok([&SHA256_PREFIX[..], &Sha256::digest(data)].concat())
        }
        0x00 | 0x02 | 0x03 => Err(StatusWord::WrongLength),
        _ => Err(StatusWord::IncorrectParameters),
    }
}

/// Signs with blinding, and hands out only what verifies: a faulty RSA-CRT signature would reveal
/// the key.
fn sign_checked(key: &RsaPrivateKey, encoded: &[u8]) -> Result<Vec<u8>, StatusWord> {
    let signature = SigningKey::<Sha256>::new_unprefixed(key.clone())
        .sign_prehash(encoded)
        .map_err(|_| StatusWord::ExecutionError)?
        .to_vec();
    key.to_public_key()
        .verify(Pkcs1v15Sign::new_unprefixed(), encoded, &signature)
        .map_err(|_| StatusWord::ExecutionError)?;
    Ok(signature)
}
