//! Writing a transcript while a tap runs.

use std::sync::{Arc, Mutex, PoisonError};

use crate::apdu::{Command, Form};
use crate::card::{Event, Misuse, Step, Steps};

use super::{Line, Pattern, Transcript};

/// How much of the card's answers a transcript keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Everything, so that it can be replayed. For cards of a test PKI: a certificate and a
    /// signature identify their holder.
    Full,
    /// Lengths and status words only.
    Shape,
}

/// Drives a tap and writes down what it exchanges.
///
/// PIN bytes are masked before they are kept, whatever the detail.
#[derive(Debug)]
pub struct Recorded<S> {
    steps: S,
    detail: Detail,
    transcript: Arc<Mutex<Transcript>>,
}

impl<S> Recorded<S> {
    /// Decorates a tap. The transcript grows behind the returned handle.
    pub fn new(steps: S, heading: Transcript, detail: Detail) -> (Self, Arc<Mutex<Transcript>>) {
        let transcript = Arc::new(Mutex::new(heading));
        (
            Self {
                steps,
                detail,
                transcript: Arc::clone(&transcript),
            },
            transcript,
        )
    }

    fn write(&self, line: Line) {
        self.transcript
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .lines
            .push(line);
    }

    fn note_step<T>(&self, step: &Step<T>) {
        match step {
            Step::Transmit { command, .. } => {
                self.write(Line::Command(without_secret(command)));
            }
            Step::RelayTerminalChallenge { challenge, .. } => {
                self.write(Line::Challenge(self.detailed(challenge, 0)));
            }
            Step::Done(_) => {}
        }
    }

    fn note_event(&self, event: &Event) {
        self.write(match event {
            Event::Response(bytes) => Line::Answer(self.detailed(bytes, 2)),
            Event::Interrupted(cause) => Line::Interrupted(*cause),
            Event::TerminalSignature(bytes) => Line::Signature(self.detailed(bytes, 0)),
            Event::RelayFailed(failure) => Line::RelayFailed(*failure),
        });
    }

    /// The bytes, or only the last `told` of them.
    fn detailed(&self, bytes: &[u8], told: usize) -> Pattern {
        let pattern = Pattern::exactly(bytes);
        match self.detail {
            Detail::Full => pattern,
            Detail::Shape => pattern.masking(0..bytes.len().saturating_sub(told)),
        }
    }
}

/// The command with the data of VERIFY (20), CHANGE REFERENCE DATA (24) and RESET RETRY COUNTER
/// (2C) masked.
pub(super) fn without_secret(bytes: &[u8]) -> Pattern {
    let pattern = Pattern::exactly(bytes);
    match Command::parse(bytes) {
        Ok(command) if matches!(command.instruction(), 0x20 | 0x24 | 0x2C) => {
            let start = match command.form() {
                Form::Short => 5,
                Form::Extended => 7,
            };
            pattern.masking(start..start + command.data().len())
        }
        Ok(_) => pattern,
        // Nothing the core sends; told only as far as a header goes.
        Err(_) => pattern.masking(4..bytes.len()),
    }
}

impl<S: Steps> Steps for Recorded<S> {
    type Outcome = S::Outcome;

    fn begin(&mut self) -> Result<Step<S::Outcome>, Misuse> {
        let step = self.steps.begin()?;
        self.note_step(&step);
        Ok(step)
    }

    fn resume(&mut self, event: Event) -> Result<Step<S::Outcome>, Misuse> {
        self.note_event(&event);
        let step = self.steps.resume(event)?;
        self.note_step(&step);
        Ok(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_masked_in_either_form() {
        let short = Command::new([0, 0x20, 0, 0x98]).carrying(b"1234").unwrap();
        assert_eq!(
            without_secret(&short.encode()).to_string(),
            "0020009804????????"
        );
        assert_eq!(
            without_secret(&short.extended().encode()).to_string(),
            "00200098000004????????"
        );
        let query = Command::new([0, 0x20, 0, 0x98]);
        assert_eq!(without_secret(&query.encode()).to_string(), "00200098");
    }
}
