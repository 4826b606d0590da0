//! Card-verifiable certificates, with which a terminal proves itself to a card.
//!
//! They say no more than "the owner of the issuer's key vouches for this key": no names, no
//! dates. The layout is the one that public command logs of My Number Cards show, in the tags of
//! ISO/IEC 7816-6 and -8:
//!
//! ```text
//! 7F21 82 0233                       card-verifiable certificate, 563 bytes
//!   5F4E 82 0129                     body, 297 bytes
//!     issuer key identifier          16
//!     subject key identifier         16
//!     90 03 01 00 01                 public exponent
//!     91 82 01 00 <256>              modulus
//!   5F37 82 0100 <256>               RSASSA-PKCS1-v1_5 with SHA-256 over the body
//! ```
//!
//! Every length is fixed, so there is exactly one encoding, and parsing is comparing.

use std::fmt;

use super::{RsaKey, SignatureMismatch, UnsupportedKey};

const OUTER_HEADER: [u8; 5] = [0x7F, 0x21, 0x82, 0x02, 0x33];
const BODY_HEADER: [u8; 5] = [0x5F, 0x4E, 0x82, 0x01, 0x29];
const SIGNATURE_HEADER: [u8; 5] = [0x5F, 0x37, 0x82, 0x01, 0x00];
const EXPONENT: [u8; 5] = [0x90, 0x03, 0x01, 0x00, 0x01];
const MODULUS_HEADER: [u8; 4] = [0x91, 0x82, 0x01, 0x00];

/// Length of the signed body in bytes.
pub const BODY_LEN: usize = 297;
/// Length of the whole certificate in bytes.
pub const CERTIFICATE_LEN: usize = 568;
/// Length of the signature in bytes.
pub const SIGNATURE_LEN: usize = 256;
/// Length of the certificate without its outer tag and length, as PSO: VERIFY CERTIFICATE takes
/// it (ISO/IEC 7816-8).
pub const VALUE_LEN: usize = 563;

/// Why a card-verifiable certificate is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CvcError {
    /// Not of the fixed length.
    #[error("{length} bytes are not the length of a card-verifiable certificate")]
    Length {
        /// The number of bytes.
        length: usize,
    },
    /// The key that is vouched for cannot be used.
    #[error(transparent)]
    Key(#[from] UnsupportedKey),
    /// Verified with the signature of another key.
    #[error(transparent)]
    Signature(#[from] SignatureMismatch),
    /// A tag or a length differs from the layout.
    #[error("the {part} is not where the layout has it")]
    Tag {
        /// The element.
        part: &'static str,
    },
    /// Issued by a key of another identifier.
    #[error("the certificate names another issuer")]
    WrongIssuer,
}

/// The identifier of a key in card-verifiable certificates.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub [u8; 16]);

impl KeyId {
    /// Makes an identifier in the usual form: seven digits, `08 05`, three digits, four zeros.
    ///
    /// Returns `None` for another number of digits or anything that is not an ASCII digit.
    #[must_use]
    pub fn numbered(number: &str, version: &str) -> Option<Self> {
        let is_number = |text: &str, digits| {
            text.len() == digits && text.bytes().all(|digit| digit.is_ascii_digit())
        };
        if !is_number(number, 7) || !is_number(version, 3) {
            return None;
        }
        Some(Self(concat([
            number.as_bytes(),
            &[0x08, 0x05],
            version.as_bytes(),
            &[0; 4],
        ])))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({})", hex::encode(self.0))
    }
}

/// A public key with its identifier: the root of a chain, or what a certificate vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CvKey {
    /// The identifier by which the next certificate of the chain names its issuer.
    pub id: KeyId,
    /// The key.
    pub key: RsaKey,
}

impl CvKey {
    /// Follows a chain downwards from this key and returns the key at its end.
    ///
    /// An empty chain ends where it starts.
    ///
    /// # Errors
    ///
    /// [`CvcError::WrongIssuer`] or [`CvcError::Signature`] of the first certificate that does
    /// not follow from the one before.
    pub fn follow(&self, chain: &[CvCertificate]) -> Result<Self, CvcError> {
        chain.iter().try_fold(self.clone(), |issuer, certificate| {
            certificate.verify(&issuer)
        })
    }
}

/// The signed part of a certificate, before it is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CvBody {
    issuer: KeyId,
    subject: CvKey,
}

impl CvBody {
    /// States that the owner of the key `issuer` vouches for `subject`.
    #[must_use]
    pub fn new(issuer: KeyId, subject: CvKey) -> Self {
        Self { issuer, subject }
    }

    /// Returns the bytes to be signed, RSASSA-PKCS1-v1_5 with SHA-256.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; BODY_LEN] {
        let modulus = self.subject.key.modulus();
        concat([
            &self.issuer.0,
            &self.subject.id.0,
            &EXPONENT,
            &MODULUS_HEADER,
            &modulus,
        ])
    }

    /// Makes the certificate from a signature over [`Self::to_bytes`].
    ///
    /// The signature is not verified here; [`CvCertificate::verify`] does.
    #[must_use]
    pub fn assemble(self, signature: [u8; SIGNATURE_LEN]) -> CvCertificate {
        CvCertificate {
            body: self,
            signature,
        }
    }

    fn parse(bytes: &[u8]) -> Result<Self, CvcError> {
        let mut rest = bytes;
        let issuer = KeyId(take(&mut rest, "issuer key identifier")?);
        let id = KeyId(take(&mut rest, "subject key identifier")?);
        expect(&mut rest, EXPONENT, "public exponent")?;
        expect(&mut rest, MODULUS_HEADER, "modulus")?;
        let key = RsaKey::from_modulus(&take(&mut rest, "modulus")?)?;
        Ok(Self {
            issuer,
            subject: CvKey { id, key },
        })
    }
}

/// A card-verifiable certificate.
#[derive(Clone, PartialEq, Eq)]
pub struct CvCertificate {
    body: CvBody,
    signature: [u8; SIGNATURE_LEN],
}

impl CvCertificate {
    /// Reads a certificate of exactly [`CERTIFICATE_LEN`] bytes.
    ///
    /// # Errors
    ///
    /// [`CvcError::Length`], [`CvcError::Tag`] or [`CvcError::Key`].
    pub fn parse(bytes: &[u8]) -> Result<Self, CvcError> {
        if bytes.len() != CERTIFICATE_LEN {
            return Err(CvcError::Length {
                length: bytes.len(),
            });
        }
        let mut rest = bytes;
        expect(&mut rest, OUTER_HEADER, "certificate")?;
        Self::parse_value(rest)
    }

    /// Reads a certificate without its outer tag and length, exactly [`VALUE_LEN`] bytes.
    ///
    /// # Errors
    ///
    /// [`CvcError::Length`], [`CvcError::Tag`] or [`CvcError::Key`].
    pub fn parse_value(bytes: &[u8]) -> Result<Self, CvcError> {
        if bytes.len() != VALUE_LEN {
            return Err(CvcError::Length {
                length: bytes.len(),
            });
        }
        let mut rest = bytes;
        expect(&mut rest, BODY_HEADER, "body")?;
        let body: [u8; BODY_LEN] = take(&mut rest, "body")?;
        expect(&mut rest, SIGNATURE_HEADER, "signature")?;
        let signature = take(&mut rest, "signature")?;
        Ok(Self {
            body: CvBody::parse(&body)?,
            signature,
        })
    }

    /// Verifies that the issuer vouches for the key, and returns that key.
    ///
    /// # Errors
    ///
    /// [`CvcError::WrongIssuer`] if the certificate names another issuer,
    /// [`CvcError::Signature`] if the signature is not the issuer's.
    pub fn verify(&self, issuer: &CvKey) -> Result<CvKey, CvcError> {
        if issuer.id != self.body.issuer {
            return Err(CvcError::WrongIssuer);
        }
        issuer
            .key
            .verify_message(&self.body.to_bytes(), &self.signature)?;
        Ok(self.body.subject.clone())
    }

    /// Verifies a root's certificate, which vouches for the key that signed it, and returns that
    /// key. Whether it is the right root is for the caller to know.
    ///
    /// # Errors
    ///
    /// As of [`Self::verify`].
    pub fn self_signed(&self) -> Result<CvKey, CvcError> {
        self.verify(&self.body.subject)
    }

    /// Returns the identifier of the issuer's key, unverified.
    #[must_use]
    pub fn issuer(&self) -> KeyId {
        self.body.issuer
    }

    /// Returns the identifier of the key vouched for, unverified.
    #[must_use]
    pub fn subject(&self) -> KeyId {
        self.body.subject.id
    }

    /// Returns the certificate without its outer tag and length.
    #[must_use]
    pub fn value(&self) -> [u8; VALUE_LEN] {
        concat([
            &BODY_HEADER,
            &self.body.to_bytes(),
            &SIGNATURE_HEADER,
            &self.signature,
        ])
    }

    /// Returns the certificate.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; CERTIFICATE_LEN] {
        concat([&OUTER_HEADER, &self.value()])
    }
}

impl fmt::Debug for CvCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CvCertificate")
            .field("issuer", &self.issuer())
            .field("subject", &self.subject())
            .finish_non_exhaustive()
    }
}

/// Joins parts whose lengths add up to `N`.
fn concat<const N: usize, const P: usize>(parts: [&[u8]; P]) -> [u8; N] {
    let mut joined = [0; N];
    let mut rest = &mut joined[..];
    for part in parts {
        let (place, after) = rest.split_at_mut(part.len());
        place.copy_from_slice(part);
        rest = after;
    }
    debug_assert!(rest.is_empty(), "the layout adds up");
    joined
}

fn take<const N: usize>(rest: &mut &[u8], part: &'static str) -> Result<[u8; N], CvcError> {
    let (first, after) = rest.split_first_chunk().ok_or(CvcError::Tag { part })?;
    *rest = after;
    Ok(*first)
}

fn expect<const N: usize>(
    rest: &mut &[u8],
    expected: [u8; N],
    part: &'static str,
) -> Result<(), CvcError> {
    if take::<N>(rest, part)? == expected {
        Ok(())
    } else {
        Err(CvcError::Tag { part })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: &str) -> CvKey {
        let id = KeyId::numbered(number, "001").unwrap();
        CvKey {
            id,
            key: RsaKey::from_modulus(&[0xC3; 256]).unwrap(),
        }
    }

    fn certificate() -> CvCertificate {
        CvBody::new(key("9000000").id, key("9000001")).assemble([0x5A; 256])
    }

    #[test]
    fn layout_is_byte_for_byte_that_of_the_table() {
        let bytes = certificate().to_bytes();
        assert_eq!(hex::encode(&bytes[..10]), "7f218202335f4e820129");
        assert_eq!(
            hex::encode(&bytes[10..26]),
            "39303030303030080530303100000000"
        );
        assert_eq!(
            hex::encode(&bytes[26..42]),
            "39303030303031080530303100000000"
        );
        assert_eq!(hex::encode(&bytes[42..51]), "900301000191820100");
        assert_eq!(bytes[51..307], [0xC3; 256]);
        assert_eq!(hex::encode(&bytes[307..312]), "5f37820100");
        assert_eq!(bytes[312..], [0x5A; 256]);
        assert_eq!(bytes[5..], certificate().value());
    }

    #[test]
    fn both_forms_come_back_as_they_went_in() {
        let certificate = certificate();
        assert_eq!(
            CvCertificate::parse(&certificate.to_bytes()).unwrap(),
            certificate
        );
        assert_eq!(
            CvCertificate::parse_value(&certificate.value()).unwrap(),
            certificate
        );
    }

    #[test]
    fn every_other_length_is_refused() {
        let bytes = certificate().to_bytes();
        for length in 0..bytes.len() {
            let refused = CvCertificate::parse(&bytes[..length]).unwrap_err();
            assert_eq!(refused, CvcError::Length { length });
        }
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(
            CvCertificate::parse(&longer).unwrap_err(),
            CvcError::Length { length: 569 }
        );
    }

    #[test]
    fn every_changed_tag_or_length_is_refused_by_its_name() {
        for (range, part) in [
            (0..5, "certificate"),
            (5..10, "body"),
            (42..47, "public exponent"),
            (47..51, "modulus"),
            (307..312, "signature"),
        ] {
            for index in range {
                let mut bytes = certificate().to_bytes();
                bytes[index] ^= 0x01;
                let refused = CvCertificate::parse(&bytes).unwrap_err();
                assert_eq!(refused, CvcError::Tag { part }, "byte {index}");
            }
        }
    }

    #[test]
    fn key_of_fewer_bits_is_refused() {
        let mut bytes = certificate().to_bytes();
        bytes[51] = 0x43;
        let refused = CvCertificate::parse(&bytes).unwrap_err();
        assert_eq!(refused, CvcError::Key(UnsupportedKey::Size { bits: 2047 }));
    }

    #[test]
    fn another_issuer_is_told_from_a_wrong_signature() {
        let certificate = certificate();
        let refused = certificate.verify(&key("9000009")).unwrap_err();
        assert_eq!(refused, CvcError::WrongIssuer);
        let refused = certificate.verify(&key("9000000")).unwrap_err();
        assert_eq!(refused, CvcError::Signature(SignatureMismatch));
    }

    #[test]
    fn key_identifiers_are_made_of_digits_only() {
        for (number, version) in [
            ("900000x", "001"),
            ("9000000", "00 "),
            ("900000", "001"),
            ("9000000", "0001"),
        ] {
            assert!(
                KeyId::numbered(number, version).is_none(),
                "{number} {version}"
            );
        }
    }
}
