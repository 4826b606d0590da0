//! Tracing as a decorator: what a tap exchanged, without what was in it.

use std::time::Instant;

use crate::apdu::{Command, Response};

use super::{Event, Misuse, Step, Steps};

/// Drives a tap and writes one `tracing` event per exchange: header, lengths, status, duration.
///
/// Data fields never get as far as the event: neither the PIN of a VERIFY nor a certificate.
#[derive(Debug)]
pub struct Traced<S> {
    steps: S,
    asked: Option<(Summary, Instant)>,
    exchanges: u32,
}

/// What may be told of a command.
#[derive(Clone, Copy, Debug)]
struct Summary {
    header: [u8; 4],
    lc: usize,
    le: u32,
}

impl<S: Steps> Traced<S> {
    /// Decorates a tap.
    pub fn new(steps: S) -> Self {
        Self {
            steps,
            asked: None,
            exchanges: 0,
        }
    }

    fn note_step(&mut self, step: &Step<S::Outcome>) {
        self.asked = match step {
            Step::Transmit { command, .. } => Command::parse(command)
                .ok()
                .map(|command| (Summary::of(&command), Instant::now())),
            Step::RelayTerminalChallenge { .. } => {
                tracing::debug!(target: "kyotaku::card", "relaying the card's challenge");
                None
            }
            Step::Done(_) => {
                tracing::debug!(target: "kyotaku::card", exchanges = self.exchanges, "tap over");
                None
            }
        };
    }

    fn note_event(&mut self, event: &Event) {
        let Some((Summary { header, lc, le }, since)) = self.asked.take() else {
            return;
        };
        self.exchanges += 1;
        let micros = since.elapsed().as_micros();
        let [class, instruction, p1, p2] = header;
        let header = format_args!("{class:02X} {instruction:02X} {p1:02X} {p2:02X}");
        match event {
            Event::Response(bytes) => match Response::parse(bytes) {
                Ok(response) => tracing::debug!(
                    target: "kyotaku::card",
                    n = self.exchanges, %header, lc, le,
                    bytes = response.data().len(), status = %response.status(), micros,
                    "exchange"
                ),
                Err(damage) => tracing::warn!(
                    target: "kyotaku::card",
                    n = self.exchanges, %header, lc, le, %damage, micros, "no response in the answer"
                ),
            },
            Event::Interrupted(cause) => tracing::info!(
                target: "kyotaku::card", n = self.exchanges, %header, lc, le, %cause, micros,
                "interrupted"
            ),
            Event::TerminalSignature(_) | Event::RelayFailed(_) => {}
        }
    }
}

impl Summary {
    fn of(command: &Command) -> Self {
        Self {
            header: command.header(),
            lc: command.data().len(),
            le: command
                .expected()
                .map_or(0, crate::apdu::ExpectedLength::get),
        }
    }
}

impl<S: Steps> Steps for Traced<S> {
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
