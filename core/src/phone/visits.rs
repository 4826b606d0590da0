//! Visits: the part of each step that asks the server or keeps something.

use super::{Phone, PhoneError, postponed};
use crate::api::ApiError;
use crate::card::{PinOutcome, TapReport};
use crate::flow::presence::Identity;
use crate::flow::visit::{Answer, Rules, Tapped, Visit};
use crate::store::RecordId;
use crate::vault::sign_claims;
use crate::wire::api::{ConsentRequest, Environment, ProofRequest};
use crate::wire::code::Code;
use crate::wire::identifier::DeviceKeyHash;
use crate::wire::presence::CareKind;

impl Phone {
    /// Begins a visit for whoever is signed in. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`] when nobody is signed in or the phone is locked;
    /// [`PhoneError::CareKind`].
    pub fn begin_visit(&self, care_kind: CareKind) -> Result<Visit, PhoneError> {
        let registration = self.registration()?;
        self.session_in_use()?;
        let environment = &registration.institution.environment;
        offered(environment, care_kind).map_err(PhoneError::CareKind)?;
        let account = self.live().account.profile().map(|own| own.id.clone());
        let identity = Identity {
            device_key: DeviceKeyHash::of(&self.vault.device_public_key()?),
            account: account.ok_or(PhoneError::SignedOut)?,
            institution: registration.institution.code.clone(),
        };
        let rules = Rules::from(environment);
        Ok(Visit::begin(identity, care_kind, rules, self.lengths()?))
    }

    /// `Preparing` → `Ready`: fetches the challenge, after a look at the server's clock. No visit
    /// starts without the server.
    ///
    /// # Errors
    ///
    /// [`PhoneError`]; the visit stays where it is, except after [`PhoneError::Statement`].
    pub async fn prepare(&self, visit: &mut Visit) -> Result<(), PhoneError> {
        let (request, key) = visit.request()?;
        let signed_in = self.live().account.profile().map(|own| own.id.clone());
        if signed_in.as_ref() != visit.account() {
            return Err(PhoneError::OtherAccount);
        }
        self.check_server().await?;
        let session = self.session_in_use()?;
        let challenge = session.client.challenge(&request, &key).await;
        if let Err(ApiError::Problem(_)) = &challenge {
            visit.challenge_refused()?;
        }
        let challenge = self.settled_in(&session, challenge)?;
        visit.challenged(&challenge, self.clock.now())??;
        Ok(())
    }

    /// `Tapping` → `Delivering`, when the card has signed: the device signs too, and the proof is
    /// kept on the phone before anything is sent. Otherwise what [`Visit::tapped`] does.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`]; [`PhoneError::Vault`] or [`PhoneError::Store`] at `Signed`, where
    /// [`keep_proof`](Self::keep_proof) tries again.
    pub fn tapped(
        &self,
        visit: &mut Visit,
        report: TapReport<PinOutcome>,
    ) -> Result<Tapped, PhoneError> {
        let hours = self.live().policy.delivery_hours;
        let tapped = visit.tapped(report, self.clock.now(), hours)?;
        // What was learned is a convenience; that it cannot be kept must not cost the visit.
        let _ = self.learned(visit.lengths());
        if let Tapped::Signed(_) = tapped {
            self.keep_proof(visit)?;
        }
        Ok(tapped)
    }

    /// `Signed` → `Delivering`.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`], [`PhoneError::Vault`], [`PhoneError::Store`].
    pub fn keep_proof(&self, visit: &mut Visit) -> Result<(), PhoneError> {
        let device = self.registration()?.device_id;
        let jws = sign_claims(&*self.vault, visit.proof()?, &device)?;
        let kept = self.keep(visit.delivery_of(jws)?)?;
        Ok(visit.kept(kept)?)
    }

    /// `Delivering` → `Identifying` or `Registering`. Needs no session: what a patient has tapped
    /// for is delivered by whomever.
    ///
    /// # Errors
    ///
    /// [`PhoneError`]. Without an answer the delivery waits on the phone. A refusal that no further
    /// attempt can change stops the visit and ends the delivery.
    pub async fn deliver(&self, visit: &mut Visit) -> Result<(), PhoneError> {
        let proof = visit.proof_to_deliver()?.to_owned();
        self.renew_if_due().await.or_else(postponed)?;
        let client = self.live().client.clone();
        let answer = client.prove(&ProofRequest { proof }).await;
        let answer = self.taken(visit, answer)?;
        Ok(visit.delivered(answer)?)
    }

    /// `Identifying` → `Consenting` or `Done`: staff have compared the person with the card.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`], [`PhoneError::Store`].
    pub fn confirm_person(&self, visit: &mut Visit) -> Result<(), PhoneError> {
        let kept = visit.delivery().map(|kept| kept.id);
        visit.confirm_person()?;
        if let (Some(_), Some(id)) = (visit.result(), kept) {
            self.discard_delivered(&id);
        }
        Ok(())
    }

    /// `Identifying` → `Stopped`: the card is another person's.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`], [`PhoneError::Store`].
    pub fn person_differs(&self, visit: &mut Visit) -> Result<(), PhoneError> {
        let kept = visit.delivery().map(|kept| kept.id);
        visit.person_differs()?;
        kept.map_or(Ok(()), |id| self.discard(&id))
    }

    /// `Consenting` → `Registering`: the device signs the patient's answer, and it is kept beside
    /// its proof before it is sent.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Answer`] when the patient has to answer otherwise; [`PhoneError::Vault`],
    /// [`PhoneError::Store`].
    pub fn answer(&self, visit: &mut Visit, answer: Answer) -> Result<(), PhoneError> {
        let consent = visit.answer(answer, self.clock.now())?;
        let device = self.registration()?.device_id;
        let jws = sign_claims(&*self.vault, &consent, &device)?;
        let kept = visit.delivery().ok_or(PhoneError::DeliveryUnknown)?;
        let kept = self.keep_answer(kept, jws)?;
        Ok(visit.answer_kept(kept)?)
    }

    /// `Registering` → `Done`. Needs no session.
    ///
    /// # Errors
    ///
    /// As [`deliver`](Self::deliver).
    pub async fn register(&self, visit: &mut Visit) -> Result<(), PhoneError> {
        let consent = visit.answer_to_register()?.to_owned();
        self.renew_if_due().await.or_else(postponed)?;
        let kept = visit.delivery().map(|kept| kept.id);
        let client = self.live().client.clone();
        let answer = client.consent(&ConsentRequest { consent }).await;
        let answer = self.taken(visit, answer)?;
        visit.registered(answer)?;
        if let Some(id) = kept {
            self.discard_delivered(&id);
        }
        Ok(())
    }

    /// Any step but `Done` → `Stopped`: staff give the visit up, and its delivery with it.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`], [`PhoneError::Store`].
    pub fn abandon(&self, visit: &mut Visit) -> Result<(), PhoneError> {
        let kept = visit.delivery().map(|kept| kept.id);
        visit.abandon()?;
        kept.map_or(Ok(()), |id| self.discard(&id))
    }

    /// Forgets what the server has. If that fails, it is delivered once more some time, and the
    /// server answers as before.
    fn discard_delivered(&self, id: &RecordId) {
        if let Err(error) = self.discard(id) {
            tracing::warn!(target: "kyotaku::phone", code = error.code(), "a delivery stays");
        }
    }

    /// Ends the visit and its delivery where the server has refused them for good, and goes back to
    /// the patient where another answer may be taken. Everything else leaves the delivery waiting.
    fn taken<T>(&self, visit: &mut Visit, answer: Result<T, ApiError>) -> Result<T, PhoneError> {
        let code = match &answer {
            Err(ApiError::Problem(problem)) => problem.code.parse::<Code>().ok(),
            _ => None,
        };
        let answer = self.settled(answer);
        let Some(code) = code.filter(|_| !matches!(answer, Err(PhoneError::Revoked))) else {
            return answer;
        };
        if is_final(code) {
            let kept = visit.delivery().map(|kept| kept.id);
            visit.refused(code.as_str())?;
            if let Some(id) = kept {
                self.discard(&id)?;
            }
        } else if asks_for_another_answer(code)
            && visit.answer_to_register().is_ok()
            && let Some(kept) = visit.delivery()
        {
            let without = self.forget_answer(kept)?;
            visit.answer_refused(without)?;
            if let Ok(registration) = self.registration() {
                visit.use_rules(Rules::from(&registration.institution.environment));
            }
        }
        answer
    }
}

/// Each kind of care has a setting of its own; online care is none of the app's.
fn offered(environment: &Environment, care_kind: CareKind) -> Result<(), Code> {
    match care_kind {
        CareKind::HomeVisit if environment.home_visit => Ok(()),
        CareKind::HomeVisit => Err(Code::HomeVisitDisabled),
        CareKind::Outpatient if environment.outpatient => Ok(()),
        CareKind::Outpatient | CareKind::Online => Err(Code::CareKindNotOffered),
    }
}

/// The refusals that are about this proof or this consent, and that no later attempt changes. All
/// others, also those that this version does not know, are about something else: the connection,
/// the server, this device. The delivery outlives them.
const FINAL: [Code; 18] = [
    Code::CardSignatureWrong,
    Code::CertificateDead,
    Code::CertificateForeign,
    Code::CertificateKeyUnknown,
    Code::CertificateNotYet,
    Code::CertificateOtherPurpose,
    Code::CertificateRevoked,
    Code::CertificateUnreadable,
    Code::ChallengeUnknown,
    Code::ChallengeUsed,
    Code::ConsentAnswered,
    Code::ConsentOutsideWindow,
    Code::DeliveryTooLate,
    Code::DeviceSignatureWrong,
    Code::NotEnrolled,
    Code::ReceiptUnknown,
    Code::StatementDiffers,
    Code::TapOutsideWindow,
];

fn is_final(code: Code) -> bool {
    FINAL.contains(&code)
}

/// The refusals of a consent that the patient can answer otherwise.
fn asks_for_another_answer(code: Code) -> bool {
    matches!(
        code,
        Code::CertificateGrace
            | Code::PrescriptionNotChosen
            | Code::ProxyNotPermitted
            | Code::ViewConsentDisabled
    )
}
