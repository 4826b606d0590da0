//! Deliveries that are kept until the server has them.

use jiff::Timestamp;

use super::visits::Verdict;
use super::{Phone, PhoneError, postponed};
use crate::flow::visit::{AnswerKind, Delivery, Kept, Method, Purpose, Rules, Visit};
use crate::store::{Collection, RecordId};
use crate::wire::api::ProofResponse;
use crate::wire::code::Code;
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
    /// How the identity was confirmed.
    pub method: Method,
    /// What the card was held to the phone for.
    pub purpose: Purpose,
    /// When the patient tapped.
    pub tapped_at: Timestamp,
    /// Until when the server takes it.
    pub deliver_before: Timestamp,
    /// Whether that time is over. It stays listed until somebody has read it and discards it.
    pub expired: bool,
    /// Whether the server has taken the proof.
    pub delivered: bool,
    /// Whether the patient has answered already.
    pub answered: bool,
    /// Why the server has not taken what the patient has answered, if that is so. Somebody has to
    /// ask again, as long as there is time to answer.
    pub refused_answer: Option<String>,
    /// Why it will never be taken, if that is so: `MKA-E2055` when its time is over, `MKA-E3009`
    /// when its answer was refused and there is no time for another, or what the server has said.
    pub code: Option<String>,
}

impl Waiting {
    fn new(id: RecordId, delivery: &Delivery, now: Timestamp) -> Self {
        let expired = !delivery.is_deliverable(now);
        let too_late = if expired {
            Some(Code::DeliveryTooLate)
        } else {
            let unanswerable = delivery.is_past_answering(now);
            unanswerable.then_some(Code::ConsentOutsideWindow)
        };
        Self {
            id,
            care_kind: delivery.care_kind,
            method: delivery.method,
            purpose: delivery.purpose,
            tapped_at: delivery.tapped_at,
            deliver_before: delivery.deliver_before,
            expired,
            delivered: delivery.delivered,
            answered: delivery.consent.is_some(),
            refused_answer: delivery.refused_answer.clone(),
            code: delivery
                .refused
                .clone()
                .or_else(|| too_late.map(|code| code.as_str().to_owned())),
        }
    }

    /// Whether the phone can send something of it that the server does not have.
    #[must_use]
    pub const fn is_unsent(&self) -> bool {
        self.code.is_none() && (!self.delivered || self.answered)
    }
}

/// What became of all that waited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryReport {
    /// Done, and off the phone.
    pub registered: usize,
    /// With the server now. A person has to be compared, or to answer: [`Phone::resume`].
    pub delivered: usize,
    /// With the server, which has not taken what the patient has answered: a person has to ask
    /// again.
    pub answers_refused: usize,
    /// Refused for good or too late. They stay listed until they are discarded.
    pub refused: usize,
    /// Still to be sent.
    pub unsent: usize,
    /// Why the last of these was not.
    pub code: Option<String>,
}

/// How far one delivery came.
enum Sent {
    Registered,
    Delivered,
    AnswerRefused,
    Refused,
}

impl Phone {
    /// The deliveries that wait, oldest first, those included whose time is over: staff are told of
    /// them before [`discard`](Self::discard) forgets them.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Store`].
    pub fn waiting(&self) -> Result<Vec<Waiting>, PhoneError> {
        let now = self.clock.now();
        let kept = self.store().list(&DELIVERIES)?;
        Ok(kept
            .into_iter()
            .map(|(id, delivery)| Waiting::new(id, &delivery, now))
            .collect())
    }

    /// The line of the banner, 未送信 n件, where something waits to be sent.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Store`].
    pub fn unsent(&self) -> Result<Option<String>, PhoneError> {
        let waiting = self.waiting()?;
        let unsent = waiting.iter().filter(|one| one.is_unsent()).count();
        Ok((unsent > 0).then(|| format!("未送信 {unsent}件")))
    }

    /// Sends what needs no person: proofs, and the answers that patients have given. It needs no
    /// session, so whoever is signed in, or nobody, lets the phone do it. What the server refuses
    /// for good is marked and stays listed; what it does not take now waits on. Events that were
    /// kept go too.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotRegistered`], [`PhoneError::Revoked`], [`PhoneError::Store`].
    pub async fn deliver_waiting(&self) -> Result<DeliveryReport, PhoneError> {
        self.registration()?;
        let mut report = DeliveryReport::default();
        let waiting = self.waiting()?;
        if waiting.iter().any(Waiting::is_unsent) {
            self.renew_if_due().await.or_else(postponed)?;
        }
        let mut offline = false;
        for one in waiting {
            if one.code.is_some() {
                report.refused += 1;
                continue;
            }
            if !one.is_unsent() {
                match one.refused_answer {
                    Some(_) => report.answers_refused += 1,
                    None => report.delivered += 1,
                }
                continue;
            }
            if offline {
                report.unsent += 1;
                continue;
            }
            match self.send(&one.id).await {
                Ok(Sent::Registered) => report.registered += 1,
                Ok(Sent::Delivered) => report.delivered += 1,
                Ok(Sent::AnswerRefused) => report.answers_refused += 1,
                Ok(Sent::Refused) => report.refused += 1,
                Err(error @ (PhoneError::Revoked | PhoneError::Store(_))) => return Err(error),
                Err(error) => {
                    offline = error.code() == Code::Offline.as_str();
                    report.unsent += 1;
                    report.code = Some(error.code().to_owned());
                }
            }
        }
        if !offline {
            self.send_events().await.or_else(postponed)?;
        }
        Ok(report)
    }

    /// Sends one kept delivery as far as it goes without a person.
    async fn send(&self, id: &RecordId) -> Result<Sent, PhoneError> {
        let Some(mut kept) = self.kept(id)? else {
            // A visit has delivered it meanwhile.
            return Ok(Sent::Registered);
        };
        if !kept.delivery.delivered {
            match self.send_proof(&kept.delivery).await {
                Ok(answer) => kept = self.mark_delivered(&kept, &answer)?,
                Err(error) if Verdict::of(&error) == Verdict::Final => {
                    return self.mark_refused(&kept, &error);
                }
                Err(error) => return Err(error),
            }
        }
        if kept.delivery.consent.is_none() {
            return Ok(Sent::Delivered);
        }
        let Err(error) = self.send_answer(&kept.delivery).await else {
            self.discard(id)?;
            return Ok(Sent::Registered);
        };
        match Verdict::of(&error) {
            Verdict::Final => self.mark_refused(&kept, &error),
            Verdict::OtherAnswer => {
                self.forget_answer(&kept, &error)?;
                Ok(Sent::AnswerRefused)
            }
            Verdict::Later => Err(error),
        }
    }

    /// Takes a kept delivery up again, as a visit at `Delivering`.
    ///
    /// # Errors
    ///
    /// [`PhoneError::DeliveryUnknown`], [`PhoneError::NotRegistered`], [`PhoneError::Store`].
    pub fn resume(&self, id: &RecordId) -> Result<Visit, PhoneError> {
        let registration = self.registration()?;
        let kept = self.kept(id)?.ok_or(PhoneError::DeliveryUnknown)?;
        let rules = Rules::from(&registration.institution.environment);
        Ok(Visit::resume(kept, rules))
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

    fn kept(&self, id: &RecordId) -> Result<Option<Kept>, PhoneError> {
        let kept = self.store().list(&DELIVERIES)?;
        let found = kept.into_iter().find(|(kept, _)| kept == id);
        Ok(found.map(|(id, delivery)| Kept { id, delivery }))
    }

    /// Keeps a new delivery.
    pub(super) fn keep(&self, delivery: Delivery) -> Result<Kept, PhoneError> {
        let id = self
            .store()
            .commit(|change| change.add(&DELIVERIES, &delivery))?;
        Ok(Kept { id, delivery })
    }

    /// Keeps the patient's answer beside its proof, where there is none yet.
    pub(super) fn keep_answer(
        &self,
        kept: &Kept,
        kind: AnswerKind,
        signed: String,
    ) -> Result<Kept, PhoneError> {
        self.change_kept(kept, |there| there.with_answer(kind, signed))
    }

    /// Forgets an answer that the server does not take, and keeps why; the proof stays. Where it
    /// was forgotten meanwhile, that is as good.
    pub(super) fn forget_answer(&self, kept: &Kept, why: &PhoneError) -> Result<Kept, PhoneError> {
        match self.change_kept(kept, |there| there.without_answer(why.code())) {
            Err(PhoneError::DeliveryUnknown) => {
                let there = self.kept(&kept.id)?;
                let unanswered = there.filter(|there| there.delivery.consent.is_none());
                unanswered.ok_or(PhoneError::DeliveryUnknown)
            }
            forgotten => forgotten,
        }
    }

    /// The server has taken the proof, with this answer.
    pub(super) fn mark_delivered(
        &self,
        kept: &Kept,
        answer: &ProofResponse,
    ) -> Result<Kept, PhoneError> {
        self.change_kept(kept, |there| there.taken(answer.verified_at))
    }

    /// The server will never take it, and says why.
    fn mark_refused(&self, kept: &Kept, why: &PhoneError) -> Result<Sent, PhoneError> {
        tracing::warn!(target: "kyotaku::phone", code = why.code(), "a delivery is refused");
        let marked = self.change_kept(kept, |there| Delivery {
            refused: Some(why.code().to_owned()),
            ..there.clone()
        });
        match marked {
            // A visit has ended it meanwhile.
            Ok(_) | Err(PhoneError::DeliveryUnknown) => Ok(Sent::Refused),
            Err(error) => Err(error),
        }
    }

    /// Changes a delivery unless another visit has answered or ended it meanwhile. That the server
    /// has it may be known by now, and stays known.
    fn change_kept(
        &self,
        kept: &Kept,
        change: impl FnOnce(&Delivery) -> Delivery,
    ) -> Result<Kept, PhoneError> {
        let expected = &kept.delivery;
        let changed = self.store().commit(|tx| {
            let there = tx.list(&DELIVERIES)?.into_iter().find(|(id, delivery)| {
                *id == kept.id
                    && delivery.proof == expected.proof
                    && delivery.consent == expected.consent
            });
            let Some((id, delivery)) = there else {
                return Ok(None);
            };
            let delivery = change(&delivery);
            tx.replace(&DELIVERIES, &id, &delivery)?;
            Ok(Some(Kept { id, delivery }))
        })?;
        changed.ok_or(PhoneError::DeliveryUnknown)
    }
}
