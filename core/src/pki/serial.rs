//! The two ways to name a certificate: by its issuer's number and by its hash.

use std::fmt;

use sha2::{Digest, Sha256};
use x509_cert::serial_number::SerialNumber;

use super::Malformed;

/// The serial number that a CA gave to a certificate, big-endian without leading zeros.
///
/// The number of a citizen's certificate leads to the citizen, so `Debug` does not print it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Serial(Box<[u8]>);

impl Serial {
    /// The longest serial number of RFC 5280 §4.1.2.2, in bytes.
    pub const MAX_LEN: usize = 20;

    /// Makes a serial number from big-endian bytes; leading zeros are dropped.
    ///
    /// # Errors
    ///
    /// [`Malformed`] for zero and for more than [`Self::MAX_LEN`] bytes.
    pub fn new(bytes: &[u8]) -> Result<Self, Malformed> {
        let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
        let significant = &bytes[zeros..];
        if significant.is_empty() || significant.len() > Self::MAX_LEN {
            return Err(Malformed {
                part: "serial number",
            });
        }
        Ok(Self(significant.into()))
    }

    /// Takes the ASN.1 INTEGER, which must be positive.
    pub(super) fn from_asn1(serial: &SerialNumber) -> Result<Self, Malformed> {
        let bytes = serial.as_bytes();
        if bytes.first().is_some_and(|first| first & 0x80 != 0) {
            return Err(Malformed {
                part: "serial number",
            });
        }
        Self::new(bytes)
    }

    /// Returns the number, big-endian without leading zeros.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Serial(…)")
    }
}

/// The SHA-256 hash of a certificate's DER encoding.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Hashes a DER encoding.
    #[must_use]
    pub fn of(der: &[u8]) -> Self {
        Self(Sha256::digest(der).into())
    }

    /// Returns the hash.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Prints the first four bytes, enough to tell two certificates of a log apart.
impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({}…)", hex::encode(&self.0[..4]))
    }
}

#[cfg(test)]
mod tests {
    use der::Decode;

    use super::*;

    fn from_integer(der: &[u8]) -> Result<Serial, Malformed> {
        Serial::from_asn1(&SerialNumber::from_der(der).unwrap())
    }

    #[test]
    fn sign_octet_is_not_part_of_the_number() {
        let serial = from_integer(&[0x02, 0x03, 0x00, 0xBF, 0xCD]).unwrap();
        assert_eq!(serial.as_bytes(), [0xBF, 0xCD]);
        assert_eq!(serial, Serial::new(&[0, 0, 0xBF, 0xCD]).unwrap());
    }

    #[test]
    fn zero_and_negative_numbers_are_refused() {
        assert!(from_integer(&[0x02, 0x01, 0x00]).is_err());
        assert!(from_integer(&[0x02, 0x02, 0xBF, 0xCD]).is_err());
        assert!(Serial::new(&[]).is_err());
    }

    #[test]
    fn twenty_bytes_are_the_most() {
        assert!(Serial::new(&[0xFF; 20]).is_ok());
        assert!(Serial::new(&[0xFF; 21]).is_err());
    }

    #[test]
    fn debug_shows_no_number_and_only_the_start_of_a_hash() {
        assert_eq!(format!("{:?}", Serial::new(&[0x12]).unwrap()), "Serial(…)");
        assert_eq!(
            format!("{:?}", Fingerprint::of(b"")),
            "Fingerprint(e3b0c442…)"
        );
    }
}
