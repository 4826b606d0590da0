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
//! | Preparing | request; challenged → Ready, or Stopped if the statement is not what was chosen |
//! | Ready | enter_pin; tap → Tapping, or Preparing when the time is over |
//! | Tapping | tapped → Signed when the card has signed in time; else Ready, or Preparing when it was too late; tap_dropped → Ready |
//! | Signed | proof; kept → Delivering |
//! | Delivering | delivered → Identifying, or Registering if the answer is already there |
//! | Identifying | confirm_person → Consenting or Done; person_differs → Stopped |
//! | Consenting | answer; answer_kept → Registering |
//! | Registering | registered → Done |
//! | Done, Stopped | nothing |
//! | any but Done | refused → Stopped |
//!
//! What the card has signed is kept before it is sent ([`Delivery`]): a dead network or the end of
//! the app must not cost the patient a second tap. A kept delivery begins again at `Delivering`
//! ([`Visit::resume`]), under whatever account is signed in then, or none.

mod answer;
mod delivery;

use jiff::Timestamp;

pub use answer::{Answer, AnswerRefused, Rules};
pub use delivery::{Delivery, Kept};

use super::NotNow;
use super::presence::{Identity, Prepared, Presence};
use crate::api::IdempotencyKey;
use crate::card::{
    CardCheck, CardError, LastTry, LengthSupport, PinOutcome, SignedByCard, Tap, TapReport,
    VisitMemory,
};
use crate::pki::Standing;
use crate::secret::Pin;
use crate::wire::api::{
    CertificateStanding, ChallengeRequest, ChallengeResponse, ConsentResponse, Person,
    ProofResponse, RecordedConsent,
};
use crate::wire::code::Code;
use crate::wire::consent::Consent;
use crate::wire::presence::{CareKind, PresenceStatement, StatementMismatch};
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

    /// `Preparing`: what to ask the server for. The key stays the same until the challenge is
    /// there, so a lost answer costs nothing.
    ///
    /// # Errors
    ///
    /// [`NoRequest`].
    pub fn request(&mut self) -> Result<(ChallengeRequest, IdempotencyKey), NoRequest> {
        let State::Preparing { presence, key, .. } = &mut self.state else {
            return Err(self.not_now("request").into());
        };
        let key = match key {
            Some(key) => key.clone(),
            None => key.insert(IdempotencyKey::random()?).clone(),
        };
        Ok((presence.request(), key))
    }

    /// `Preparing` → `Ready`, or → `Stopped` if the server's statement says anything else than what
    /// was chosen.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step. A mismatch is the inner error.
    pub fn challenged(
        &mut self,
        challenge: &ChallengeResponse,
        now: Timestamp,
    ) -> Result<Result<(), StatementMismatch>, NotNow> {
        match self.take() {
            State::Preparing {
                presence, memory, ..
            } => Ok(match presence.prepare(challenge, now) {
                Ok(prepared) => {
                    self.state = State::Ready {
                        presence,
                        prepared,
                        memory,
                    };
                    Ok(())
                }
                Err(mismatch) => {
                    self.state = State::Stopped(mismatch.code().as_str().to_owned());
                    Err(mismatch)
                }
            }),
            other => Err(self.put_back(other, "challenged")),
        }
    }

    /// What the card is going to sign; from `Ready` until it has.
    #[must_use]
    pub fn statement(&self) -> Option<&PresenceStatement> {
        match &self.state {
            State::Ready { prepared, .. } | State::Tapping { prepared, .. } => {
                Some(prepared.statement())
            }
            _ => None,
        }
    }

    /// `Ready`: the patient has entered a PIN. An earlier one is forgotten.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn enter_pin(&mut self, pin: Pin) -> Result<(), NotNow> {
        match &mut self.state {
            State::Ready { memory, .. } => {
                memory.enter_pin(pin);
                Ok(())
            }
            _ => Err(self.not_now("enter_pin")),
        }
    }

    /// `Ready` → `Tapping`, or → `Preparing` when the time of the challenge is over. What is known
    /// of the card stays; an entered PIN stays with it.
    ///
    /// # Errors
    ///
    /// [`NoTap`].
    pub fn tap(
        &mut self,
        check: CardCheck,
        last_try: Option<LastTry>,
    ) -> Result<Tap<TapReport<PinOutcome>>, NoTap> {
        match self.take() {
            State::Ready {
                presence,
                prepared,
                memory,
            } => {
                if check.now > prepared.statement().tap_before {
                    self.state = State::Preparing {
                        presence,
                        key: None,
                        memory,
                    };
                    return Err(NoTap::TimeOver);
                }
                let tap = prepared.tap(check, memory, last_try);
                self.state = State::Tapping { presence, prepared };
                Ok(tap)
            }
            other => Err(self.put_back(other, "tap").into()),
        }
    }

    /// `Tapping` → `Ready`: the tap was dropped before it gave a report. The patient enters the PIN
    /// again; what became of an earlier one, the card is asked before any other is spent.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn tap_dropped(&mut self) -> Result<(), NotNow> {
        match self.take() {
            State::Tapping { presence, prepared } => {
                self.state = State::Ready {
                    presence,
                    prepared,
                    memory: VisitMemory::new(self.lengths),
                };
                Ok(())
            }
            other => Err(self.put_back(other, "tap_dropped")),
        }
    }

    /// `Tapping` → `Signed`, `Ready` or `Preparing`.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn tapped(
        &mut self,
        report: TapReport<PinOutcome>,
        tapped_at: Timestamp,
        delivery_hours: u32,
    ) -> Result<Tapped, NotNow> {
        match self.take() {
            State::Tapping { presence, prepared } => {
                let TapReport { result, memory } = report;
                self.lengths = memory.lengths;
                Ok(match result {
                    Ok(PinOutcome::Signed(signed)) => self.signed(
                        presence,
                        &prepared,
                        memory,
                        &signed,
                        tapped_at,
                        delivery_hours,
                    ),
                    not_yet => {
                        self.state = State::Ready {
                            presence,
                            prepared,
                            memory,
                        };
                        Tapped::NotYet(not_yet)
                    }
                })
            }
            other => Err(self.put_back(other, "tapped")),
        }
    }

    fn signed(
        &mut self,
        presence: Presence,
        prepared: &Prepared,
        memory: VisitMemory,
        signed: &SignedByCard,
        tapped_at: Timestamp,
        delivery_hours: u32,
    ) -> Tapped {
        if let Ok(proof) = prepared.prove(signed, tapped_at) {
            let deliver_before = Delivery::deadline(prepared.statement().issued_at, delivery_hours);
            self.state = State::Signed {
                proof,
                deliver_before,
            };
            Tapped::Signed(signed.standing)
        } else {
            self.state = State::Preparing {
                presence,
                key: None,
                memory,
            };
            Tapped::TooLate
        }
    }

    /// `Signed`: what the device has to sign.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn proof(&self) -> Result<&PresenceProof, NotNow> {
        match &self.state {
            State::Signed { proof, .. } => Ok(proof),
            _ => Err(self.not_now("proof")),
        }
    }

    /// `Signed`: the delivery to keep, around the signed proof.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn delivery_of(&self, jws: String) -> Result<Delivery, NotNow> {
        match &self.state {
            State::Signed {
                proof,
                deliver_before,
            } => Ok(Delivery {
                care_kind: self.care_kind,
                tapped_at: proof.tapped_at,
                deliver_before: *deliver_before,
                proof: jws,
                consent: None,
            }),
            _ => Err(self.not_now("delivery_of")),
        }
    }

    /// `Signed` → `Delivering`: the delivery is kept on the phone.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn kept(&mut self, kept: Kept) -> Result<(), NotNow> {
        match self.take() {
            State::Signed { .. } => {
                self.state = State::Delivering(kept);
                Ok(())
            }
            other => Err(self.put_back(other, "kept")),
        }
    }

    /// What is kept on the phone for this visit, from `Delivering` until it is registered.
    #[must_use]
    pub const fn delivery(&self) -> Option<&Kept> {
        match &self.state {
            State::Delivering(kept)
            | State::Identifying { kept, .. }
            | State::Consenting { kept, .. }
            | State::Registering { kept, .. } => Some(kept),
            _ => None,
        }
    }

    /// `Delivering`: the proof to send.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn proof_to_deliver(&self) -> Result<&str, NotNow> {
        match &self.state {
            State::Delivering(kept) => Ok(&kept.delivery.proof),
            _ => Err(self.not_now("proof_to_deliver")),
        }
    }

    /// `Registering`: the answer to send.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn answer_to_register(&self) -> Result<&str, NotNow> {
        match &self.state {
            State::Registering { kept, .. } => kept
                .delivery
                .consent
                .as_deref()
                .ok_or_else(|| self.not_now("answer_to_register")),
            _ => Err(self.not_now("answer_to_register")),
        }
    }

    /// `Delivering` → `Identifying`; → `Registering` if the patient's answer is kept already, which
    /// means that the person was confirmed before it was given.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn delivered(&mut self, answer: ProofResponse) -> Result<(), NotNow> {
        match self.take() {
            State::Delivering(kept) => {
                let presence = Box::new(answer);
                self.state = if kept.delivery.consent.is_some() {
                    State::Registering { kept, presence }
                } else {
                    State::Identifying { kept, presence }
                };
                Ok(())
            }
            other => Err(self.put_back(other, "delivered")),
        }
    }

    /// The server's answer to the proof: who it is, how the certificate stands and what was agreed
    /// to before; from `Identifying` to `Registering`.
    #[must_use]
    pub fn presence(&self) -> Option<&ProofResponse> {
        match &self.state {
            State::Identifying { presence, .. }
            | State::Consenting { presence, .. }
            | State::Registering { presence, .. } => Some(presence),
            _ => None,
        }
    }

    /// `Identifying` → `Consenting`: staff have compared the person with the printed card. → `Done`
    /// where the server has answered the proof with the qualification.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn confirm_person(&mut self) -> Result<(), NotNow> {
        match self.take() {
            State::Identifying { kept, presence } => {
                self.state = match (&presence.reception_number, &presence.qualification) {
                    (Some(number), Some(qualification)) => State::Done(Box::new(VisitResult {
                        reception_number: number.clone(),
                        person: presence.person.clone(),
                        code: presence.certificate_standing.code.clone(),
                        certificate_standing: presence.certificate_standing.clone(),
                        consent: None,
                        receipt: presence.receipt.clone(),
                        qualification: qualification.clone(),
                    })),
                    _ => State::Consenting { kept, presence },
                };
                Ok(())
            }
            other => Err(self.put_back(other, "confirm_person")),
        }
    }

    /// `Identifying` → `Stopped`: the card is another person's, such as the spouse's.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn person_differs(&mut self) -> Result<(), NotNow> {
        if matches!(self.state, State::Identifying { .. }) {
            self.state = State::Stopped(Code::PersonDiffers.as_str().to_owned());
            Ok(())
        } else {
            Err(self.not_now("person_differs"))
        }
    }

    /// `Consenting`: what the device has to sign for the patient's answer.
    ///
    /// # Errors
    ///
    /// [`AnswerRefused`] when the answer cannot be registered; the patient may answer again.
    pub fn answer(&self, answer: Answer, now: Timestamp) -> Result<Consent, AnswerRefused> {
        match &self.state {
            State::Consenting { kept, presence } => {
                answer::check(answer, &self.rules, presence, kept.delivery.tapped_at, now)
            }
            _ => Err(self.not_now("answer").into()),
        }
    }

    /// `Consenting` → `Registering`: the signed answer is kept on the phone, beside its proof.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn answer_kept(&mut self, kept: Kept) -> Result<(), NotNow> {
        match self.take() {
            State::Consenting { presence, .. } => {
                self.state = State::Registering { kept, presence };
                Ok(())
            }
            other => Err(self.put_back(other, "answer_kept")),
        }
    }

    /// `Registering` → `Done`.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn registered(&mut self, answer: ConsentResponse) -> Result<(), NotNow> {
        match self.take() {
            State::Registering { presence, .. } => {
                self.state = State::Done(Box::new(VisitResult {
                    reception_number: answer.reception_number,
                    person: presence.person,
                    certificate_standing: presence.certificate_standing,
                    consent: Some(answer.consent),
                    code: Some(answer.code),
                    receipt: presence.receipt,
                    qualification: answer.qualification,
                }));
                Ok(())
            }
            other => Err(self.put_back(other, "registered")),
        }
    }

    /// What the visit ended with; at `Done`.
    #[must_use]
    pub fn result(&self) -> Option<&VisitResult> {
        match &self.state {
            State::Done(result) => Some(result),
            _ => None,
        }
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

    /// The code it stopped with; at `Stopped`.
    #[must_use]
    pub fn stopped_with(&self) -> Option<&str> {
        match &self.state {
            State::Stopped(code) => Some(code),
            _ => None,
        }
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
