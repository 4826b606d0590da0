//! 目視: the events of `Verifying`, and of `Ready` and `Tapping` by sight.

use jiff::Timestamp;

use super::{Method, NoTap, State, Tapped, Visit};
use crate::card::{
    CardCheck, CardError, RelayFailure, Tap, TapReport, TerminalChain, VisualOutcome,
};
use crate::flow::NotNow;
use crate::flow::presence::Presence;
use crate::wire::code::Code;
use crate::wire::identifier::{ChallengeId, VisualRecordId};
use crate::wire::visual::VisualRecord;

/// What staff have seen, each answered by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VisualChecks {
    /// カードの表面の写真と患者様の顔が一致.
    pub photo_matches_face: bool,
    /// カードの券面に改ざんの形跡がない.
    pub no_sign_of_tampering: bool,
}

/// Why there is no record of a confirmation by sight.
#[derive(Debug, thiserror::Error)]
pub enum NoRecord {
    /// Not everything was confirmed that has to be.
    #[error("not everything was confirmed")]
    Incomplete,
    /// Not at this step.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// The system gives no randomness.
    #[error("no randomness")]
    Random(#[from] getrandom::Error),
}

impl Visit {
    /// `Verifying`: what the device has to sign for what staff have seen.
    ///
    /// # Errors
    ///
    /// [`NoRecord`]; staff may look again, or say that it is not the patient.
    pub fn visual_record(
        &self,
        checks: VisualChecks,
        now: Timestamp,
    ) -> Result<VisualRecord, NoRecord> {
        let State::Verifying { identity, .. } = &self.state else {
            return Err(self.not_now("visual_record").into());
        };
        let mut id = [0; 16];
        getrandom::fill(&mut id)?;
        let record = VisualRecord {
            id: VisualRecordId::new(id),
            institution: identity.institution.clone(),
            verifier: identity.account.clone(),
            care_kind: self.plan.care_kind,
            photo_matches_face: checks.photo_matches_face,
            no_sign_of_tampering: checks.no_sign_of_tampering,
            recorded_at: now,
        };
        if record.is_complete() {
            Ok(record)
        } else {
            Err(NoRecord::Incomplete)
        }
    }

    /// `Verifying` → `Preparing`: the device has signed the record.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn recorded(&mut self, jws: String, recorded_at: Timestamp) -> Result<(), NotNow> {
        match self.take() {
            State::Verifying {
                identity, memory, ..
            } => {
                let care_kind = self.plan.care_kind;
                self.state = State::Preparing {
                    presence: Presence::by_sight(identity, care_kind, jws, recorded_at),
                    key: None,
                    memory,
                };
                Ok(())
            }
            other => Err(self.put_back(other, "recorded")),
        }
    }

    /// `Verifying` → `Stopped`: it is not the patient, or the card is not as it should be.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn not_confirmed(&mut self) -> Result<(), NotNow> {
        if matches!(self.state, State::Verifying { .. }) {
            self.state = State::Stopped(Code::VisualDeclined.as_str().to_owned());
            Ok(())
        } else {
            Err(self.not_now("not_confirmed"))
        }
    }

    /// Why staff have to look once more; at `Verifying`, when they had before.
    #[must_use]
    pub const fn confirms_again_because(&self) -> Option<Code> {
        match self.state {
            State::Verifying { because, .. } => because,
            _ => None,
        }
    }

    /// `Verifying`, `Preparing`, `Ready` → `Preparing` or `Verifying`: staff choose another way to
    /// confirm the identity. A challenge or a record of the former is dropped, a PIN is forgotten.
    /// The way that it is already changes nothing.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn change_method(&mut self, method: Method) -> Result<(), NotNow> {
        let (identity, mut memory) = match self.take() {
            same @ (State::Verifying { .. } | State::Preparing { .. } | State::Ready { .. })
                if self.plan.method == method =>
            {
                self.state = same;
                return Ok(());
            }
            State::Verifying {
                identity, memory, ..
            } => (identity, memory),
            State::Preparing {
                presence, memory, ..
            }
            | State::Ready {
                presence, memory, ..
            } => (presence.into_identity(), memory),
            other => return Err(self.put_back(other, "change_method")),
        };
        self.plan.method = method;
        self.state = match method {
            Method::Visual => State::verifying(identity, memory, None),
            Method::Pin => {
                memory.begin_confirmation();
                State::Preparing {
                    presence: Presence::by_pin(identity, self.plan.care_kind),
                    key: None,
                    memory,
                }
            }
        };
        Ok(())
    }

    /// `Ready` by sight → `Tapping`, or → `Verifying` when the time of the challenge is over.
    ///
    /// # Errors
    ///
    /// [`NoTap`].
    pub fn tap_visually(
        &mut self,
        check: CardCheck,
        chain: &TerminalChain,
    ) -> Result<Tap<TapReport<VisualOutcome>>, NoTap> {
        match self.take() {
            State::Ready {
                presence,
                prepared,
                memory,
            } if presence.method() == Method::Visual => {
                if check.now > prepared.statement().tap_before {
                    self.state = State::anew(presence, memory, Code::TapOutsideWindow);
                    return Err(NoTap::TimeOver);
                }
                let tap = prepared.tap_visually(chain, check, memory);
                self.state = State::Tapping { presence, prepared };
                Ok(tap)
            }
            other => Err(self.put_back(other, "tap_visually").into()),
        }
    }

    /// `Tapping` by sight: the challenge that the terminal may sign for.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn terminal_challenge(&self) -> Result<ChallengeId, NotNow> {
        match &self.state {
            State::Tapping { presence, prepared } if presence.method() == Method::Visual => {
                Ok(prepared.statement().challenge_id)
            }
            _ => Err(self.not_now("terminal_challenge")),
        }
    }

    /// `Tapping` by sight → `Signed`, `Ready` or `Verifying`.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn tapped_visually(
        &mut self,
        report: TapReport<VisualOutcome>,
        tapped_at: Timestamp,
        delivery_hours: u32,
    ) -> Result<Tapped<VisualOutcome>, NotNow> {
        match self.take() {
            State::Tapping { presence, prepared } if presence.method() == Method::Visual => {
                let TapReport { result, memory } = report;
                self.lengths = memory.lengths;
                if let Ok(VisualOutcome::Signed(signed)) = &result {
                    return Ok(self.signed(
                        presence,
                        &prepared,
                        memory,
                        signed,
                        tapped_at,
                        delivery_hours,
                    ));
                }
                self.state = match spends_confirmation(&result) {
                    Some(because) => State::anew(presence, memory, because),
                    None => State::Ready {
                        presence,
                        prepared,
                        memory,
                    },
                };
                Ok(Tapped::NotYet(result))
            }
            other => Err(self.put_back(other, "tapped_visually")),
        }
    }

    /// `Preparing` by sight → `Verifying`; at no other step.
    pub(super) fn confirm_again(&mut self, because: Code) {
        self.state = match self.take() {
            State::Preparing {
                presence, memory, ..
            } => State::anew(presence, memory, because),
            other => other,
        };
    }
}

/// What leaves nothing of a confirmation by sight to tap with.
const fn spends_confirmation(result: &Result<VisualOutcome, CardError>) -> Option<Code> {
    match result {
        Ok(VisualOutcome::CardChanged) => Some(Code::CardChanged),
        Err(CardError::Relay(failure @ (RelayFailure::LimitReached | RelayFailure::TooLate))) => {
            Some(failure.code())
        }
        _ => None,
    }
}
