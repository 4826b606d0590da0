//! Consents that were given earlier: the events of `Reviewing`.

use jiff::Timestamp;

use super::end::End;
use super::{Answer, AnswerRefused, Revocation, State, Visit, answer};
use crate::flow::NotNow;
use crate::wire::api::{ConsentOfKind, ConsentsChanged, ConsentsQuery, ConsentsResponse};
use crate::wire::consent::{ConsentChange, ConsentRevocation};
use crate::wire::presence::CareKind;

impl Visit {
    /// `Reviewing`: what to ask the server for.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn consents_query(&self) -> Result<ConsentsQuery, NotNow> {
        match &self.state {
            State::Reviewing { presence, .. } => Ok(ConsentsQuery {
                receipt_id: presence.receipt_id,
            }),
            _ => Err(self.not_now("consents_query")),
        }
    }

    /// `Reviewing`: what the person has consented to at this institution.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn review(&mut self, answer: ConsentsResponse) -> Result<(), NotNow> {
        match &mut self.state {
            State::Reviewing { consents, .. } => {
                *consents = Some(answer.consents);
                Ok(())
            }
            _ => Err(self.not_now("review")),
        }
    }

    /// The newest consent of each kind of care, those that ended included; at `Reviewing`, once they
    /// were asked for.
    #[must_use]
    pub fn consents(&self) -> Option<&[ConsentOfKind]> {
        match &self.state {
            State::Reviewing { consents, .. } => consents.as_deref(),
            _ => None,
        }
    }

    /// `Reviewing`: what the device has to sign for another answer in place of an earlier one.
    ///
    /// # Errors
    ///
    /// [`AnswerRefused`] when it cannot be registered; the patient may answer again.
    pub fn change(
        &self,
        care_kind: CareKind,
        answer: Answer,
        now: Timestamp,
    ) -> Result<ConsentChange, AnswerRefused> {
        self.reviewed("change")?.change(care_kind, answer, now)
    }

    /// `Reviewing`: what the device has to sign for consents that end.
    ///
    /// # Errors
    ///
    /// [`AnswerRefused`] when they cannot end this way.
    pub fn revoke(
        &self,
        revocation: Revocation,
        now: Timestamp,
    ) -> Result<ConsentRevocation, AnswerRefused> {
        self.reviewed("revoke")?.revocation(revocation, now)
    }

    /// `Reviewing` → `Done`: the consents stay as they are.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn leave(&mut self) -> Result<(), NotNow> {
        if matches!(self.state, State::Reviewing { .. }) {
            self.state = State::Done(End::Left);
            Ok(())
        } else {
            Err(self.not_now("leave"))
        }
    }

    /// `Registering` a change or a revocation → `Done`.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn consents_changed(&mut self, answer: ConsentsChanged) -> Result<(), NotNow> {
        match self.take() {
            State::Registering { kept, .. } if !kept.delivery.registers_visit() => {
                self.state = State::Done(End::Changed(Box::new(answer)));
                Ok(())
            }
            other => Err(self.put_back(other, "consents_changed")),
        }
    }

    /// What the person has consented to now; at `Done`, after a change or a revocation.
    #[must_use]
    pub fn changed_consents(&self) -> Option<&ConsentsChanged> {
        match &self.state {
            State::Done(End::Changed(changed)) => Some(changed),
            _ => None,
        }
    }

    fn reviewed(&self, event: &'static str) -> Result<answer::Asked<'_>, NotNow> {
        match &self.state {
            State::Reviewing {
                kept,
                presence,
                consents,
            } => Ok(answer::Asked {
                rules: &self.rules,
                presence,
                tapped_at: kept.delivery.tapped_at,
                consents: consents.as_deref(),
            }),
            _ => Err(self.not_now(event)),
        }
    }
}
