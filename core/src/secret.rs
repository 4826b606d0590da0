//! Values that must not be printed, and that are wiped when dropped.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

#[cfg(feature = "openapi")]
use crate::wire::schema::{base64url_of, text_schema};

/// The four-digit PIN of the 利用者証明用電子証明書, as the card compares it: ASCII digits.
///
/// It has no `Display`, its `Debug` shows nothing, it cannot be compared and it is wiped on drop.
/// It is deliberately not `Clone`: one entry of the patient is worth one VERIFY.
pub struct Pin(Zeroizing<[u8; Pin::DIGITS]>);

impl Pin {
    /// Number of digits (JIS and JPKI fix it; ISO 7816-4 does not).
    pub const DIGITS: usize = 4;

    /// Reads a PIN from UTF-8 text; full-width digits (０–９) are accepted, nothing else is.
    ///
    /// # Errors
    ///
    /// [`PinFormat`] when the text is not exactly four digits. The error carries nothing of it.
    pub fn parse(text: &[u8]) -> Result<Self, PinFormat> {
        let text = core::str::from_utf8(text).map_err(|_| PinFormat)?;
        let mut digits = Zeroizing::new([0u8; Self::DIGITS]);
        let mut entered = text.chars();
        for digit in digits.iter_mut() {
            *digit = ascii_digit(entered.next().ok_or(PinFormat)?).ok_or(PinFormat)?;
        }
        match entered.next() {
            None => Ok(Self(digits)),
            Some(_) => Err(PinFormat),
        }
    }

    /// The bytes as VERIFY carries them.
    pub(crate) fn expose(&self) -> &[u8; Self::DIGITS] {
        &self.0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(****)")
    }
}

fn ascii_digit(entered: char) -> Option<u8> {
    let digit = match entered {
        '0'..='9' => u32::from(entered) - u32::from('0'),
        '０'..='９' => u32::from(entered) - u32::from('０'),
        _ => return None,
    };
    u8::try_from(digit).ok().map(|digit| b'0' + digit)
}

/// The entered PIN is not four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a PIN is exactly four digits")]
pub struct PinFormat;

/// Defines text that must be sent, but never printed or compared.
macro_rules! secret_text {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Zeroizing<String>);

        impl $name {
            /// Wraps the text. A copy that the caller keeps is the caller's to wipe.
            #[must_use]
            pub fn new(text: String) -> Self {
                Self(Zeroizing::new(text))
            }

            /// The text itself, for whoever hashes or sends it.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(****)"))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::new)
            }
        }
    )+};
}

secret_text! {
    /// The password of an account.
    Password;
    /// What was typed into a secret field, before it is read.
    SecretText;
    /// What a signed-in account shows with every request; good with the device's certificate only.
    SessionToken;
}

#[cfg(feature = "openapi")]
text_schema!(Password {
    description: "パスワード.",
    secret: true,
});

#[cfg(feature = "openapi")]
text_schema!(SessionToken {
    description: "Goes into `Authorization: Bearer` of every request that needs a session.",
    pattern: Some(&base64url_of(32).0),
    length: Some((base64url_of(32).1, base64url_of(32).1)),
    secret: true,
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_are_a_pin_in_either_width() {
        assert_eq!(Pin::parse(b"1234").unwrap().expose(), b"1234");
        assert_eq!(Pin::parse("１２3４".as_bytes()).unwrap().expose(), b"1234");
    }

    #[test]
    fn anything_else_is_refused_without_repeating_it() {
        for text in [
            "",
            "123",
            "12345",
            "12a4",
            "１２３",
            " 123",
            "123\0",
            "①234",
        ] {
            let refusal = Pin::parse(text.as_bytes()).unwrap_err();
            assert_eq!(refusal.to_string(), "a PIN is exactly four digits");
        }
        assert_eq!(
            Pin::parse(&[0xFF, 0x31, 0x32, 0x33]).unwrap_err(),
            PinFormat
        );
    }

    #[test]
    fn debug_shows_nothing_of_a_password() {
        let password = Password::new("correct horse".to_owned());
        assert_eq!(format!("{password:?}"), "Password(****)");
        assert_eq!(password.expose(), "correct horse");
    }

    #[test]
    fn debug_shows_no_digit() {
        let shown = format!("{:?}", Pin::parse(b"9876").unwrap());
        assert!(!shown.contains(|c: char| c.is_ascii_digit()), "{shown}");
    }
}
