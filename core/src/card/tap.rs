//! The tap as a coroutine: what to send next, and how to go on.

use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

use crate::apdu::{Command, Response};

use super::link::CardLink;
use super::{Interruption, Progress, RelayFailure};

/// One run of a card operation, from the first command to its outcome.
///
/// A tap is one connection to one card. When the card leaves the field the tap ends with a typed
/// error, and a new tap goes on with what the old one remembered. Dropping a tap cancels it.
///
/// ```
/// use kyotaku_core::card::{self, Event, Step, Steps};
///
/// # fn main() -> Result<(), card::Misuse> {
/// let mut tap = card::identify();
/// let Step::Transmit { command, .. } = tap.begin()? else { panic!("a tap begins by asking") };
/// assert_eq!(command[..4], [0x00, 0xA4, 0x04, 0x0C]);
///
/// // The driver sends it and gives back what the card said: here, "application not found".
/// let Step::Done(found) = tap.resume(Event::Response(vec![0x6A, 0x82]))? else { panic!() };
/// assert_eq!(found.unwrap().unwrap_err(), card::Unsuitable::NotMyNumberCard);
/// # Ok(())
/// # }
/// ```
#[must_use = "a tap does nothing until it is begun"]
pub struct Tap<T> {
    work: Option<Pin<Box<dyn Future<Output = T> + Send>>>,
    slot: Arc<Mutex<Slot>>,
    awaited: Awaited,
}

/// Anything that is driven like a tap: the tap itself, or a decorator around one.
pub trait Steps {
    /// What the work ends with.
    type Outcome;

    /// Starts, and says what to do first.
    ///
    /// # Errors
    ///
    /// [`Misuse::AlreadyBegun`] on a second call.
    fn begin(&mut self) -> Result<Step<Self::Outcome>, Misuse>;

    /// Goes on with what happened since the last step.
    ///
    /// # Errors
    ///
    /// [`Misuse`] when nothing was asked, or something else was. The tap can go on.
    fn resume(&mut self, event: Event) -> Result<Step<Self::Outcome>, Misuse>;
}

/// What the driver has to do next. `Debug` shows headers and lengths of commands only.
pub enum Step<T> {
    /// Send these bytes to the card. They may contain a PIN: move them, do not keep them.
    Transmit {
        /// A command APDU.
        command: Zeroizing<Vec<u8>>,
        /// Where the tap stands.
        progress: Progress,
    },
    /// Have the server sign the card's challenge, within seconds: the card is waiting.
    RelayTerminalChallenge {
        /// What the card wants signed.
        challenge: [u8; 16],
        /// Where the tap stands.
        progress: Progress,
    },
    /// The tap is over.
    Done(T),
}

/// What happened since the last step. `Debug` shows lengths and status words of answers only.
pub enum Event {
    /// The card's answer to [`Step::Transmit`], with SW1 SW2 at its end.
    Response(Vec<u8>),
    /// There is no answer, to either kind of step, because the card or the session is gone.
    Interrupted(Interruption),
    /// The server's answer to [`Step::RelayTerminalChallenge`]: 256 bytes.
    TerminalSignature(Vec<u8>),
    /// The server did not answer it.
    RelayFailed(RelayFailure),
}

/// The driver called a tap in the wrong order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misuse {
    /// `begin` was called twice.
    #[error("the tap has already begun")]
    AlreadyBegun,
    /// The tap is over.
    #[error("the tap is over")]
    AlreadyDone,
    /// `resume` was called before `begin`.
    #[error("the tap has not begun")]
    NotBegun,
    /// The event does not answer the last step.
    #[error("the event does not answer the last step")]
    WrongEvent,
}

/// What the driver still owes the coroutine.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Awaited {
    Begin,
    Response,
    TerminalSignature,
    Nothing,
}

/// Where coroutine and driver meet; at most one side has something in it.
#[derive(Default)]
pub(super) enum Slot {
    #[default]
    Empty,
    Asked(Ask, Progress),
    Answered(Event),
}

/// What the coroutine asks of its driver.
pub(super) enum Ask {
    Transmit(Zeroizing<Vec<u8>>),
    Relay([u8; 16]),
}

impl<T> Tap<T> {
    /// Prepares the work that `operation` does over a card link.
    pub fn new<F, W>(operation: F) -> Self
    where
        F: FnOnce(CardLink) -> W,
        W: Future<Output = T> + Send + 'static,
    {
        let slot = Arc::new(Mutex::new(Slot::Empty));
        let work = operation(CardLink::new(Arc::clone(&slot)));
        Self {
            work: Some(Box::pin(work)),
            slot,
            awaited: Awaited::Begin,
        }
    }

    /// Runs the coroutine to its next question or its end.
    fn advance(&mut self) -> Result<Step<T>, Misuse> {
        let work = self.work.as_mut().ok_or(Misuse::AlreadyDone)?;
        // Nothing wakes the coroutine but `resume`, so the waker has nothing to do.
        if let Poll::Ready(outcome) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            self.work = None;
            self.awaited = Awaited::Nothing;
            return Ok(Step::Done(outcome));
        }
        match core::mem::take(&mut *lock(&self.slot)) {
            Slot::Asked(Ask::Transmit(command), progress) => {
                self.awaited = Awaited::Response;
                Ok(Step::Transmit { command, progress })
            }
            Slot::Asked(Ask::Relay(challenge), progress) => {
                self.awaited = Awaited::TerminalSignature;
                Ok(Step::RelayTerminalChallenge {
                    challenge,
                    progress,
                })
            }
            // The work waits for something that is no card: it was not built from a `CardLink`.
            Slot::Empty | Slot::Answered(_) => Err(Misuse::WrongEvent),
        }
    }
}

impl<T> Steps for Tap<T> {
    type Outcome = T;

    fn begin(&mut self) -> Result<Step<T>, Misuse> {
        match self.awaited {
            Awaited::Begin => self.advance(),
            Awaited::Nothing => Err(Misuse::AlreadyDone),
            Awaited::Response | Awaited::TerminalSignature => Err(Misuse::AlreadyBegun),
        }
    }

    fn resume(&mut self, event: Event) -> Result<Step<T>, Misuse> {
        match (self.awaited, &event) {
            (Awaited::Begin, _) => return Err(Misuse::NotBegun),
            (Awaited::Nothing, _) => return Err(Misuse::AlreadyDone),
            (Awaited::Response, Event::Response(_) | Event::Interrupted(_))
            | (
                Awaited::TerminalSignature,
                Event::TerminalSignature(_) | Event::RelayFailed(_) | Event::Interrupted(_),
            ) => {}
            _ => return Err(Misuse::WrongEvent),
        }
        *lock(&self.slot) = Slot::Answered(event);
        self.advance()
    }
}

impl<T> core::fmt::Debug for Tap<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Tap(..)")
    }
}

impl<T: core::fmt::Debug> core::fmt::Debug for Step<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Transmit { command, progress } => {
                let mut shown = f.debug_struct("Transmit");
                match Command::parse(command) {
                    Ok(command) => shown.field("command", &command),
                    Err(damage) => shown.field("command", &damage),
                };
                shown.field("progress", progress).finish()
            }
            Self::RelayTerminalChallenge { progress, .. } => f
                .debug_struct("RelayTerminalChallenge")
                .field("progress", progress)
                .finish_non_exhaustive(),
            Self::Done(outcome) => f.debug_tuple("Done").field(outcome).finish(),
        }
    }
}

impl core::fmt::Debug for Event {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Response(bytes) => match Response::parse(bytes) {
                Ok(response) => f.debug_tuple("Response").field(&response).finish(),
                Err(damage) => f.debug_tuple("Response").field(&damage).finish(),
            },
            Self::Interrupted(cause) => f.debug_tuple("Interrupted").field(cause).finish(),
            Self::TerminalSignature(bytes) => {
                write!(f, "TerminalSignature({} bytes)", bytes.len())
            }
            Self::RelayFailed(failure) => f.debug_tuple("RelayFailed").field(failure).finish(),
        }
    }
}

/// The slot holds no invariant that a panic elsewhere could break.
pub(super) fn lock(slot: &Mutex<Slot>) -> std::sync::MutexGuard<'_, Slot> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}
