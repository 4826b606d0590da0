//! Where a tap stands, as data; the words for it belong to the screen.

use core::fmt;

/// What the tap is doing. Errors name it too, so support can tell where a tap ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Finding the JPKI application.
    Selecting,
    /// Reading what kind of token this is.
    Identifying,
    /// Reading the certificate.
    ReadingCertificate,
    /// Asking how many tries are left, which costs none.
    AskingTries,
    /// Presenting the PIN.
    VerifyingPin,
    /// Proving to the card that this institution may use it without a PIN.
    AuthenticatingTerminal,
    /// The card signs.
    Signing,
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Selecting => "selecting the application",
            Self::Identifying => "reading the token label",
            Self::ReadingCertificate => "reading the certificate",
            Self::AskingTries => "asking for the remaining tries",
            Self::VerifyingPin => "verifying the PIN",
            Self::AuthenticatingTerminal => "authenticating the terminal",
            Self::Signing => "signing",
        })
    }
}

/// Progress of a tap, given with every step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is going on.
    pub phase: Phase,
    /// Bytes of the certificate read so far; zero in other phases.
    pub received: u32,
    /// Bytes to read in all, once the first answer told.
    pub total: Option<u32>,
}

impl Progress {
    /// The start of a phase.
    #[must_use]
    pub const fn of(phase: Phase) -> Self {
        Self {
            phase,
            received: 0,
            total: None,
        }
    }
}
