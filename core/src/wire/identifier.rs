//! Identifiers that both sides check before they believe them.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::base64url;
use super::check_digit;
#[cfg(feature = "openapi")]
use super::schema::{base64url_of, text_schema};
use crate::pki::P256Key;

/// 医療機関コード: ten digits made of prefecture (2), 点数表 (1) and institution (7, with a check
/// digit over all ten).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InstitutionCode(String);

/// Which prefecture numbers exist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prefectures {
    /// 01 to 47, as in Japan.
    Real,
    /// Also 99, which no real institution or insurer has and which fixtures therefore use.
    #[default]
    WithReference,
}

impl Prefectures {
    /// Whether the two-digit prefecture number is one of these.
    #[must_use]
    pub fn contains(self, number: u8) -> bool {
        (1..=47).contains(&number) || (number == 99 && self == Self::WithReference)
    }
}

impl InstitutionCode {
    /// Number of digits.
    pub const DIGITS: usize = 10;

    /// Reads a code, half-width digits only.
    ///
    /// # Errors
    ///
    /// [`InstitutionCodeError`] says whether the form, the prefecture or the check digit is wrong;
    /// screens give the first and the others different texts (E1001, E1002).
    pub fn parse(text: &str, prefectures: Prefectures) -> Result<Self, InstitutionCodeError> {
        if text.len() != Self::DIGITS || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InstitutionCodeError::Form);
        }
        if !text[..2]
            .parse()
            .is_ok_and(|number| prefectures.contains(number))
        {
            return Err(InstitutionCodeError::Prefecture);
        }
        if !check_digit::institution_code_is_valid(text) {
            return Err(InstitutionCodeError::CheckDigit);
        }
        Ok(Self(text.to_owned()))
    }

    /// The ten digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a text is not an institution code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstitutionCodeError {
    /// The check digit does not fit the other nine.
    #[error("the check digit of the institution code is wrong")]
    CheckDigit,
    /// Not exactly ten half-width digits.
    #[error("an institution code is ten digits")]
    Form,
    /// The first two digits name no prefecture.
    #[error("the prefecture of the institution code does not exist")]
    Prefecture,
}

/// ユーザーID of an account: two to eight ASCII letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountId(String);

impl AccountId {
    /// The text as entered; case matters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names one registered device: the lower-case text form of a UUID (RFC 9562 §4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeviceId(String);

impl DeviceId {
    /// The 36 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text is not an identifier of the expected kind. It carries nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// Not two to eight ASCII letters and digits.
    #[error("an account id is two to eight letters and digits")]
    Account,
    /// Not the lower-case text form of a UUID.
    #[error("a device id is a lower-case UUID")]
    Device,
    /// Not the base64url form of the expected number of bytes.
    #[error("expected base64url of {0} bytes")]
    Bytes(usize),
}

impl FromStr for AccountId {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (2..=8).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdentifierError::Account)
        }
    }
}

impl FromStr for DeviceId {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hyphens = [8, 13, 18, 23];
        let shaped = text.len() == 36
            && text.bytes().enumerate().all(|(place, byte)| {
                if hyphens.contains(&place) {
                    byte == b'-'
                } else {
                    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
                }
            });
        if shaped {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdentifierError::Device)
        }
    }
}

impl FromStr for InstitutionCode {
    type Err = InstitutionCodeError;

    /// Accepts the reference prefecture too: where that matters (a production server), call
    /// [`InstitutionCode::parse`].
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text, Prefectures::WithReference)
    }
}

/// Gives a text newtype its conversions and `Display`.
macro_rules! text_identifier {
    ($($name:ident),+) => {$(
        impl TryFrom<String> for $name {
            type Error = <Self as FromStr>::Err;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(identifier: $name) -> Self {
                identifier.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

text_identifier!(AccountId, DeviceId, InstitutionCode);

#[cfg(feature = "openapi")]
text_schema!(AccountId {
    description: "ユーザーID: two to eight ASCII letters and digits; case matters.",
    pattern: Some("^[0-9A-Za-z]+$"),
    length: Some((2, 8)),
    example: Some("staff11"),
});

#[cfg(feature = "openapi")]
text_schema!(DeviceId {
    description: "Names a registered device: a UUID in lower case (RFC 9562 §4).",
    pattern: Some("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
    format: Some("uuid"),
});

#[cfg(feature = "openapi")]
text_schema!(InstitutionCode {
    description: "機関コード: prefecture (2 digits), 点数表 (1) and institution (7, the last a check digit over all).",
    pattern: Some("^[0-9]{10}$"),
    length: Some((10, 10)),
    example: Some("9919999012"),
});

/// Makes a newtype of a fixed number of bytes whose text form is base64url.
macro_rules! byte_identifier {
    ($($(#[doc = $doc:literal])* $name:ident[$length:literal];)+) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; $length]);

        impl $name {
            /// Wraps the bytes.
            #[must_use]
            pub const fn new(bytes: [u8; $length]) -> Self {
                Self(bytes)
            }

            /// The bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = IdentifierError;

            fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
                bytes.try_into().map(Self).map_err(|_| IdentifierError::Bytes($length))
            }
        }

        impl FromStr for $name {
            type Err = IdentifierError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let bytes =
                    base64url::decode(text).map_err(|_| IdentifierError::Bytes($length))?;
                Self::try_from(bytes.as_slice())
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdentifierError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(identifier: $name) -> Self {
                base64url::encode(&identifier.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&base64url::encode(&self.0))
            }
        }

        #[cfg(feature = "openapi")]
        text_schema!($name {
            description: concat!($($doc,)* " In base64url."),
            pattern: Some(&base64url_of($length).0),
            length: Some((base64url_of($length).1, base64url_of($length).1)),
            bytes: true,
        });
    )+};
}

byte_identifier! {
    /// Names one challenge; the server draws it at random.
    ChallengeId[16];
    /// SHA-256 of a device's SubjectPublicKeyInfo in DER.
    DeviceKeyHash[32];
    /// Names a key: its thumbprint by RFC 7638.
    KeyThumbprint[32];
    /// Random bytes that make every statement unlike any other.
    Nonce[32];
    /// A person, as one institution may know them.
    Pseudonym[32];
    /// Names one verified presence; the server draws it at random.
    ReceiptId[16];
    /// SHA-256 of the 目視 record of a visit.
    VisualRecordHash[32];
    /// Names one 目視 record; the phone draws it at random.
    VisualRecordId[16];
}

impl DeviceKeyHash {
    /// Hashes a device's public key.
    #[must_use]
    pub fn of(key: &P256Key) -> Self {
        Self::of_spki(&key.to_spki_der())
    }

    /// Hashes a public key as its SubjectPublicKeyInfo in DER.
    #[must_use]
    pub fn of_spki(der: &[u8]) -> Self {
        Self(Sha256::digest(der).into())
    }
}

impl KeyThumbprint {
    /// The thumbprint of a public key: SHA-256 over its JWK with the required members alone, in
    /// lexicographic order (RFC 7638 §3).
    #[must_use]
    pub fn of(key: &P256Key) -> Self {
        let (x, y) = key.coordinates();
        let [x, y] = [x, y].map(|coordinate| base64url::encode(&coordinate));
        let jwk = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        Self(Sha256::digest(jwk).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_institution_code_says_what_is_wrong_with_it() {
        let parse = |text| InstitutionCode::parse(text, Prefectures::Real).map(String::from);
        assert_eq!(parse("0110113719"), Ok("0110113719".to_owned()));
        assert_eq!(parse("9919999012"), Err(InstitutionCodeError::Prefecture));
        assert_eq!(parse("0110113718"), Err(InstitutionCodeError::CheckDigit));
        assert_eq!(parse("4810113719"), Err(InstitutionCodeError::Prefecture));
        for text in [
            "",
            "011011371",
            "01101137199",
            "011011371a",
            "０１１０１１３７１９",
        ] {
            assert_eq!(parse(text), Err(InstitutionCodeError::Form), "{text}");
        }
        assert!("9919999012".parse::<InstitutionCode>().is_ok());
    }

    #[test]
    fn account_and_device_ids_have_exact_forms() {
        for text in ["ab", "staff11", "Nurse002"] {
            assert!(text.parse::<AccountId>().is_ok(), "{text}");
        }
        for text in ["", "a", "ninechars", "with spc", "ｓｔａｆｆ"] {
            assert!(text.parse::<AccountId>().is_err(), "{text}");
        }
        assert!(
            "0190f3a2-7c41-7a00-8000-00000000000a"
                .parse::<DeviceId>()
                .is_ok()
        );
        assert!(
            "0190F3A2-7c41-7a00-8000-00000000000a"
                .parse::<DeviceId>()
                .is_err()
        );
        assert!(
            "0190f3a2-7c41-7a00-8000-0000000000"
                .parse::<DeviceId>()
                .is_err()
        );
    }

    #[test]
    fn byte_identifiers_have_one_text_each() {
        let id = ChallengeId::new([0xFF; 16]);
        assert_eq!(id.to_string(), "_____________________w");
        assert_eq!("_____________________w".parse(), Ok(id));
        for text in [
            "_____________________x",
            "_____________________w==",
            "",
            "__",
        ] {
            assert_eq!(
                text.parse::<ChallengeId>(),
                Err(IdentifierError::Bytes(16)),
                "{text}"
            );
        }
    }
}
