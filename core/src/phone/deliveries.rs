//! Deliveries that are kept until the server has them.

use jiff::Timestamp;

use super::{Phone, PhoneError};
use crate::flow::visit::{Delivery, Kept, Rules, Visit};
use crate::store::{Collection, RecordId};
use crate::wire::presence::CareKind;

/// What waits for the server, in the order of the taps.
const DELIVERIES: Collection<Delivery> = Collection::new("deliveries", 1);

/// A delivery that waits, without anything about the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub id: RecordId,
    /// The kind of care.
    pub care_kind: CareKind,
    /// When the patient tapped.
    pub tapped_at: Timestamp,
    /// Until when the server takes it.
    pub deliver_before: Timestamp,
    /// Whether the patient has answered already.
    pub answered: bool,
}

impl Phone {
    /// The deliveries that wait, oldest first, those included whose time is over: staff are told of
    /// them before [`discard`](Self::discard) forgets them.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Store`].
    pub fn waiting(&self) -> Result<Vec<Waiting>, PhoneError> {
        let kept = self.store().list(&DELIVERIES)?;
        Ok(kept
            .into_iter()
            .map(|(id, delivery)| Waiting {
                id,
                care_kind: delivery.care_kind,
                tapped_at: delivery.tapped_at,
                deliver_before: delivery.deliver_before,
                answered: delivery.consent.is_some(),
            })
            .collect())
    }

    /// Takes a kept delivery up again, as a visit at `Delivering`.
    ///
    /// # Errors
    ///
    /// [`PhoneError::DeliveryUnknown`], [`PhoneError::NotRegistered`], [`PhoneError::Store`].
    pub fn resume(&self, id: &RecordId) -> Result<Visit, PhoneError> {
        let registration = self.registration()?;
        let kept = self.store().list(&DELIVERIES)?;
        let (id, delivery) = kept
            .into_iter()
            .find(|(kept, _)| kept == id)
            .ok_or(PhoneError::DeliveryUnknown)?;
        let rules = Rules::from(&registration.institution.environment);
        Ok(Visit::resume(Kept { id, delivery }, rules))
    }

    /// Forgets a kept delivery: it was delivered, refused for good, is too old, or is not wanted.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Store`].
    pub fn discard(&self, id: &RecordId) -> Result<(), PhoneError> {
        self.store()
            .commit(|change| change.take_out(&DELIVERIES, id))?;
        Ok(())
    }

    /// Keeps a new delivery.
    pub(super) fn keep(&self, delivery: Delivery) -> Result<Kept, PhoneError> {
        let id = self
            .store()
            .commit(|change| change.add(&DELIVERIES, &delivery))?;
        Ok(Kept { id, delivery })
    }

    /// Keeps the patient's answer beside its proof, where there is none yet.
    pub(super) fn keep_answer(&self, kept: &Kept, consent: String) -> Result<Kept, PhoneError> {
        self.change_answer(kept, Some(consent))
    }

    /// Forgets an answer that the server does not take; the proof stays.
    pub(super) fn forget_answer(&self, kept: &Kept) -> Result<Kept, PhoneError> {
        self.change_answer(kept, None)
    }

    /// Replaces the delivery unless another visit has changed it meanwhile.
    fn change_answer(&self, kept: &Kept, consent: Option<String>) -> Result<Kept, PhoneError> {
        let changed = Kept {
            id: kept.id,
            delivery: kept.delivery.with_answer(consent),
        };
        let done = self.store().commit(|change| {
            let there = change.list(&DELIVERIES)?;
            let unchanged = there
                .iter()
                .any(|(id, delivery)| *id == kept.id && *delivery == kept.delivery);
            Ok(unchanged && change.replace(&DELIVERIES, &kept.id, &changed.delivery)?)
        })?;
        if done {
            Ok(changed)
        } else {
            Err(PhoneError::DeliveryUnknown)
        }
    }
}
