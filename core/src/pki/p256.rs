//! P-256 public keys of devices and ECDSA verification with SHA-256.
//!
//! A device signs twice over: in TLS, where the signature is DER (RFC 5480 appendix A), and in
//! JWS with ES256, where it is the raw pair r ‖ s (RFC 7518 §3.4). Both meet here.

use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{DerSignature, Signature, VerifyingKey};

use super::SignatureMismatch;

/// The length of an uncompressed point in bytes.
const POINT_LEN: usize = 65;

/// The first byte of an uncompressed point, SEC 1 §2.3.3.
const UNCOMPRESSED: u8 = 0x04;

/// Everything of a `SubjectPublicKeyInfo` before the point: `id-ecPublicKey`, the curve
/// `secp256r1`, and the header of the BIT STRING (RFC 5480 §2).
const SPKI_HEADER: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A,
    0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// The bytes are not a P-256 public key in the one encoding that is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a P-256 public key")]
pub struct MalformedP256Key;

/// A P-256 public key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct P256Key {
    key: VerifyingKey,
    point: [u8; POINT_LEN],
}

impl P256Key {
    /// The length of a raw signature, r ‖ s, in bytes.
    pub const RAW_SIGNATURE_LEN: usize = 64;

    /// Reads a DER `SubjectPublicKeyInfo` with a named curve and an uncompressed point.
    ///
    /// Every key has exactly one accepted encoding, because the hash of the encoding names it.
    ///
    /// # Errors
    ///
    /// [`MalformedP256Key`] for any other bytes, another curve, or a point off the curve.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, MalformedP256Key> {
        let point = der.strip_prefix(&SPKI_HEADER).ok_or(MalformedP256Key)?;
        Self::from_sec1(point.try_into().map_err(|_| MalformedP256Key)?)
    }

    /// Reads an uncompressed point, `04 ‖ x ‖ y`, as the Secure Enclave exports it (SEC 1 §2.3.3).
    ///
    /// # Errors
    ///
    /// [`MalformedP256Key`] for any other bytes or a point off the curve.
    pub fn from_sec1(point: &[u8; POINT_LEN]) -> Result<Self, MalformedP256Key> {
        if point[0] != UNCOMPRESSED {
            return Err(MalformedP256Key);
        }
        let key = VerifyingKey::from_sec1_bytes(point).map_err(|_| MalformedP256Key)?;
        Ok(Self { key, point: *point })
    }

    /// Returns the DER `SubjectPublicKeyInfo`.
    #[must_use]
    pub fn to_spki_der(&self) -> Vec<u8> {
        [&SPKI_HEADER[..], &self.point].concat()
    }

    /// The affine coordinates x and y, big-endian, as a JWK has them (RFC 7518 §6.2.1).
    #[must_use]
    pub fn coordinates(&self) -> ([u8; 32], [u8; 32]) {
        let half = |from: usize| core::array::from_fn(|place| self.point[from + place]);
        (half(1), half(33))
    }

    /// Verifies a raw signature r ‖ s over a message, as in JWS with ES256.
    ///
    /// Both s and −s are accepted, as the standard has it; a signature is no identifier.
    ///
    /// # Errors
    ///
    /// [`SignatureMismatch`], also for r or s out of range.
    pub fn verify(
        &self,
        message: &[u8],
        signature_rs: &[u8; Self::RAW_SIGNATURE_LEN],
    ) -> Result<(), SignatureMismatch> {
        let signature = Signature::from_slice(signature_rs).map_err(|_| SignatureMismatch)?;
        self.key
            .verify(message, &signature)
            .map_err(|_| SignatureMismatch)
    }

    /// Verifies a DER signature over a message, as in TLS and X.509.
    ///
    /// # Errors
    ///
    /// [`SignatureMismatch`], also for any encoding that is not DER.
    pub fn verify_der(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        let signature = DerSignature::from_bytes(signature).map_err(|_| SignatureMismatch)?;
        self.key
            .verify(message, &signature)
            .map_err(|_| SignatureMismatch)
    }
}

/// Prints no coordinate: the key names a device.
impl std::fmt::Debug for P256Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("P256Key")
    }
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::SigningKey;
    use p256::ecdsa::signature::Signer;
    use p256::pkcs8::EncodePublicKey;

    use super::*;

    fn signing_key() -> SigningKey {
        SigningKey::from_slice(&[7; 32]).unwrap()
    }

    fn spki() -> Vec<u8> {
        signing_key()
            .verifying_key()
            .to_public_key_der()
            .unwrap()
            .as_bytes()
            .to_vec()
    }

    #[test]
    fn both_forms_of_a_signature_verify() {
        let signature: Signature = signing_key().sign(b"message");
        let key = P256Key::from_spki_der(&spki()).unwrap();
        key.verify(b"message", &signature.to_bytes().into())
            .unwrap();
        key.verify_der(b"message", signature.to_der().as_bytes())
            .unwrap();
        assert_eq!(
            key.verify(b"other", &signature.to_bytes().into()),
            Err(SignatureMismatch)
        );
    }

    #[test]
    fn both_encodings_of_a_key_are_the_same_key() {
        let point: [u8; 65] = spki()[26..].try_into().unwrap();
        let key = P256Key::from_sec1(&point).unwrap();
        assert_eq!(key, P256Key::from_spki_der(&spki()).unwrap());
        assert_eq!(key.to_spki_der(), spki());
    }

    #[test]
    fn compressed_points_are_refused() {
        let compressed = signing_key().verifying_key().to_sec1_point(true);
        let mut der = spki()[..26].to_vec();
        der.extend_from_slice(compressed.as_bytes());
        der[1] -= 32;
        der[24] -= 32;
        assert_eq!(P256Key::from_spki_der(&der), Err(MalformedP256Key));
    }

    #[test]
    fn trailing_bytes_and_points_off_the_curve_are_refused() {
        let mut der = spki();
        der.push(0);
        assert_eq!(P256Key::from_spki_der(&der), Err(MalformedP256Key));
        let mut der = spki();
        der[90] ^= 1;
        assert_eq!(P256Key::from_spki_der(&der), Err(MalformedP256Key));
    }
}
