//! A patient's visit, from the choice of care to the qualification; or to the consents given earlier.
//!
//! ```text
//! Verifying ──recorded──► Preparing ──challenged──► Ready ──tap──► Tapping ──signed──► Signed
//!     ▲  by sight only        ▲                      │ ▲             │                   │
//!     │                       └── time over, by PIN ─┤ └── not yet ──┤             kept  │
//!     └──── time over, by sight; another card ───────┴───────────────┘                   ▼
//!                                                                                   Delivering
//! Done ◄──registered── Registering ◄──answer_kept── Consenting ◄──confirm_person──┐      │
//!  ▲ ▲                     │  ▲                                                   │      │
//!  │ │                     │  └────answer_kept───── Reviewing ◄──confirm_person── Identifying
//!  │ └──consents_changed───┘                          │                           │
//!  └──────────────────────leave───────────────────────┘                           │
//!  └──────────── confirm_person, where nobody is asked for consent ───────────────┘
//! ```
//!
//! | step | events |
//! |---|---|
//! | Verifying | visual_record; recorded → Preparing; not_confirmed → Stopped; change_method → Preparing |
//! | Preparing | request (by sight → Verifying when the record is too old); challenged → Ready, or Stopped if the statement is not what was chosen; challenge_refused (→ Verifying when the record is refused); change_method → Verifying or Preparing |
//! | Ready by PIN | enter_pin; tap → Tapping, or Preparing when the time is over; change_method → Verifying |
//! | Ready by sight | tap_visually → Tapping, or Verifying when the time is over; change_method → Preparing |
//! | Tapping by PIN | tapped → Signed when the card has signed in time; else Ready, or Preparing when it was too late; tap_dropped → Ready |
//! | Tapping by sight | terminal_challenge; tapped_visually → Signed when the card has signed in time; else Ready, or Verifying when it was too late, the card another one, or the terminal signs no more; tap_dropped → Verifying |
//! | Signed | proof; kept → Delivering |
//! | Delivering | delivered → Identifying, or Registering if the answer is already there |
//! | Identifying | confirm_person → Consenting, Reviewing or Done; person_differs → Stopped |
//! | Consenting | answer; answer_kept → Registering |
//! | Reviewing | review; change; revoke; answer_kept → Registering; leave → Done |
//! | Registering | registered → Done; consents_changed → Done; answer_refused → Consenting or Reviewing |
//! | Done, Stopped | nothing |
//! | any but Done | refused, abandon → Stopped |
//!
//! The way in which the identity is confirmed changes by [`Visit::change_method`] alone, when staff
//! say so: a visit by sight never turns into one by PIN by itself, nor the other way. What was
//! begun in one way, a challenge too, is dropped with it.
//!
//! A confirmation by sight is for one card. The first that a tap identifies is that card; another
//! is refused before the terminal authenticates to it, and staff look again.
//!
//! What the card has signed is kept before it is sent ([`Delivery`]): a dead network or the end of
//! the app must not cost the patient a second tap. A kept delivery begins again at `Delivering`
//! ([`Visit::resume`]), under whatever account is signed in then, or none.

mod answer;
mod consents;
mod delivery;
mod end;
mod plan;
mod registration;
mod sight;
mod tap;

use jiff::Timestamp;

pub use super::presence::Method;
pub use answer::{Answer, AnswerRefused, Revocation, Rules};
pub use delivery::{AnswerKind, Delivery, Kept};
pub use end::VisitResult;
pub use plan::{Plan, Purpose};
pub use sight::{NoRecord, VisualChecks};

use super::NotNow;
use super::presence::{Identity, Prepared, Presence};
use crate::api::IdempotencyKey;
use crate::card::{CardError, LengthSupport, PinOutcome, VisitMemory};
use crate::pki::Standing;
use crate::wire::api::{ConsentOfKind, ProofResponse};
use crate::wire::code::Code;
use crate::wire::presence::CareKind;
use crate::wire::proof::PresenceProof;

use end::End;

/// The state machine; the module has the table.
#[derive(Debug)]
pub struct Visit {
    plan: Plan,
    rules: Rules,
    lengths: LengthSupport,
    state: State,
}

#[derive(Debug)]
enum State {
    Verifying {
        identity: Identity,
        memory: VisitMemory,
        because: Option<Code>,
    },
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
    Reviewing {
        kept: Kept,
        presence: Box<ProofResponse>,
        consents: Option<Vec<ConsentOfKind>>,
    },
    Registering {
        kept: Kept,
        presence: Box<ProofResponse>,
    },
    Done(End),
    Stopped(String),
    /// Never seen from outside: the place of a state that is being replaced.
    Moving,
}

/// The steps; the module has the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Staff compare the printed photo with the face.
    Verifying,
    /// A challenge is to be fetched.
    Preparing,
    /// The card is held to the phone; by PIN, after the patient has entered it.
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
    /// Staff and patient look at the consents given earlier.
    Reviewing,
    /// The answer is kept on the phone and is to be registered.
    Registering,
    /// It has come to what it was for.
    Done,
    /// It ended before.
    Stopped,
}

/// What a tap came to, by PIN or by sight.
#[derive(Debug)]
pub enum Tapped<O = PinOutcome> {
    /// The card has signed, and has been verified.
    Signed(Standing),
    /// Not yet: the outcome, or what ended the tap, says what to do before the next.
    NotYet(Result<O, CardError>),
    /// The card has signed too late. The patient keeps the card; a new challenge is needed, and by
    /// sight a new confirmation.
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

impl Visit {
    /// Begins at `Preparing`, or by sight at `Verifying`, with what is known of this phone's long
    /// commands.
    #[must_use]
    pub fn begin(identity: Identity, plan: Plan, rules: Rules, lengths: LengthSupport) -> Self {
        let memory = VisitMemory::new(lengths);
        let state = match plan.method {
            Method::Pin => State::Preparing {
                presence: Presence::by_pin(identity, plan.care_kind),
                key: None,
                memory,
            },
            Method::Visual => State::verifying(identity, memory, None),
        };
        Self {
            plan,
            rules,
            lengths,
            state,
        }
    }

    /// Takes up a kept delivery at `Delivering`.
    #[must_use]
    pub fn resume(kept: Kept, rules: Rules) -> Self {
        let Delivery {
            care_kind,
            method,
            purpose,
            ..
        } = kept.delivery;
        Self {
            plan: Plan {
                care_kind,
                method,
                purpose,
            },
            rules,
            lengths: LengthSupport::default(),
            state: State::Delivering(kept),
        }
    }

    /// The current step.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self.state {
            State::Verifying { .. } => Step::Verifying,
            State::Preparing { .. } => Step::Preparing,
            State::Ready { .. } => Step::Ready,
            State::Tapping { .. } => Step::Tapping,
            State::Signed { .. } => Step::Signed,
            State::Delivering(_) => Step::Delivering,
            State::Identifying { .. } => Step::Identifying,
            State::Consenting { .. } => Step::Consenting,
            State::Reviewing { .. } => Step::Reviewing,
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
        self.plan.care_kind
    }

    /// How the identity is confirmed, or was.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.plan.method
    }

    /// What the card is held to the phone for.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.plan.purpose
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

impl State {
    /// Staff look at the card and the patient, at first or `because` of something once more.
    fn verifying(identity: Identity, mut memory: VisitMemory, because: Option<Code>) -> Self {
        memory.begin_confirmation();
        Self::Verifying {
            identity,
            memory,
            because,
        }
    }

    /// The presence needs another challenge. One by sight needs another record first, since each
    /// is good for one challenge.
    fn anew(presence: Presence, memory: VisitMemory, because: Code) -> Self {
        match presence.method() {
            Method::Pin => Self::Preparing {
                presence,
                key: None,
                memory,
            },
            Method::Visual => Self::verifying(presence.into_identity(), memory, Some(because)),
        }
    }
}

/// Why there is nothing to ask the server for.
#[derive(Debug, thiserror::Error)]
pub enum NoRequest {
    /// Not at this step.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// The confirmation by sight is too old, and has to be made anew.
    #[error("the confirmation by sight is too old")]
    RecordStale,
    /// The system gives no randomness.
    #[error("no randomness")]
    Random(#[from] getrandom::Error),
}

impl Step {
    const fn name(self) -> &'static str {
        match self {
            Self::Verifying => "Verifying",
            Self::Preparing => "Preparing",
            Self::Ready => "Ready",
            Self::Tapping => "Tapping",
            Self::Signed => "Signed",
            Self::Delivering => "Delivering",
            Self::Identifying => "Identifying",
            Self::Consenting => "Consenting",
            Self::Reviewing => "Reviewing",
            Self::Registering => "Registering",
            Self::Done => "Done",
            Self::Stopped => "Stopped",
        }
    }
}
