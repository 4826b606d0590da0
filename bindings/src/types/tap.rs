//! A tap as its driver sees it.

use std::time::SystemTime;

use kyotaku_core::card;
use kyotaku_core::pki::Standing;

use super::{LengthSupport, Outward, mirrored};

mirrored! {
    /// What is going on with the card.
    TapPhase of card::Phase {
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
}

mirrored! {
    /// What became of a PIN whose answer was lost, as far as the counter tells.
    VerifyFate of card::VerifyFate {
        /// It was wrong and has cost a try.
        Counted,
        /// The card never saw it.
        NotCounted,
        /// It was right.
        Right,
        /// It was right or never seen.
        RightOrNotCounted,
    }
}

/// Where a tap stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TapProgress {
    /// What is going on.
    pub phase: TapPhase,
    /// Bytes of the file received so far.
    pub received: u32,
    /// Bytes of the file, once they are known.
    pub total: Option<u32>,
}

/// What the driver has to do next.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum TapStep {
    /// Send these bytes to the card. They may hold a PIN: move them, do not keep or print them.
    Transmit {
        /// A command APDU.
        command: Vec<u8>,
        /// Where the tap stands.
        progress: TapProgress,
    },
    /// Call `relay`, while the card is held: the server has to sign its challenge.
    Relay {
        /// Where the tap stands.
        progress: TapProgress,
    },
    /// The tap is over.
    Done {
        /// What it came to.
        outcome: TapOutcome,
    },
}

/// What happened since the last step.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum TapEvent {
    /// The card's answer, with SW1 SW2 at its end.
    Response {
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// There is no answer, because the card or the session is gone.
    Interrupted {
        /// Why.
        cause: TapInterruption,
    },
}

/// Why the driver could not exchange a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum TapInterruption {
    /// The user or the system ended the session on purpose.
    Cancelled,
    /// Any other failure of the reader, with its own number.
    Other {
        /// The number.
        code: u32,
    },
    /// The stack cannot send a command this long.
    PacketTooLong,
    /// The session's time is over.
    SessionTimeout,
    /// The card left the field.
    TagLost,
}

/// What a tap came to. Every outcome but the first leaves the visit where another tap is possible, or
/// says by its step what is needed first.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum TapOutcome {
    /// The card has signed, and the proof is kept on the phone.
    Signed {
        /// What to say about the certificate, if there is something.
        notice: Option<String>,
    },
    /// The PIN is wrong (`MKA-E2010`).
    WrongPin {
        /// The code.
        code: String,
        /// Tries before it is blocked.
        tries_left: u8,
    },
    /// The PIN is blocked, or the card has none (`MKA-E2012`).
    PinBlocked {
        /// The code.
        code: String,
    },
    /// One try is left, and nothing was sent. Explain it; if the patient wants it, have the PIN entered
    /// again and tap with the agreement (`MKA-E2011`).
    LastTry {
        /// The code.
        code: String,
    },
    /// There is no PIN to present: none was entered, it was entered for another card, or an earlier one
    /// was lost on its way (`MKA-E2014`).
    PinNeeded {
        /// The code.
        code: String,
        /// Tries left now.
        tries_left: u8,
        /// What became of the lost one.
        lost_pin: Option<VerifyFate>,
    },
    /// This card will not do; nothing was spent on it.
    CardUnsuitable {
        /// The code.
        code: String,
        /// The date that the message is about, such as when the certificate ended.
        date: Option<SystemTime>,
    },
    /// By sight: this is not the card that staff have looked at; they look again (`MKA-E2074`).
    CardChanged {
        /// The code.
        code: String,
    },
    /// By sight: the card, the phone or the server does not let it (`MKA-E0002`, `E2070`–`E2072`).
    VisualRefused {
        /// The code.
        code: String,
    },
    /// The card has signed after the time was over; a new challenge is needed (`MKA-E2054`).
    TooLate {
        /// The code.
        code: String,
    },
    /// Interrupted: hold the card again. There is no code after a cancellation, which needs no words.
    HoldAgain {
        /// The code.
        code: Option<String>,
        /// What was going on.
        during: TapPhase,
    },
    /// The card does not answer as it should (`MKA-E2006`, `E2057`): take it away and hold it again.
    CardFault {
        /// The code.
        code: String,
    },
    /// A device check has learned something.
    Learned {
        /// Whether long responses pass.
        long_responses: LengthSupport,
        /// Whether long commands pass.
        long_commands: LengthSupport,
    },
}

impl Outward for card::Progress {
    type Out = TapProgress;

    fn outward(self) -> TapProgress {
        TapProgress {
            phase: self.phase.outward(),
            received: self.received,
            total: self.total,
        }
    }
}

impl From<TapEvent> for card::Event {
    fn from(event: TapEvent) -> Self {
        match event {
            TapEvent::Response { bytes } => Self::Response(bytes),
            TapEvent::Interrupted { cause } => Self::Interrupted(cause.into()),
        }
    }
}

impl From<TapInterruption> for card::Interruption {
    fn from(cause: TapInterruption) -> Self {
        match cause {
            TapInterruption::Cancelled => Self::Cancelled,
            TapInterruption::Other { code } => Self::Other { code },
            TapInterruption::PacketTooLong => Self::PacketTooLong,
            TapInterruption::SessionTimeout => Self::SessionTimeout,
            TapInterruption::TagLost => Self::TagLost,
        }
    }
}

/// The date that a message about a card names.
pub(crate) fn date_of(unsuitable: &card::Unsuitable) -> Option<SystemTime> {
    let card::Unsuitable::Standing(standing) = unsuitable else {
        return None;
    };
    match standing {
        Standing::NotYet { from } => Some((*from).into()),
        Standing::Expiring { until } | Standing::Grace { until } => Some((*until).into()),
        Standing::Revoked { since } => Some((*since).into()),
        Standing::Dead | Standing::Foreign | Standing::Valid => None,
    }
}

impl core::fmt::Debug for TapStep {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("TapStep(..)")
    }
}

impl core::fmt::Debug for TapEvent {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("TapEvent(..)")
    }
}
