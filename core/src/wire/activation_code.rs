//! Activation codes: what an administrator issues so that one phone may be registered.
//!
//! Sixteen characters of Crockford's base 32 (digits and letters without I, L, O and U), shown as
//! `XXXX-XXXX-XXXX-XXXX`: fifteen random ones, which are 75 bits, and one check character. What
//! people type is read forgivingly: either case, full width, spaces and hyphens anywhere, O for 0,
//! I and L for 1.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::Zeroizing;

use super::identifier::InstitutionCode;
#[cfg(feature = "openapi")]
use super::schema::text_schema;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// An activation code. It is a secret until it is used: no `Display`, and `Debug` shows nothing.
#[derive(Clone)]
pub struct ActivationCode(Zeroizing<[u8; ActivationCode::LENGTH]>);

/// The text is no activation code. Nothing of it is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an activation code")]
pub struct ActivationCodeFormat;

impl ActivationCode {
    /// Characters, check character included, hyphens not.
    pub const LENGTH: usize = 16;

    /// Characters that are drawn at random.
    const DRAWN: usize = Self::LENGTH - 1;

    /// Makes a code of random bytes, of which the lowest five bits count.
    #[must_use]
    pub fn from_random(bytes: &[u8; Self::DRAWN]) -> Self {
        let mut characters = Zeroizing::new([0; Self::LENGTH]);
        for (character, byte) in characters.iter_mut().zip(bytes) {
            *character = ALPHABET[usize::from(byte & 0x1F)];
        }
        characters[Self::DRAWN] = ALPHABET[usize::from(check_value(bytes.iter().copied()))];
        Self(characters)
    }

    /// Reads a code as people type it.
    ///
    /// # Errors
    ///
    /// [`ActivationCodeFormat`], also when the check character does not fit.
    pub fn parse(text: &str) -> Result<Self, ActivationCodeFormat> {
        let mut values = Zeroizing::new([0u8; Self::LENGTH]);
        let mut places = values.iter_mut();
        for entered in text.chars() {
            if let Some(value) = value_of(entered)? {
                *places.next().ok_or(ActivationCodeFormat)? = value;
            }
        }
        if places.next().is_some() {
            return Err(ActivationCodeFormat);
        }
        let (drawn, check) = values.split_at(Self::DRAWN);
        if check_value(drawn.iter().copied()) != check[0] {
            return Err(ActivationCodeFormat);
        }
        let mut characters = Zeroizing::new([0; Self::LENGTH]);
        for (character, value) in characters.iter_mut().zip(values.iter()) {
            *character = ALPHABET[usize::from(*value)];
        }
        Ok(Self(characters))
    }

    /// The sixteen characters, as sent and as hashed.
    #[must_use]
    pub fn expose(&self) -> &str {
        // The alphabet is ASCII.
        core::str::from_utf8(self.0.as_ref()).unwrap_or_default()
    }

    /// The form for people, `XXXX-XXXX-XXXX-XXXX`, shown once when it is issued.
    #[must_use]
    pub fn grouped(&self) -> Zeroizing<String> {
        let mut grouped = Zeroizing::new(String::with_capacity(Self::LENGTH + 3));
        for (place, character) in self.expose().chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                grouped.push('-');
            }
            grouped.push(character);
        }
        grouped
    }

    /// The last four characters, by which lists name a code.
    #[must_use]
    pub fn tail(&self) -> &str {
        &self.expose()[Self::LENGTH - 4..]
    }
}

/// The value of a typed character; none for what only separates.
fn value_of(entered: char) -> Result<Option<u8>, ActivationCodeFormat> {
    let narrow = match entered {
        // Full-width forms lie at a fixed distance from ASCII (Unicode block FF00).
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(entered) - 0xFEE0),
        '\u{3000}' => Some(' '),
        'ー' | '―' | '‐' | '−' => Some('-'),
        other => Some(other),
    };
    let folded = match narrow.ok_or(ActivationCodeFormat)?.to_ascii_uppercase() {
        ' ' | '-' => return Ok(None),
        'O' => b'0',
        'I' | 'L' => b'1',
        other => u8::try_from(other).map_err(|_| ActivationCodeFormat)?,
    };
    let place = ALPHABET.iter().position(|letter| *letter == folded);
    let value = place.ok_or(ActivationCodeFormat)?;
    u8::try_from(value)
        .map(Some)
        .map_err(|_| ActivationCodeFormat)
}

/// The weighted sum of the values modulo 32, with the odd weights 1, 3, 5 and so on: odd, so that
/// any one wrong character changes it, and unequal, so that most exchanged neighbours do.
fn check_value(values: impl Iterator<Item = u8>) -> u8 {
    let weighted = values
        .zip((1u8..).step_by(2))
        .map(|(value, weight)| (value & 0x1F).wrapping_mul(weight));
    weighted.fold(0u8, u8::wrapping_add) & 0x1F
}

/// What the two-dimensional code of a slip says: institution and code, and never a server.
#[derive(Clone, Debug)]
pub struct ActivationSlip {
    /// 医療機関コード.
    pub institution: InstitutionCode,
    /// The code.
    pub code: ActivationCode,
}

impl ActivationSlip {
    const PREFIX: &str = "mka1:";

    /// The text to print as a two-dimensional code.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let (institution, code) = (&self.institution, self.code.expose());
        Zeroizing::new(format!("{}{institution}:{code}", Self::PREFIX))
    }

    /// Reads a scanned text.
    ///
    /// # Errors
    ///
    /// [`ActivationCodeFormat`] for anything but a slip, such as the address of a website.
    pub fn parse(text: &str) -> Result<Self, ActivationCodeFormat> {
        let fields = text.trim().strip_prefix(Self::PREFIX);
        let (institution, code) = fields
            .and_then(|fields| fields.split_once(':'))
            .ok_or(ActivationCodeFormat)?;
        Ok(Self {
            institution: institution.parse().map_err(|_| ActivationCodeFormat)?,
            code: ActivationCode::parse(code)?,
        })
    }
}

impl fmt::Debug for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ActivationCode(****)")
    }
}

#[cfg(feature = "openapi")]
text_schema!(ActivationCode {
    description: "アクティベーションコード: fifteen characters of Crockford's base 32 and a check character. \
        Hyphens, spaces, lower case and full width are read too.",
    pattern: Some("^[0-9A-HJKMNP-TV-Z]{16}$"),
    length: Some((ActivationCode::LENGTH, ActivationCode::LENGTH)),
    secret: true,
});

impl Serialize for ActivationCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for ActivationCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> ActivationCode {
        ActivationCode::from_random(&core::array::from_fn(|place| {
            u8::try_from(place * 37 % 251).unwrap()
        }))
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = code();
        let grouped = code.grouped().to_string();
        assert_eq!(grouped.len(), 19);
        let wide: String = grouped
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
            .collect();
        for text in [
            grouped.clone(),
            grouped.to_lowercase(),
            grouped.replace('-', "　"),
            format!(" {} ", grouped.replace('-', "")),
            grouped.replace('0', "O"),
            grouped.replace('1', "l"),
            grouped.replace('-', "ー"),
            wide,
        ] {
            let read = ActivationCode::parse(&text).unwrap_or_else(|_| panic!("{text}"));
            assert_eq!(read.expose(), code.expose(), "{text}");
        }
        assert!(grouped.ends_with(code.tail()));
    }

    #[test]
    fn any_one_wrong_character_is_noticed() {
        let right = code().expose().to_owned();
        for place in 0..ActivationCode::LENGTH {
            for letter in ALPHABET {
                let mut wrong = right.clone().into_bytes();
                wrong[place] = *letter;
                let wrong = String::from_utf8(wrong).unwrap();
                assert_eq!(ActivationCode::parse(&wrong).is_ok(), wrong == right);
            }
        }
    }

    #[test]
    fn exchanged_neighbours_are_noticed_unless_they_are_sixteen_apart() {
        for place in 0..ActivationCode::DRAWN - 1 {
            for (first, second) in (0..32).flat_map(|a| (0..32).map(move |b| (a, b))) {
                let mut drawn = [7; ActivationCode::DRAWN];
                drawn[place..][..2].copy_from_slice(&[first, second]);
                let mut exchanged = ActivationCode::from_random(&drawn).expose().to_owned();
                let neighbours = exchanged[place..place + 2]
                    .chars()
                    .rev()
                    .collect::<String>();
                exchanged.replace_range(place..place + 2, &neighbours);
                assert_eq!(
                    ActivationCode::parse(&exchanged).is_ok(),
                    first.abs_diff(second) % 16 == 0,
                    "{first} and {second} at {place}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_code_is_refused_without_repeating_it() {
        let code = code().expose().to_owned();
        for text in [
            "",
            "U",
            &code[..15],
            &format!("{code}0"),
            &code.replace(|_: char| true, "U"),
            "あいうえおかきくけこさしすせそた",
        ] {
            let error = ActivationCode::parse(text).unwrap_err();
            assert_eq!(error.to_string(), "not an activation code");
        }
        assert_eq!(format!("{:?}", self::code()), "ActivationCode(****)");
    }

    #[test]
    fn a_slip_says_institution_and_code_alone() {
        let slip = ActivationSlip {
            institution: "9919999012".parse().unwrap(),
            code: code(),
        };
        let read = ActivationSlip::parse(&slip.to_text()).unwrap();
        assert_eq!(read.institution, slip.institution);
        assert_eq!(read.code.expose(), slip.code.expose());
        for text in [
            "https://example.invalid/",
            "mka1:9919999012",
            "mka1:1234567890:0000000000000000",
            &format!("{}:https://example.invalid", *slip.to_text()),
        ] {
            assert!(ActivationSlip::parse(text).is_err(), "{text}");
        }
        assert!(!format!("{slip:?}").contains(code().tail()));
    }
}
