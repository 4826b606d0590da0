//! My Number Cards: one tap, from SELECT to the signature.
//!
//! The card is in the field for about a second and may leave it after any byte. So everything
//! here is one straight line of `async` Rust over a [`CardLink`], run by hand as a coroutine: a
//! [`Tap`] says what to send, its driver moves the bytes and resumes it. There is no runtime, no
//! I/O and no callback; cancelling is dropping.
//!
//! | to find out or do | tap |
//! |---|---|
//! | what card this is | [`identify`] |
//! | whose certificate, and whether it still stands | [`certificate`] |
//! | how many PIN tries are left, at no cost | [`tries`] |
//! | sign with the patient's PIN | [`sign_with_pin`] |
//! | sign after 目視, without a PIN (RP-TA/1) | [`sign_visually`] |
//! | whether this phone passes extended-length APDUs | [`device_check`] |
//!
//! What one tap learned and the next may use is a [`VisitMemory`]. What cannot be written here:
//! a VERIFY whose remaining tries were not asked for, a signature over bytes that the core did
//! not hash, and any command that is not one of the named ones.

mod codes;
mod commands;
mod error;
pub mod layout;
mod link;
mod memory;
mod operations;
mod pin;
mod progress;
mod read;
mod sign;
mod tap;
mod terminal;
mod trace;
pub mod transcript;
mod transport;

pub use error::{CardError, Interruption, RelayFailure, Stop, Unsuitable};
pub use link::CardLink;
pub use memory::{Chunk, LengthSupport, ReadPreference, Support, VerifyFate, VisitMemory};
pub use operations::{
    CardCheck, CertificateReport, DeviceCheck, Identification, PinOutcome, SignedByCard, TapReport,
    TriesReport, VisualOutcome, certificate, device_check, identify, sign_visually, sign_with_pin,
    tries,
};
pub use pin::{AskedTries, LastTry, NotPermitted, PinVerification, Tries, VerifyPermit};
pub use progress::{Phase, Progress};
pub use sign::{CardDigest, CardSignature};
pub use tap::{Event, Misuse, Step, Steps, Tap};
pub use terminal::{TerminalChain, TerminalChainError};
pub use trace::Traced;
pub use transport::{CardTransport, NoRelay, TerminalRelay, drive, drive_with_relay};
