//! The server's pepper: a key for values that the server must find again and nobody else may
//! guess, although there are few of them.

use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit as _, Mac as _};
use kyotaku_core::wire::identifier::{InstitutionCode, Pseudonym};
use sha2::Sha256;
use zeroize::Zeroizing;

const LENGTH: usize = 32;

/// The pepper.
pub struct Pepper(Hmac<Sha256>);

/// Why there is no pepper.
#[derive(Debug, thiserror::Error)]
pub enum PepperError {
    /// The file does not hold 32 bytes.
    #[error("pepper: {} does not hold 32 bytes", .0.display())]
    Length(PathBuf),
    /// The file cannot be read.
    #[error("pepper: {} cannot be read", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
}

impl Pepper {
    /// Reads a file of 32 bytes.
    ///
    /// # Errors
    ///
    /// [`PepperError`] names the key of the configuration.
    pub fn load(path: &Path) -> Result<Self, PepperError> {
        let bytes = std::fs::read(path).map_err(|source| PepperError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::new(&Zeroizing::new(bytes)).ok_or_else(|| PepperError::Length(path.to_owned()))
    }

    fn new(bytes: &[u8]) -> Option<Self> {
        let right = bytes.len() == LENGTH;
        right
            .then(|| Hmac::new_from_slice(bytes).ok().map(Self))
            .flatten()
    }

    /// HMAC-SHA-256 over `purpose` and `fields`, a zero byte before each of the fields. A purpose
    /// names one use, so that values of one use are none of another; no field may hold a zero
    /// byte.
    #[must_use]
    pub fn mac(&self, purpose: &str, fields: &[&str]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(purpose.as_bytes());
        for field in fields {
            mac.update(&[0]);
            mac.update(field.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }

    /// What `institution` knows a person by. Pseudonyms of two institutions have nothing in common
    /// that anybody without the pepper could see.
    #[must_use]
    pub fn pseudonym(&self, institution: &InstitutionCode, person: &str) -> Pseudonym {
        Pseudonym::new(self.mac("kyotaku-pseudonym-1", &[institution.as_str(), person]))
    }
}

impl core::fmt::Debug for Pepper {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Pepper(****)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pepper() -> Pepper {
        Pepper::new(b"TEST ONLY: a pepper of 32 bytes.").unwrap()
    }

    /// Computed with OpenSSL:
    /// `printf 'kyotaku-pseudonym-1\0009919999012\000T01' | openssl dgst -sha256 -mac HMAC -macopt key:…`.
    #[test]
    fn a_pseudonym_is_the_documented_mac() {
        let pseudonym = pepper().pseudonym(&"9919999012".parse().unwrap(), "T01");
        assert_eq!(
            hex::encode(pseudonym.as_bytes()),
            "c9f4ed2ad9763765eef40655d889beacd8e91216cbde36eaeacabe315ea8ff5e"
        );
    }

    #[test]
    fn purposes_institutions_and_persons_are_kept_apart() {
        let macs = [
            pepper().mac("a", &["1", "2"]),
            pepper().mac("b", &["1", "2"]),
            pepper().mac("a", &["12"]),
            pepper().mac("a", &["1", "3"]),
            pepper().mac("a", &["2", "2"]),
        ];
        let different: std::collections::BTreeSet<_> = macs.iter().collect();
        assert_eq!(different.len(), macs.len());
    }

    #[test]
    fn a_file_of_another_length_is_no_pepper() {
        let path = std::env::temp_dir().join(format!("kyotaku-pepper-{}", std::process::id()));
        let load = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            Pepper::load(&path)
        };
        let (short, right) = (load(&[7; 31]), load(&[7; 32]));
        std::fs::remove_file(&path).unwrap();
        assert!(short.unwrap_err().to_string().starts_with("pepper: "));
        assert_eq!(format!("{:?}", right.unwrap()), "Pepper(****)");
        assert!(matches!(Pepper::load(&path), Err(PepperError::Read { .. })));
    }
}
