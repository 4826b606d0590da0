//! Consents that were given earlier, with the card again: looking, changing, revoking.

use super::{Phone, PhoneError};
use crate::flow::visit::{Answer, AnswerKind, Revocation, Visit};
use crate::vault::sign_claims;
use crate::wire::identifier::DeviceId;
use crate::wire::jws::Claims;
use crate::wire::presence::CareKind;

impl Phone {
    /// `Reviewing`: what the person has consented to at this institution; then
    /// [`Visit::consents`]. Needs no session.
    ///
    /// # Errors
    ///
    /// [`PhoneError`]; the visit stays where it is.
    pub async fn consents(&self, visit: &mut Visit) -> Result<(), PhoneError> {
        let query = visit.consents_query()?;
        let client = self.live().client.clone();
        let answer = self.settled(client.consents(&query).await)?;
        Ok(visit.review(answer)?)
    }

    /// `Reviewing` → `Registering`: the device signs the patient's other answer, and it is kept
    /// beside its proof before it is sent with [`register`](Self::register).
    ///
    /// # Errors
    ///
    /// [`PhoneError::Answer`] when the patient has to answer otherwise; [`PhoneError::Vault`],
    /// [`PhoneError::Store`].
    pub fn change_consent(
        &self,
        visit: &mut Visit,
        care_kind: CareKind,
        answer: Answer,
    ) -> Result<(), PhoneError> {
        let change = visit.change(care_kind, answer, self.clock.now())?;
        self.keep_signed(visit, AnswerKind::Change, &change)
    }

    /// `Reviewing` → `Registering`: the device signs what the patient takes back, and it is kept
    /// beside its proof before it is sent with [`register`](Self::register).
    ///
    /// # Errors
    ///
    /// [`PhoneError::Answer`] when there is nothing to take back; [`PhoneError::Vault`],
    /// [`PhoneError::Store`].
    pub fn revoke_consents(
        &self,
        visit: &mut Visit,
        revocation: Revocation,
    ) -> Result<(), PhoneError> {
        let revocation = visit.revoke(revocation, self.clock.now())?;
        self.keep_signed(visit, AnswerKind::Revocation, &revocation)
    }

    /// `Reviewing` → `Done`: the consents stay as they are, and the delivery, which the server has,
    /// is forgotten.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`].
    pub fn leave_consents(&self, visit: &mut Visit) -> Result<(), PhoneError> {
        let kept = visit.delivery().map(|kept| kept.id);
        visit.leave()?;
        if let Some(id) = kept {
            self.discard_delivered(&id);
        }
        Ok(())
    }

    /// Signs an answer and keeps it beside its proof.
    pub(super) fn keep_signed(
        &self,
        visit: &mut Visit,
        kind: AnswerKind,
        claims: &impl Claims<Signer = DeviceId>,
    ) -> Result<(), PhoneError> {
        let device = self.registration()?.device_id;
        let jws = sign_claims(&*self.vault, claims, &device)?;
        let kept = visit.delivery().ok_or(PhoneError::DeliveryUnknown)?;
        let kept = self.keep_answer(kept, kind, jws)?;
        Ok(visit.answer_kept(kept)?)
    }
}
