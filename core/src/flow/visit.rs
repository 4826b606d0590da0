//! A patient's visit with the PIN, from the choice of care to the qualification.
//!
//! ```text
//! Preparing ──challenged──► Ready ──tap──► Tapping ──signed──► Signed ──kept──► Delivering
//!     ▲                      │ ▲             │                                    │
//!     └──── time over ───────┘ └── not yet ──┘                          delivered │
//!                                                                                 ▼
//! Done ◄──registered── Registering ◄──answer_kept── Consenting ◄──confirm── Identifying
//!   ▲                                                                             │
//!   └──────────── confirm, where nobody is asked for consent ─────────────────────┘
//! ```
//!
//! | step | events |
//! |---|---|
//! | Preparing | request; challenged → Ready, or Stopped if the statement is not what was chosen; challenge_refused |
//! | Ready | enter_pin; tap → Tapping, or Preparing when the time is over |
//! | Tapping | tapped → Signed when the card has signed in time; else Ready, or Preparing when it was too late; tap_dropped → Ready |
//! | Signed | proof; kept → Delivering |
//! | Delivering | delivered → Identifying, or Registering if the answer is already there |
//! | Identifying | confirm_person → Consenting or Done; person_differs → Stopped |
//! | Consenting | answer; answer_kept → Registering |
//! | Registering | registered → Done; answer_refused → Consenting |
//! | Done, Stopped | nothing |
//! | any but Done | refused, abandon → Stopped |
//!
//! What the card has signed is kept before it is sent ([`Delivery`]): a dead network or the end of
//! the app must not cost the patient a second tap. A kept delivery begins again at `Delivering`
//! ([`Visit::resume`]), under whatever account is signed in then, or none.

mod answer;
mod delivery;
mod registration;
mod tap;

use jiff::Timestamp;

pub use answer::{Answer, AnswerRefused, Rules};
pub use delivery::{Delivery, Kept};

use super::NotNow;
use super::presence::{Identity, Prepared, Presence};
use crate::api::IdempotencyKey;
use crate::card::{CardError, LengthSupport, PinOutcome, VisitMemory};
use crate::pki::Standing;
use crate::wire::api::{CertificateStanding, Person, ProofResponse, RecordedConsent};
use crate::wire::code::Code;
use crate::wire::presence::CareKind;
use crate::wire::proof::PresenceProof;
use crate::wire::qualification::Qualification;

/// The state machine; the module has the table.
#[derive(Debug)]
pub struct Visit {
    care_kind: CareKind,
    rules: Rules,
    lengths: LengthSupport,
    state: State,
}

#[derive(Debug)]
enum State {
    Preparing {
        presence: Presence,
        key: Option<IdempotencyKey>,
        memory: VisitMemory,
    },
    Ready {
        presence: Presence,
        prepared: Prepared,
        memory: VisitMemory,
    },
    Tapping {
        presence: Presence,
        prepared: Prepared,
    },
    Signed {
        proof: PresenceProof,
        deliver_before: Timestamp,
    },
    Delivering(Kept),
    Identifying {
        kept: Kept,
        presence: Box<ProofResponse>,
    },
    Consenting {
        kept: Kept,
        presence: Box<ProofResponse>,
    },
    Registering {
        kept: Kept,
        presence: Box<ProofResponse>,
    },
    Done(Box<VisitResult>),
    Stopped(String),
    /// Never seen from outside: the place of a state that is being replaced.
    Moving,
}

/// The steps; the module has the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// A challenge is to be fetched.
    Preparing,
    /// The patient enters the PIN and the card is held to the phone.
    Ready,
    /// A tap is under way.
    Tapping,
    /// The card has signed; the device signs next.
    Signed,
    /// The proof is kept on the phone and is to be delivered.
    Delivering,
    /// Staff compare the person with the card.
    Identifying,
    /// The patient answers.
    Consenting,
    /// The answer is kept on the phone and is to be registered.
    Registering,
    /// The qualification is there.
    Done,
    /// It ended without one.
    Stopped,
}

/// What a tap came to.
#[derive(Debug)]
pub enum Tapped {
    /// The card has signed, and has been verified.
    Signed(Standing),
    /// Not yet: the outcome, or what ended the tap, says what to do before the next.
    NotYet(Result<PinOutcome, CardError>),
    /// The card has signed too late. The patient keeps the card; a new challenge is needed.
    TooLate,
}

/// Why there is no tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTap {
    /// Not at this step.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// The time of the challenge is over; a new one is needed. Nothing was spent.
    #[error("the time to tap is over")]
    TimeOver,
}

/// What a visit ends with.
#[derive(Clone)]
pub struct VisitResult {
    /// 受付番号.
    pub reception_number: String,
    /// Who was present.
    pub person: Person,
    /// How the certificate stands.
    pub certificate_standing: CertificateStanding,
    /// What was agreed to, where it was asked.
    pub consent: Option<RecordedConsent>,
    /// The notice to show, if there is one.
    pub code: Option<String>,
    /// The server's receipt.
    pub receipt: String,
    /// The qualification.
    pub qualification: Qualification,
}

impl core::fmt::Debug for VisitResult {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("VisitResult(****)")
    }
}

impl Visit {
    /// Begins at `Preparing`, with what is known of this phone's long commands.
    #[must_use]
    pub fn begin(
        identity: Identity,
        care_kind: CareKind,
        rules: Rules,
        lengths: LengthSupport,
    ) -> Self {
        Self {
            care_kind,
            rules,
            lengths,
            state: State::Preparing {
                presence: Presence::by_pin(identity, care_kind),
                key: None,
                memory: VisitMemory::new(lengths),
            },
        }
    }

    /// Takes up a kept delivery at `Delivering`.
    #[must_use]
    pub fn resume(kept: Kept, rules: Rules) -> Self {
        Self {
            care_kind: kept.delivery.care_kind,
            rules,
            lengths: LengthSupport::default(),
            state: State::Delivering(kept),
        }
    }

    /// The current step.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self.state {
            State::Preparing { .. } => Step::Preparing,
            State::Ready { .. } => Step::Ready,
            State::Tapping { .. } => Step::Tapping,
            State::Signed { .. } => Step::Signed,
            State::Delivering(_) => Step::Delivering,
            State::Identifying { .. } => Step::Identifying,
            State::Consenting { .. } => Step::Consenting,
            State::Registering { .. } => Step::Registering,
            State::Done(_) => Step::Done,
            State::Stopped(_) | State::Moving => Step::Stopped,
        }
    }

    /// What the taps have learned about this phone's long commands.
    #[must_use]
    pub const fn lengths(&self) -> LengthSupport {
        self.lengths
    }

    /// The kind of care.
    #[must_use]
    pub const fn care_kind(&self) -> CareKind {
        self.care_kind
    }

    /// Any step but `Done` → `Stopped`: the server has refused for good, with its code.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at `Done`.
    pub fn refused(&mut self, code: &str) -> Result<(), NotNow> {
        if matches!(self.state, State::Done(_)) {
            return Err(self.not_now("refused"));
        }
        self.state = State::Stopped(code.to_owned());
        Ok(())
    }

    /// Any step but `Done` → `Stopped`: staff give it up.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at `Done`.
    pub fn abandon(&mut self) -> Result<(), NotNow> {
        if matches!(self.state, State::Done(_)) {
            return Err(self.not_now("abandon"));
        }
        self.state = State::Stopped(Code::VisitAbandoned.as_str().to_owned());
        Ok(())
    }

    /// The code it stopped with; at `Stopped`.
    #[must_use]
    pub fn stopped_with(&self) -> Option<&str> {
        match &self.state {
            State::Stopped(code) => Some(code),
            _ => None,
        }
    }

    /// What may be answered has changed since the visit began.
    pub fn use_rules(&mut self, rules: Rules) {
        self.rules = rules;
    }

    fn take(&mut self) -> State {
        core::mem::replace(&mut self.state, State::Moving)
    }

    fn put_back(&mut self, state: State, event: &'static str) -> NotNow {
        self.state = state;
        self.not_now(event)
    }

    const fn not_now(&self, event: &'static str) -> NotNow {
        NotNow {
            event,
            step: self.step().name(),
        }
    }
}

/// Why there is nothing to ask the server for.
#[derive(Debug, thiserror::Error)]
pub enum NoRequest {
    /// Not at this step.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// The system gives no randomness.
    #[error("no randomness")]
    Random(#[from] getrandom::Error),
}

impl Step {
    const fn name(self) -> &'static str {
        match self {
            Self::Preparing => "Preparing",
            Self::Ready => "Ready",
            Self::Tapping => "Tapping",
            Self::Signed => "Signed",
            Self::Delivering => "Delivering",
            Self::Identifying => "Identifying",
            Self::Consenting => "Consenting",
            Self::Registering => "Registering",
            Self::Done => "Done",
            Self::Stopped => "Stopped",
        }
    }
}
