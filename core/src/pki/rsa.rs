//! RSA-2048 public keys and RSASSA-PKCS1-v1_5 verification (RFC 8017 §8.2.2).

use der::asn1::ObjectIdentifier;
use der::{AnyRef, Decode};
use rsa::pkcs1::RsaPublicKeyRef;
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, Pkcs1v15Sign, RsaPublicKey};
use sha2::{Digest, Sha256};
use x509_cert::spki::SubjectPublicKeyInfoRef;

use super::SignatureMismatch;

/// `rsaEncryption`, RFC 8017 appendix C.
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// The key is not RSA-2048 with exponent 65537, the only kind that today's cards and CAs use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnsupportedKey {
    /// Another algorithm. A coming generation of cards is announced to use P-384.
    #[error("the key is not an RSA key but of algorithm {algorithm}")]
    Algorithm {
        /// The algorithm of the subject public key information.
        algorithm: ObjectIdentifier,
        /// The curve, where the algorithm has one.
        curve: Option<ObjectIdentifier>,
    },
    /// RSA with a public exponent other than 65537.
    #[error("the RSA key has a public exponent other than 65537")]
    Exponent,
    /// RSA, but the key itself cannot be read.
    #[error("the RSA key is malformed")]
    Malformed,
    /// RSA with a modulus of another length.
    #[error("the RSA key has {bits} bits instead of 2048")]
    Size {
        /// The length of the modulus in bits.
        bits: usize,
    },
}

/// An RSA public key of 2048 bits with exponent 65537.
#[derive(Clone, PartialEq, Eq)]
pub struct RsaKey(RsaPublicKey);

impl RsaKey {
    /// The length of the modulus, and of every signature, in bytes.
    pub const LEN: usize = 256;
    /// The public exponent.
    pub const EXPONENT: u32 = 65_537;

    /// Reads a DER `SubjectPublicKeyInfo`, exactly and without trailing bytes.
    ///
    /// # Errors
    ///
    /// [`UnsupportedKey`] names what is different.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, UnsupportedKey> {
        let spki = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| UnsupportedKey::Malformed)?;
        Self::from_spki(&spki)
    }

    /// Makes the key from its modulus, big-endian.
    ///
    /// # Errors
    ///
    /// [`UnsupportedKey::Size`] if the first bit is not set, [`UnsupportedKey::Malformed`] if the
    /// modulus is even.
    pub fn from_modulus(modulus: &[u8; Self::LEN]) -> Result<Self, UnsupportedKey> {
        Self::from_parts(modulus, &Self::EXPONENT.to_be_bytes()[1..])
    }

    pub(super) fn from_spki(spki: &SubjectPublicKeyInfoRef<'_>) -> Result<Self, UnsupportedKey> {
        let algorithm = spki.algorithm.oid;
        if algorithm != RSA_ENCRYPTION {
            let curve = spki
                .algorithm
                .parameters
                .and_then(|any| any.decode_as().ok());
            return Err(UnsupportedKey::Algorithm { algorithm, curve });
        }
        // RFC 3279 §2.3.1: the parameters of rsaEncryption are NULL, and present.
        if !spki.algorithm.parameters.is_some_and(AnyRef::is_null) {
            return Err(UnsupportedKey::Malformed);
        }
        let key = spki
            .subject_public_key
            .as_bytes()
            .and_then(|bytes| RsaPublicKeyRef::from_der(bytes).ok())
            .ok_or(UnsupportedKey::Malformed)?;
        Self::from_parts(key.modulus.as_bytes(), key.public_exponent.as_bytes())
    }

    /// Both numbers big-endian, without leading zeros where they are shorter than usual.
    fn from_parts(modulus: &[u8], exponent: &[u8]) -> Result<Self, UnsupportedKey> {
        let unused = modulus
            .first()
            .map_or(0, |first| first.leading_zeros() as usize);
        let bits = modulus.len() * 8 - unused;
        if bits != Self::LEN * 8 {
            return Err(UnsupportedKey::Size { bits });
        }
        if exponent != &Self::EXPONENT.to_be_bytes()[1..] {
            return Err(UnsupportedKey::Exponent);
        }
        let modulus = BoxedUint::from_be_slice_vartime(modulus);
        RsaPublicKey::new(modulus, BoxedUint::from(Self::EXPONENT))
            .map(Self)
            .map_err(|_| UnsupportedKey::Malformed)
    }

    /// Verifies a signature over a SHA-256 digest.
    ///
    /// # Errors
    ///
    /// [`SignatureMismatch`], also for a signature of any length other than [`Self::LEN`].
    pub fn verify_sha256(
        &self,
        digest: &[u8; 32],
        signature: &[u8],
    ) -> Result<(), SignatureMismatch> {
        self.0
            .verify(Pkcs1v15Sign::new::<Sha256>(), digest, signature)
            .map_err(|_| SignatureMismatch)
    }

    /// Verifies a signature over the SHA-256 digest of a message.
    ///
    /// # Errors
    ///
    /// [`SignatureMismatch`], also for a signature of any length other than [`Self::LEN`].
    pub fn verify_message(
        &self,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureMismatch> {
        self.verify_sha256(&Sha256::digest(message).into(), signature)
    }

    /// Returns the modulus, big-endian.
    #[must_use]
    pub fn modulus(&self) -> [u8; Self::LEN] {
        let mut modulus = [0; Self::LEN];
        modulus.copy_from_slice(&self.0.n().to_be_bytes());
        modulus
    }
}

/// Prints no number: the public key of a card identifies its holder.
impl std::fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RsaKey(2048 bits)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odd_modulus() -> [u8; 256] {
        let mut modulus = [0xA5; 256];
        modulus[255] = 0x01;
        modulus
    }

    #[test]
    fn modulus_comes_back_as_it_went_in() {
        let key = RsaKey::from_modulus(&odd_modulus()).unwrap();
        assert_eq!(key.modulus(), odd_modulus());
    }

    #[test]
    fn short_modulus_is_refused_with_its_size() {
        let mut modulus = odd_modulus();
        modulus[0] = 0x01;
        let refused = RsaKey::from_modulus(&modulus).unwrap_err();
        assert_eq!(refused, UnsupportedKey::Size { bits: 2041 });
    }

    #[test]
    fn even_modulus_is_refused() {
        let mut modulus = odd_modulus();
        modulus[255] = 0x02;
        assert_eq!(
            RsaKey::from_modulus(&modulus).unwrap_err(),
            UnsupportedKey::Malformed
        );
    }

    #[test]
    fn signatures_of_other_lengths_never_match() {
        let key = RsaKey::from_modulus(&odd_modulus()).unwrap();
        for length in [0, 1, 255, 257, 512] {
            assert_eq!(
                key.verify_message(b"m", &vec![0; length]),
                Err(SignatureMismatch)
            );
        }
    }

    #[test]
    fn debug_prints_no_digit_of_the_modulus() {
        let key = RsaKey::from_modulus(&odd_modulus()).unwrap();
        assert_eq!(format!("{key:?}"), "RsaKey(2048 bits)");
    }
}
