//! From the challenge to the signed proof: the events of `Preparing`, `Ready`, `Tapping`, `Signed`,
//! without those of 目視.

use jiff::Timestamp;

use super::{AnswerKind, Delivery, Kept, Method, NoRequest, NoTap, State, Tapped, Visit};
use crate::api::IdempotencyKey;
use crate::card::{CardCheck, LastTry, PinOutcome, SignedByCard, Tap, TapReport, VisitMemory};
use crate::flow::NotNow;
use crate::flow::presence::{Prepared, Presence};
use crate::secret::Pin;
use crate::wire::api::{ChallengeRequest, ChallengeResponse};
use crate::wire::code::Code;
use crate::wire::identifier::AccountId;
use crate::wire::presence::{PresenceStatement, StatementMismatch};
use crate::wire::proof::PresenceProof;

impl Visit {
    /// `Preparing`: what to ask the server for. The key stays the same until the challenge is
    /// there, so a lost answer costs nothing. → `Verifying` when the confirmation by sight is too
    /// old.
    ///
    /// # Errors
    ///
    /// [`NoRequest`].
    pub fn request(
        &mut self,
        now: Timestamp,
    ) -> Result<(ChallengeRequest, IdempotencyKey), NoRequest> {
        if matches!(&self.state, State::Preparing { presence, .. } if presence.is_stale(now)) {
            self.confirm_again(Code::VisualRecordStale);
            return Err(NoRequest::RecordStale);
        }
        let State::Preparing { presence, key, .. } = &mut self.state else {
            return Err(self.not_now("request").into());
        };
        let key = match key {
            Some(key) => key.clone(),
            None => key.insert(IdempotencyKey::random()?).clone(),
        };
        Ok((presence.request(), key))
    }

    /// `Preparing`: the server has refused a challenge under this key. The next request has another.
    /// → `Verifying` when the refusal is about the record of the confirmation by sight.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn challenge_refused(&mut self, code: &str) -> Result<(), NotNow> {
        let State::Preparing { presence, key, .. } = &mut self.state else {
            return Err(self.not_now("challenge_refused"));
        };
        *key = None;
        let because = code
            .parse()
            .ok()
            .filter(|code| asks_for_another_record(*code));
        if let (Method::Visual, Some(because)) = (presence.method(), because) {
            self.confirm_again(because);
        }
        Ok(())
    }

    /// The account that the visit belongs to until its card has signed.
    #[must_use]
    pub const fn account(&self) -> Option<&AccountId> {
        match &self.state {
            State::Verifying { identity, .. } => Some(&identity.account),
            State::Preparing { presence, .. }
            | State::Ready { presence, .. }
            | State::Tapping { presence, .. } => Some(presence.account()),
            _ => None,
        }
    }

    /// `Preparing` → `Ready`, or → `Stopped` if the server's statement says anything else than what
    /// was chosen. After a statement whose time has passed it is at `Preparing`, or by sight at
    /// `Verifying`, for another.
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
                // An old challenge, as a repeated request may bring: only a new one helps.
                Err(mismatch @ StatementMismatch::TapBefore) => {
                    self.state = State::anew(presence, memory, Code::TapOutsideWindow);
                    Err(mismatch)
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

    /// `Ready` by PIN: the patient has entered it. An earlier one is forgotten.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn enter_pin(&mut self, pin: Pin) -> Result<(), NotNow> {
        match &mut self.state {
            State::Ready {
                presence, memory, ..
            } if presence.method() == Method::Pin => {
                memory.enter_pin(pin);
                Ok(())
            }
            _ => Err(self.not_now("enter_pin")),
        }
    }

    /// `Ready` by PIN → `Tapping`, or → `Preparing` when the time of the challenge is over. What is
    /// known of the card stays; an entered PIN stays with it.
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
            } if presence.method() == Method::Pin => {
                if check.now > prepared.statement().tap_before {
                    self.state = State::anew(presence, memory, Code::TapOutsideWindow);
                    return Err(NoTap::TimeOver);
                }
                let tap = prepared.tap(check, memory, last_try);
                self.state = State::Tapping { presence, prepared };
                Ok(tap)
            }
            other => Err(self.put_back(other, "tap").into()),
        }
    }

    /// `Tapping` by PIN → `Ready`: the tap was dropped before it gave a report, and whether it had
    /// sent the PIN is not known. The next tap tells how many tries are left before another is spent.
    /// By sight → `Verifying`: it is not known either which card it had met.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn tap_dropped(&mut self) -> Result<(), NotNow> {
        match self.take() {
            State::Tapping { presence, prepared } => {
                let memory = VisitMemory::after_dropped_tap(self.lengths);
                self.state = match presence.method() {
                    Method::Pin => State::Ready {
                        presence,
                        prepared,
                        memory,
                    },
                    Method::Visual => State::anew(presence, memory, Code::CardLost),
                };
                Ok(())
            }
            other => Err(self.put_back(other, "tap_dropped")),
        }
    }

    /// `Tapping` by PIN → `Signed`, `Ready` or `Preparing`.
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
            State::Tapping { presence, prepared } if presence.method() == Method::Pin => {
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

    pub(super) fn signed<O>(
        &mut self,
        presence: Presence,
        prepared: &Prepared,
        memory: VisitMemory,
        signed: &SignedByCard,
        tapped_at: Timestamp,
        delivery_hours: u32,
    ) -> Tapped<O> {
        if let Ok(proof) = prepared.prove(signed, tapped_at) {
            let deliver_before = Delivery::deadline(prepared.statement().issued_at, delivery_hours);
            self.state = State::Signed {
                proof,
                deliver_before,
            };
            Tapped::Signed(signed.standing)
        } else {
            self.state = State::anew(presence, memory, Code::TapOutsideWindow);
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
                care_kind: self.plan.care_kind,
                method: self.plan.method,
                purpose: self.plan.purpose,
                tapped_at: proof.tapped_at,
                deliver_before: *deliver_before,
                proof: jws,
                delivered: false,
                consent: None,
                answer: AnswerKind::default(),
                answer_before: None,
                refused_answer: None,
                refused: None,
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
}

/// The refusals of a challenge that another confirmation by sight may have taken.
const fn asks_for_another_record(code: Code) -> bool {
    matches!(
        code,
        Code::DeviceSignatureWrong
            | Code::VisualRecordForeign
            | Code::VisualRecordIncomplete
            | Code::VisualRecordStale
            | Code::VisualRecordUsed
    )
}
