//! Replaying a transcript: strict order, exact bytes, nothing left over.

use crate::card::{CardTransport, Interruption, RelayFailure, TerminalRelay};

use super::recorder::without_secret;
use super::{Line, Pattern, Transcript};

/// A reader and server that say what a transcript says, as long as they hear what it heard.
///
/// After the first mismatch every exchange is [`Interruption::Cancelled`]; [`Self::finish`]
/// tells what it was.
#[derive(Clone, Debug)]
pub struct Player {
    lines: Vec<Line>,
    at: usize,
    mismatch: Option<Mismatch>,
}

/// Where a run left its transcript.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("event {event} of the transcript: expected {expected}, got {got}")]
pub struct Mismatch {
    /// Counted from one, headers and remarks not counted.
    pub event: usize,
    /// What the transcript has, as it is written.
    pub expected: String,
    /// What came, shown in the transcript's form with the same bytes masked.
    pub got: String,
}

impl Player {
    /// Begins at the first event.
    #[must_use]
    pub fn new(transcript: Transcript) -> Self {
        Self {
            lines: transcript.lines,
            at: 0,
            mismatch: None,
        }
    }

    /// Checks that all of it was played.
    ///
    /// # Errors
    ///
    /// The first [`Mismatch`], or the first unused line.
    pub fn finish(self) -> Result<(), Mismatch> {
        if let Some(mismatch) = self.mismatch {
            return Err(mismatch);
        }
        match self.lines.get(self.at) {
            None => Ok(()),
            Some(unused) => Err(Mismatch {
                event: self.at + 1,
                expected: unused.to_string(),
                got: "the end".to_owned(),
            }),
        }
    }

    fn next(&mut self) -> Option<Line> {
        if self.mismatch.is_some() {
            return None;
        }
        let line = self.lines.get(self.at).cloned();
        self.at += 1;
        line
    }

    fn fail(&mut self, expected: Option<&Line>, got: String) {
        self.mismatch.get_or_insert_with(|| Mismatch {
            event: self.at,
            expected: expected.map_or_else(|| "the end".to_owned(), ToString::to_string),
            got,
        });
    }

    /// Compares what came with the next line and tells whether they fit.
    fn hear(&mut self, sign: char, bytes: &[u8]) -> bool {
        let line = self.next();
        let pattern = match (&line, sign) {
            (Some(Line::Command(pattern)), '>') | (Some(Line::Challenge(pattern)), '@') => pattern,
            (other, _) => {
                self.fail(other.as_ref(), format!("{sign} {} bytes", bytes.len()));
                return false;
            }
        };
        let fits = pattern.matches(bytes);
        if !fits {
            let got = format!("{sign} {}", same_mask(pattern, bytes));
            self.fail(line.as_ref(), got);
        }
        fits
    }

    fn told(&mut self, line: &Line, pattern: &Pattern) -> Option<Vec<u8>> {
        let bytes = pattern.bytes();
        if bytes.is_none() {
            self.fail(Some(line), "a line of which not all is told".to_owned());
        }
        bytes
    }
}

/// Shows bytes without those that the transcript does not tell, without a tail beyond it, and
/// without a PIN, wherever the transcript expected one.
fn same_mask(pattern: &Pattern, bytes: &[u8]) -> Pattern {
    let told = pattern
        .0
        .iter()
        .map(Option::is_some)
        .chain(core::iter::repeat(false));
    Pattern(
        without_secret(bytes)
            .0
            .into_iter()
            .zip(told)
            .map(|(byte, told)| byte.filter(|_| told))
            .collect(),
    )
}

impl CardTransport for Player {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption> {
        if !self.hear('>', command) {
            return Err(Interruption::Cancelled);
        }
        match self.next() {
            Some(Line::Interrupted(cause)) => Err(cause),
            Some(ref line @ Line::Answer(ref pattern)) => {
                self.told(line, pattern).ok_or(Interruption::Cancelled)
            }
            other => {
                self.fail(other.as_ref(), "the card's turn".to_owned());
                Err(Interruption::Cancelled)
            }
        }
    }
}

impl TerminalRelay for Player {
    fn sign(&mut self, challenge: [u8; 16]) -> Result<Vec<u8>, RelayFailure> {
        if !self.hear('@', &challenge) {
            return Err(RelayFailure::NotAvailable);
        }
        match self.next() {
            Some(Line::RelayFailed(failure)) => Err(failure),
            Some(ref line @ Line::Signature(ref pattern)) => {
                self.told(line, pattern).ok_or(RelayFailure::NotAvailable)
            }
            other => {
                self.fail(other.as_ref(), "the server's turn".to_owned());
                Err(RelayFailure::NotAvailable)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn player(lines: &str) -> Player {
        Player::new(lines.parse().unwrap())
    }

    #[test]
    fn plays_in_order_and_reports_what_is_left() {
        let mut played = player("> 00A4\n< 9000\n> 00B0\n! tag-lost\n");
        assert_eq!(played.transmit(&[0x00, 0xA4]), Ok(vec![0x90, 0x00]));
        assert_eq!(played.transmit(&[0x00, 0xB0]), Err(Interruption::TagLost));
        assert_eq!(played.finish(), Ok(()));

        let left = player("> 00A4\n< 9000\n").finish().unwrap_err();
        assert_eq!((left.event, left.expected.as_str()), (1, "> 00A4"));
    }

    #[test]
    fn a_wrong_command_is_told_with_step_expected_and_got() {
        let mut played = player("> 00A4??\n< 9000\n");
        assert_eq!(
            played.transmit(&[0x00, 0xB0, 0x31]),
            Err(Interruption::Cancelled)
        );
        assert_eq!(
            played.transmit(&[0x00, 0xA4, 0x31]),
            Err(Interruption::Cancelled)
        );
        let mismatch = played.finish().unwrap_err();
        assert_eq!(
            mismatch.to_string(),
            "event 1 of the transcript: expected > 00A4??, got > 00B0??"
        );
    }

    #[test]
    fn a_masked_answer_cannot_be_played() {
        let mut played = player("> 00A4\n< ????9000\n");
        assert_eq!(played.transmit(&[0x00, 0xA4]), Err(Interruption::Cancelled));
        assert!(played.finish().is_err());
    }

    #[test]
    fn the_server_side_is_played_too() {
        let challenge = "00112233445566778899AABBCCDDEEFF";
        let mut played = player(&format!(
            "@ {challenge}\n= FF\n@ {challenge}\n! relay-offline\n"
        ));
        let bytes = hex::decode(challenge).unwrap().try_into().unwrap();
        assert_eq!(played.sign(bytes), Ok(vec![0xFF]));
        assert_eq!(played.sign(bytes), Err(RelayFailure::Offline));
        assert_eq!(played.finish(), Ok(()));
    }
}
