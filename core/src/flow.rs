//! What staff do with the phone, step by step.
//!
//! | module | what it holds |
//! |---|---|
//! | [`activation`] | the four inputs, until the phone is registered |
//! | [`account`] | signing in, locking, unlocking, signing out |
//! | [`visit`] | a patient's visit: challenge, tap, who is it, consent, result |
//! | [`presence`] | the part of a visit between the challenge and the proof, as types |
//! | [`results`] | 資格確認結果検索 behind the password |
//!
//! Each is a state machine without I/O: its methods are events, each documents from which step to
//! which it leads, and an event at any other step is refused with [`NotNow`] and changes nothing.
//! [`Phone`](crate::phone::Phone) runs them with the server, the vault and the stored state.

pub mod account;
pub mod activation;
pub mod presence;
pub mod results;
pub mod visit;

use crate::wire::code::Code;

/// An event that the current step does not have. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible at the step {step}")]
pub struct NotNow {
    /// The event.
    pub event: &'static str,
    /// The step it met.
    pub step: &'static str,
}

impl NotNow {
    /// The message for it.
    #[must_use]
    pub const fn code(self) -> Code {
        Code::ActionUnavailable
    }
}
