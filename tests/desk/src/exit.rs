//! How a run of the program ends, for scripts.

use std::process::ExitCode;

/// The documented exit codes; see `docs/guides/desk.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// It was done.
    Done = 0,
    /// Something that this list does not name, such as a file that cannot be written.
    Failed = 1,
    /// The command line, a file given on it or what was typed is wrong. (clap uses the same code.)
    Usage = 2,
    /// No reader, no card, or more than one and none chosen.
    NoCard = 3,
    /// The card cannot be used for this, whoever holds it.
    Unsuitable = 4,
    /// The PIN was wrong.
    WrongPin = 5,
    /// The PIN is blocked.
    PinBlocked = 6,
    /// Nothing was sent: the last try needs `--last-try`, or there is no PIN.
    PinWithheld = 7,
    /// The card left or answered nonsense; try again.
    TapAgain = 8,
    /// The server refused.
    ServerRefused = 9,
    /// The server could not be reached.
    Offline = 10,
    /// The phone is not at a step for this: not registered, registered already, nobody signed in,
    /// locked, or asked for what its institution does not offer.
    NotNow = 11,
    /// People stopped it: the card is another person's, or a question was answered with no.
    Stopped = 12,
    /// The patient has tapped, and the phone keeps what is to be delivered; see `deliver`.
    Waiting = 13,
    /// The receipt is not one of the server whose key was given.
    ReceiptWrong = 14,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        // Fieldless and `repr(u8)`: the cast is the documented number.
        Self::from(exit as u8)
    }
}
