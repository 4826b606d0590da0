//! Where the card is: a PC/SC reader, the emulator in this process, or a transcript.

mod emulated;
pub mod pcsc_reader;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use kyotaku_cardsim::World;
use kyotaku_core::card::transcript::{Detail, Player, Recorded, Transcript};
use kyotaku_core::card::{
    CardCheck, CardTransport, Interruption, NoRelay, RelayFailure, Steps, Tap, TerminalChain,
    TerminalRelay, Traced, drive_with_relay,
};
use kyotaku_core::pki::{Policy, TrustStore};

use crate::args::{CardSource, PolicyArg};
use crate::exit::Exit;
use crate::refusal::{Outcome, Refusal};

pub use emulated::EmulatedCard;

/// A reader whose card can be taken away and held again, as between two taps.
pub trait Holder: CardTransport {
    /// Takes the card's power and gives it back: no PIN stays verified.
    fn hold_again(&mut self);
}

/// A card to tap, with everything a tap needs around it.
pub struct Session {
    transport: Box<dyn Holder>,
    relay: Box<dyn TerminalRelay>,
    recording: Option<Recording>,
    exchanges: usize,
    /// The terminal's certificates, where this card has a terminal.
    pub terminal: Option<TerminalChain>,
    /// What certificates are judged by.
    pub check: CardCheck,
    /// What to call the card in a transcript; names nobody.
    pub name: String,
}

struct Recording {
    detail: Detail,
    transcript: Option<Arc<Mutex<Transcript>>>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// Opens the card that the command line names.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when there is no such card or its CAs cannot be read.
    pub fn open(source: &CardSource, now: Timestamp) -> Outcome<Self> {
        let world =
            World::new(now).map_err(|error| Refusal::plain(Exit::Failed, error.to_string()))?;
        let check = check(source, &world, now)?;
        let Some(name) = &source.emulated else {
            let card = pcsc_reader::connect(source.reader)?;
            return Ok(Self::over(
                Box::new(card),
                Box::new(NoRelay),
                check,
                "in a reader",
            ));
        };
        let card = EmulatedCard::insert(&world, name, source)?;
        let (relay, terminal) = emulated::terminal(&world)?;
        let mut session = Self::over(
            Box::new(card),
            Box::new(relay),
            check,
            &format!("emulated {name}"),
        );
        session.terminal = Some(terminal);
        Ok(session)
    }

    /// A card that says what a transcript says.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when the CAs cannot be read.
    pub fn replaying(
        player: &Arc<Mutex<Player>>,
        source: &CardSource,
        now: Timestamp,
    ) -> Outcome<Self> {
        let world =
            World::new(now).map_err(|error| Refusal::plain(Exit::Failed, error.to_string()))?;
        let check = check(source, &world, now)?;
        let (_, terminal) = emulated::terminal(&world)?;
        let shared = || Box::new(SharedPlayer(Arc::clone(player)));
        let mut session = Self::over(shared(), shared(), check, "transcript");
        session.terminal = Some(terminal);
        Ok(session)
    }

    fn over(
        transport: Box<dyn Holder>,
        relay: Box<dyn TerminalRelay>,
        check: CardCheck,
        name: &str,
    ) -> Self {
        let name = name.to_owned();
        Self {
            transport,
            relay,
            recording: None,
            exchanges: 0,
            terminal: None,
            check,
            name,
        }
    }

    /// Writes down the next tap.
    pub fn record(&mut self, detail: Detail) {
        self.recording = Some(Recording {
            detail,
            transcript: None,
        });
    }

    /// What was written down.
    #[must_use]
    pub fn recorded(&self) -> Option<Transcript> {
        let transcript = self.recording.as_ref()?.transcript.as_ref()?;
        Some(
            transcript
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
        )
    }

    /// Takes the card away and holds it again.
    pub fn hold_again(&mut self) {
        self.transport.hold_again();
    }

    /// Runs one tap on this card, its terminal signed for here.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] if the tap had been used before, which is a defect of this program.
    pub fn run<T>(&mut self, tap: Tap<T>, spec: &str) -> Outcome<T> {
        let mut relay = core::mem::replace(&mut self.relay, Box::new(NoRelay));
        let done = self.run_with(tap, spec, &mut *relay);
        self.relay = relay;
        done
    }

    /// Runs one tap on this card, its terminal signed for by `relay`.
    ///
    /// # Errors
    ///
    /// As for [`run`](Self::run).
    pub fn run_with<T>(
        &mut self,
        tap: Tap<T>,
        spec: &str,
        relay: &mut dyn TerminalRelay,
    ) -> Outcome<T> {
        let traced = Traced::new(tap);
        let mut transport = Counting(&mut *self.transport, &mut self.exchanges);
        let Some(recording) = &mut self.recording else {
            return drive(traced, &mut transport, relay);
        };
        let heading = Transcript {
            card: self.name.clone(),
            made: "recorded".to_owned(),
            spec: spec.to_owned(),
            lines: Vec::new(),
        };
        let (recorded, transcript) = Recorded::new(traced, heading, recording.detail);
        recording.transcript = Some(transcript);
        drive(recorded, &mut transport, relay)
    }

    /// Commands sent to the card so far, in all taps.
    #[must_use]
    pub const fn exchanges(&self) -> usize {
        self.exchanges
    }
}

/// Counts what passes.
struct Counting<'s>(&'s mut dyn Holder, &'s mut usize);

impl CardTransport for Counting<'_> {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption> {
        *self.1 += 1;
        self.0.transmit(command)
    }
}

fn drive<S: Steps>(
    steps: S,
    transport: &mut dyn CardTransport,
    relay: &mut dyn TerminalRelay,
) -> Outcome<S::Outcome> {
    drive_with_relay(steps, transport, relay)
        .map_err(|misuse| Refusal::plain(Exit::Failed, misuse.to_string()))
}

/// The CAs of the command line, or those of the emulated cards.
fn check(source: &CardSource, world: &World, now: Timestamp) -> Outcome<CardCheck> {
    let policies = match source.policy {
        PolicyArg::Production => [Policy::Production],
        PolicyArg::Test => [Policy::Test],
    };
    let trust = match &source.jpki_ca {
        Some(directory) => load(directory, &policies)?,
        None => emulated::trust(world, &policies)?,
    };
    Ok(CardCheck {
        trust: Arc::new(trust),
        now,
    })
}

fn load(directory: &Path, policies: &[Policy]) -> Outcome<TrustStore> {
    TrustStore::load(directory, policies).map_err(|error| {
        Refusal::plain(
            Exit::Usage,
            format!("--jpki-ca {}: {error}", directory.display()),
        )
    })
}

/// A player that the caller keeps, to ask how it ended.
struct SharedPlayer(Arc<Mutex<Player>>);

impl CardTransport for SharedPlayer {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .transmit(command)
    }
}

impl Holder for SharedPlayer {
    fn hold_again(&mut self) {}
}

impl TerminalRelay for SharedPlayer {
    fn sign(&mut self, challenge: [u8; 16]) -> Result<Vec<u8>, RelayFailure> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .sign(challenge)
    }
}
