//! Transcripts of a tap: written by a decorator, replayed strictly.
//!
//! A transcript is text, one event a line, in order:
//!
//! ```text
//! card: emulated T01                    header lines first: card, made, spec
//! made: recorded                        or synthetic
//! spec: sign with PIN
//! # a remark
//! > 00A4040C0AD392F000260100000001      command
//! < 9000                                answer with status word
//! > 0020009804????????                  ?? is one byte that is not told (a PIN digit, a nonce)
//! ! tag-lost                            instead of an answer
//! @ 00112233445566778899AABBCCDDEEFF    the card's challenge for the server
//! = 5A5A…                               the server's signature; or "! relay-offline"
//! ```

mod player;
mod recorder;

use core::fmt;
use core::str::FromStr;

pub use player::{Mismatch, Player};
pub use recorder::{Detail, Recorded};

use super::{Interruption, RelayFailure};

/// A recorded or hand-written tap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// What card it was, without anything that names a person or a card.
    pub card: String,
    /// `recorded` or `synthetic`.
    pub made: String,
    /// What was being done.
    pub spec: String,
    /// What happened, in order.
    pub lines: Vec<Line>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// `>`: a command.
    Command(Pattern),
    /// `<`: the card's answer.
    Answer(Pattern),
    /// `!`: the card or the session was gone.
    Interrupted(Interruption),
    /// `@`: the card's challenge, to be signed by the server.
    Challenge(Pattern),
    /// `=`: the server's signature.
    Signature(Pattern),
    /// `! relay-…`: the server did not sign.
    RelayFailed(RelayFailure),
}

/// Bytes of which some are not told.
#[derive(Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Option<u8>>);

impl Pattern {
    /// A pattern of exactly these bytes.
    #[must_use]
    pub fn exactly(bytes: &[u8]) -> Self {
        Self(bytes.iter().copied().map(Some).collect())
    }

    /// The same with the bytes in `range` untold; the part outside the pattern is ignored.
    #[must_use]
    pub fn masking(mut self, range: core::ops::Range<usize>) -> Self {
        for byte in self.0.iter_mut().take(range.end).skip(range.start) {
            *byte = None;
        }
        self
    }

    /// Whether the bytes fit the pattern.
    #[must_use]
    pub fn matches(&self, bytes: &[u8]) -> bool {
        self.0.len() == bytes.len()
            && self
                .0
                .iter()
                .zip(bytes)
                .all(|(told, byte)| told.is_none_or(|told| told == *byte))
    }

    /// The bytes, if all of them are told.
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        self.0.iter().copied().collect()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| match byte {
            Some(byte) => write!(f, "{byte:02X}"),
            None => f.write_str("??"),
        })
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({} bytes)", self.0.len())
    }
}

impl FromStr for Pattern {
    type Err = Damage;

    fn from_str(text: &str) -> Result<Self, Damage> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if !rest.is_empty() || pairs.is_empty() {
            return Err(Damage::Bytes);
        }
        let digit = |character: u8| char::from(character).to_digit(16);
        pairs
            .iter()
            .map(|pair| match pair {
                b"??" => Ok(None),
                [high, low] => match (digit(*high), digit(*low)) {
                    (Some(high), Some(low)) => u8::try_from(high << 4 | low)
                        .map(Some)
                        .map_err(|_| Damage::Bytes),
                    _ => Err(Damage::Bytes),
                },
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command(bytes) => write!(f, "> {bytes}"),
            Self::Answer(bytes) => write!(f, "< {bytes}"),
            Self::Interrupted(cause) => write!(f, "! {}", Cause(*cause)),
            Self::Challenge(bytes) => write!(f, "@ {bytes}"),
            Self::Signature(bytes) => write!(f, "= {bytes}"),
            Self::RelayFailed(failure) => f.write_str(match failure {
                RelayFailure::LimitReached => "! relay-limit-reached",
                RelayFailure::NotAvailable => "! relay-not-available",
                RelayFailure::Offline => "! relay-offline",
                RelayFailure::Refused => "! relay-refused",
                RelayFailure::TooLate => "! relay-too-late",
            }),
        }
    }
}

struct Cause(Interruption);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Interruption::Cancelled => f.write_str("cancelled"),
            Interruption::Other { code } => write!(f, "other-{code}"),
            Interruption::PacketTooLong => f.write_str("packet-too-long"),
            Interruption::SessionTimeout => f.write_str("session-timeout"),
            Interruption::TagLost => f.write_str("tag-lost"),
        }
    }
}

impl FromStr for Line {
    type Err = Damage;

    fn from_str(text: &str) -> Result<Self, Damage> {
        let (sign, rest) = text.split_once(' ').ok_or(Damage::Sign)?;
        match sign {
            ">" => rest.parse().map(Self::Command),
            "<" => rest.parse().map(Self::Answer),
            "@" => rest.parse().map(Self::Challenge),
            "=" => rest.parse().map(Self::Signature),
            "!" => Ok(match rest {
                "cancelled" => Self::Interrupted(Interruption::Cancelled),
                "packet-too-long" => Self::Interrupted(Interruption::PacketTooLong),
                "session-timeout" => Self::Interrupted(Interruption::SessionTimeout),
                "tag-lost" => Self::Interrupted(Interruption::TagLost),
                "relay-limit-reached" => Self::RelayFailed(RelayFailure::LimitReached),
                "relay-not-available" => Self::RelayFailed(RelayFailure::NotAvailable),
                "relay-offline" => Self::RelayFailed(RelayFailure::Offline),
                "relay-refused" => Self::RelayFailed(RelayFailure::Refused),
                "relay-too-late" => Self::RelayFailed(RelayFailure::TooLate),
                other => {
                    let code = other
                        .strip_prefix("other-")
                        .and_then(|code| code.parse().ok());
                    Self::Interrupted(Interruption::Other {
                        code: code.ok_or(Damage::Event)?,
                    })
                }
            }),
            _ => Err(Damage::Sign),
        }
    }
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "card: {}\nmade: {}\nspec: {}",
            self.card, self.made, self.spec
        )?;
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for Transcript {
    type Err = MalformedTranscript;

    fn from_str(text: &str) -> Result<Self, MalformedTranscript> {
        let mut transcript = Self::default();
        for (index, line) in text.lines().enumerate() {
            let at = |damage| MalformedTranscript {
                line: index + 1,
                damage,
            };
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let header = if transcript.lines.is_empty() {
                line.split_once(':')
            } else {
                None
            };
            match header {
                Some(("card", value)) => value.trim().clone_into(&mut transcript.card),
                Some(("made", value)) => value.trim().clone_into(&mut transcript.made),
                Some(("spec", value)) => value.trim().clone_into(&mut transcript.spec),
                Some(_) => return Err(at(Damage::Header)),
                None => transcript.lines.push(line.parse().map_err(at)?),
            }
        }
        Ok(transcript)
    }
}

/// A line that is none of the format's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {damage}")]
pub struct MalformedTranscript {
    /// Counted from one.
    pub line: usize,
    /// What is wrong with it.
    pub damage: Damage,
}

/// What is wrong with a line. None of these repeats the line, which may hold card data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    /// Not pairs of hexadecimal digits or `??`.
    #[error("not pairs of hexadecimal digits or ??")]
    Bytes,
    /// An unknown word after `!`.
    #[error("an unknown event after !")]
    Event,
    /// A header other than card, made and spec.
    #[error("a header other than card, made and spec")]
    Header,
    /// A line that begins with none of `> < ! @ =` and a space.
    #[error("a line begins with one of > < ! @ = and a space")]
    Sign,
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "card: emulated T01\nmade: synthetic\nspec: every kind of line\n\
        > 0020009804????????\n< 63C2\n! tag-lost\n! other-42\n@ 00112233\n= FF00\n\
        ! relay-offline\n";

    #[test]
    fn text_survives_the_round_trip() {
        let transcript: Transcript = SAMPLE.parse().unwrap();
        assert_eq!(transcript.lines.len(), 7);
        assert_eq!(transcript.to_string(), SAMPLE);
    }

    #[test]
    fn remarks_and_empty_lines_are_skipped() {
        let transcript: Transcript = "# why\n\ncard: x\n> 00A4\n# more\n< 9000\n"
            .parse()
            .unwrap();
        assert_eq!(transcript.lines.len(), 2);
    }

    #[test]
    fn masked_bytes_match_anything_and_told_bytes_only_themselves() {
        let pattern: Pattern = "AB??".parse().unwrap();
        assert!(pattern.matches(&[0xAB, 0x00]) && pattern.matches(&[0xAB, 0xFF]));
        assert!(!pattern.matches(&[0xAC, 0x00]) && !pattern.matches(&[0xAB]));
        assert_eq!(pattern.bytes(), None);
    }

    #[test]
    fn damage_names_the_line_and_repeats_nothing_of_it() {
        for (text, line, damage) in [
            ("card: x\n> 0", 2, Damage::Bytes),
            ("> ", 1, Damage::Sign),
            (">", 1, Damage::Sign),
            ("> 0G", 1, Damage::Bytes),
            ("> 漢", 1, Damage::Bytes),
            ("! vanished", 1, Damage::Event),
            ("host: x", 1, Damage::Header),
            ("? 00", 1, Damage::Sign),
        ] {
            let refused = text.parse::<Transcript>().unwrap_err();
            assert_eq!(refused, MalformedTranscript { line, damage }, "{text:?}");
        }
    }
}
