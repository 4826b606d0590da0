//! The card operations under one roof, so that one table can run them all.

use kyotaku_core::card::{
    self, CardError, CardTransport, CertificateReport, DeviceCheck, Identification, LastTry,
    LengthSupport, PinOutcome, SignedByCard, Support, Tap, TapReport, TerminalRelay, TriesReport,
    Unsuitable, VisitMemory, VisualOutcome, drive_with_relay,
};

use crate::bench::{Bench, digest};

/// An operation of the core, with the way it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// [`card::identify`].
    Identify,
    /// [`card::certificate`] in short reads.
    Certificate,
    /// [`card::tries`].
    Tries,
    /// [`card::sign_with_pin`] in short reads.
    SignShort,
    /// [`card::sign_with_pin`] in one extended read.
    SignExtended,
    /// [`card::sign_visually`].
    SignVisually,
    /// [`card::device_check`] of both lengths.
    DeviceCheck,
}

/// What an operation came to.
#[derive(Debug)]
pub enum Outcome {
    /// Of [`Operation::Identify`].
    Identification(Result<Identification, Unsuitable>),
    /// Of [`Operation::Certificate`].
    Certificate(Result<CertificateReport, Unsuitable>),
    /// Of [`Operation::Tries`].
    Tries(Result<TriesReport, Unsuitable>),
    /// Of both ways to sign with a PIN.
    Pin(PinOutcome),
    /// Of [`Operation::SignVisually`].
    Visual(VisualOutcome),
    /// Of [`Operation::DeviceCheck`].
    Device(DeviceCheck),
}

impl Outcome {
    /// The signature, if this is one.
    #[must_use]
    pub fn signed(&self) -> Option<&SignedByCard> {
        match self {
            Self::Pin(PinOutcome::Signed(signed)) | Self::Visual(VisualOutcome::Signed(signed)) => {
                Some(signed)
            }
            _ => None,
        }
    }
}

/// What a tap came to, and what the next one may know.
pub type Tapped = TapReport<Outcome>;

impl Operation {
    /// Every operation, in every way to read.
    pub const ALL: [Self; 7] = [
        Self::Identify,
        Self::Certificate,
        Self::Tries,
        Self::SignShort,
        Self::SignExtended,
        Self::SignVisually,
        Self::DeviceCheck,
    ];

    /// Whether it presents a PIN.
    #[must_use]
    pub const fn uses_pin(self) -> bool {
        matches!(self, Self::SignShort | Self::SignExtended)
    }

    /// The memory with which a visit begins.
    #[must_use]
    pub fn memory(self) -> VisitMemory {
        let le = match self {
            Self::SignExtended => Support::Yes,
            _ => Support::Unknown,
        };
        VisitMemory::new(LengthSupport {
            le,
            lc: Support::Unknown,
        })
    }

    /// Taps once.
    pub fn tap(
        self,
        bench: &Bench,
        reader: &mut impl CardTransport,
        terminal: &mut impl TerminalRelay,
        memory: VisitMemory,
        last_try: Option<LastTry>,
    ) -> Tapped {
        match self {
            Self::Identify => {
                let found = run(card::identify(), reader, terminal);
                without_memory(found, Outcome::Identification, memory)
            }
            Self::Tries => {
                let found = run(card::tries(), reader, terminal);
                without_memory(found, Outcome::Tries, memory)
            }
            Self::Certificate => {
                let tap = card::certificate(bench.check(), memory);
                with_memory(run(tap, reader, terminal), Outcome::Certificate)
            }
            Self::SignShort | Self::SignExtended => {
                let tap = card::sign_with_pin(digest(), bench.check(), memory, last_try);
                with_memory(run(tap, reader, terminal), Outcome::Pin)
            }
            Self::SignVisually => {
                let tap = card::sign_visually(digest(), bench.chain(), bench.check(), memory);
                with_memory(run(tap, reader, terminal), Outcome::Visual)
            }
            Self::DeviceCheck => {
                let tap = card::device_check(Some(bench.chain()), memory);
                with_memory(run(tap, reader, terminal), Outcome::Device)
            }
        }
    }
}

fn run<T>(tap: Tap<T>, reader: &mut impl CardTransport, terminal: &mut impl TerminalRelay) -> T {
    drive_with_relay(tap, reader, terminal).unwrap()
}

fn with_memory<T>(report: TapReport<T>, outcome: impl FnOnce(T) -> Outcome) -> Tapped {
    TapReport {
        result: report.result.map(outcome),
        memory: report.memory,
    }
}

fn without_memory<T>(
    result: Result<T, CardError>,
    outcome: impl FnOnce(T) -> Outcome,
    memory: VisitMemory,
) -> Tapped {
    TapReport {
        result: result.map(outcome),
        memory,
    }
}
