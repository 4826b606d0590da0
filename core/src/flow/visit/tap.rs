//! From the challenge to the signed proof: the events of `Preparing`, `Ready`, `Tapping`, `Signed`.

use jiff::Timestamp;

use super::{Delivery, Kept, NoRequest, NoTap, State, Tapped, Visit};
use crate::api::IdempotencyKey;
use crate::card::{CardCheck, LastTry, PinOutcome, SignedByCard, Tap, TapReport, VisitMemory};
use crate::flow::NotNow;
use crate::flow::presence::{Prepared, Presence};
use crate::secret::Pin;
use crate::wire::api::{ChallengeRequest, ChallengeResponse};
use crate::wire::identifier::AccountId;
use crate::wire::presence::{PresenceStatement, StatementMismatch};
use crate::wire::proof::PresenceProof;

impl Visit {
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

    /// `Preparing`: the server has refused a challenge under this key. The next request has another.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn challenge_refused(&mut self) -> Result<(), NotNow> {
        match &mut self.state {
            State::Preparing { key, .. } => {
                *key = None;
                Ok(())
            }
            _ => Err(self.not_now("challenge_refused")),
        }
    }

    /// The account that the visit belongs to until its card has signed.
    #[must_use]
    pub const fn account(&self) -> Option<&AccountId> {
        match &self.state {
            State::Preparing { presence, .. }
            | State::Ready { presence, .. }
            | State::Tapping { presence, .. } => Some(presence.account()),
            _ => None,
        }
    }

    /// `Preparing` → `Ready`, or → `Stopped` if the server's statement says anything else than what
    /// was chosen. A statement whose time has passed leaves it at `Preparing`, for another request.
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
                    self.state = State::Preparing {
                        presence,
                        key: None,
                        memory,
                    };
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

    /// `Tapping` → `Ready`: the tap was dropped before it gave a report, and whether it had sent the
    /// PIN is not known. The next tap tells how many tries are left before another is spent.
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
                    memory: VisitMemory::after_dropped_tap(self.lengths),
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
}
