//! Everything that a visit can be seen to print, and the search for a PIN in it.

use core::error::Error;
use core::fmt::{Debug, Write as _};
use std::collections::BTreeSet;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use kyotaku_core::apdu::{Command, Response};
use kyotaku_core::card::transcript::Transcript;
use kyotaku_core::card::{CardTransport, Event, Step, Steps};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::secrets::Secrets;

/// Text that was printed, of which the hexadecimal columns of transcripts are kept apart: four
/// digits may well occur in a certificate, where they are no PIN.
#[derive(Debug, Default)]
pub struct Printed {
    text: String,
    hex: String,
}

impl Printed {
    /// Adds text.
    pub fn text(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Adds both `Debug` forms.
    pub fn debug(&mut self, value: &(impl Debug + ?Sized)) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{value:?}\n{value:#?}");
    }

    /// Adds both forms of an error and of all that caused it.
    pub fn error(&mut self, error: &(dyn Error + 'static)) {
        let chain = core::iter::successors(Some(error), |error| (*error).source());
        for error in chain {
            self.text(&error.to_string());
            self.debug(error);
        }
    }

    /// Adds a transcript as it is written to a file.
    pub fn transcript(&mut self, transcript: &Transcript) {
        for line in transcript.to_string().lines() {
            let column = match line.split_once(' ') {
                Some((">" | "<" | "@" | "=", _)) => &mut self.hex,
                _ => &mut self.text,
            };
            column.push_str(line);
            column.push('\n');
        }
    }

    /// Adds a trace, without its durations.
    pub fn trace(&mut self, trace: &str) {
        let mut parts = trace.split("micros");
        self.text(parts.next().unwrap_or_default());
        for part in parts {
            self.text(part.trim_start_matches(|c: char| c.is_ascii_digit() || "\"=:".contains(c)));
        }
    }

    /// Drives a tap and prints every step, every event, and the work itself in between.
    pub fn drive<S>(&mut self, mut steps: S, transport: &mut impl CardTransport) -> S::Outcome
    where
        S: Steps + Debug,
        S::Outcome: Debug,
    {
        let mut step = steps.begin().unwrap();
        loop {
            self.debug(&step);
            self.text(&without_instants(&format!("{steps:?}\n{steps:#?}")));
            let event = match step {
                Step::Transmit { command, .. } => {
                    self.debug(&Command::parse(&command));
                    match transport.transmit(&command) {
                        Ok(answer) => {
                            self.debug(&Response::parse(&answer));
                            Event::Response(answer)
                        }
                        Err(cause) => Event::Interrupted(cause),
                    }
                }
                Step::RelayTerminalChallenge { .. } => panic!("no PIN without a reader"),
                Step::Done(outcome) => return outcome,
            };
            self.debug(&event);
            step = steps.resume(event).unwrap();
        }
    }

    /// The first line that reads differently in `other`, with what it reads there.
    #[must_use]
    pub fn difference<'a>(&'a self, other: &'a Self) -> Option<(&'a str, &'a str)> {
        let columns = [(&self.text, &other.text), (&self.hex, &other.hex)];
        columns.into_iter().find_map(|(one, other)| {
            let mut lines = one.split('\n').zip(other.split('\n'));
            let ends = (one.len() != other.len()).then_some(("more", "or less"));
            lines.find(|(one, other)| one != other).or(ends)
        })
    }

    /// What of these secrets is told.
    #[must_use]
    pub fn tells<'s>(&self, secrets: &'s Secrets) -> BTreeSet<&'s str> {
        secrets.told_by(&self.text)
    }

    /// The form in which a PIN is found, if it is.
    #[must_use]
    pub fn reveals(&self, pin: [u8; 4]) -> Option<&'static str> {
        let joined = |separator: &str, form: fn(&u8) -> String| {
            pin.iter().map(form).collect::<Vec<_>>().join(separator)
        };
        let plain = joined("", |digit| char::from(*digit).to_string());
        let hex = joined("", |byte| format!("{byte:02x}"));
        let decimal = joined(",", u8::to_string);
        let prefixed = joined(",", |byte| format!("0x{byte:02x}"));
        let base64 = base64_stem(pin);

        let compact = |text: &str| {
            let visible = text.chars().filter(|c| !c.is_whitespace());
            visible.collect::<String>()
        };
        let (text, column) = (compact(&self.text), compact(&self.hex));
        let small = text.to_lowercase();
        [
            ("digits", text.contains(&plain)),
            ("hexadecimal", small.contains(&hex)),
            (
                "hexadecimal in a transcript",
                column.to_lowercase().contains(&hex),
            ),
            ("a list of bytes", small.contains(&decimal)),
            ("a list of hexadecimal bytes", small.contains(&prefixed)),
            ("base64", text.contains(&base64)),
        ]
        .into_iter()
        .find_map(|(form, found)| found.then_some(form))
    }
}

/// The text without the moments in it, whose digits are anything.
fn without_instants(text: &str) -> String {
    let mut parts = text.split("Instant {");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        kept + part.split_once('}').map_or("", |(_, rest)| rest)
    })
}

/// The first five characters of the base64 of four bytes; the sixth depends on what follows.
fn base64_stem(pin: [u8; 4]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = u32::from_be_bytes(pin);
    [26, 20, 14, 8, 2]
        .map(|shift| char::from(ALPHABET[usize::try_from(bits >> shift & 0x3F).unwrap()]))
        .iter()
        .collect()
}

/// Runs something and returns all it traced, at every level, as text and as JSON.
pub fn traced(work: impl FnOnce()) -> String {
    let written = Written::default();
    let (text, json) = (written.clone(), written.clone());
    let layers = tracing_subscriber::registry()
        .with(LevelFilter::TRACE)
        .with(
            tracing_subscriber::fmt::layer()
                .without_time()
                .with_writer(move || text.clone()),
        )
        .with(
            tracing_subscriber::fmt::layer()
                .json()
                .without_time()
                .with_writer(move || json.clone()),
        );
    tracing::subscriber::with_default(layers, work);
    let bytes = written.0.lock().unwrap_or_else(PoisonError::into_inner);
    String::from_utf8(bytes.clone()).unwrap()
}

/// A log in memory.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
