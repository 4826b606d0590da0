//! Visits: the part of each step that asks the server or keeps something.

use super::{Phone, PhoneError, postponed};
use crate::api::ApiError;
use crate::card::{PinOutcome, TapReport};
use crate::flow::presence::Identity;
use crate::flow::visit::{
    Answer, AnswerKind, Delivery, Method, Plan, Purpose, Rules, Step, Tapped, Visit,
};
use crate::store::RecordId;
use crate::vault::sign_claims;
use crate::wire::api::{
    ConsentChangeRequest, ConsentRequest, ConsentResponse, ConsentRevocationRequest,
    ConsentsChanged, Environment, Profile, ProofRequest, ProofResponse,
};
use crate::wire::code::Code;
use crate::wire::identifier::DeviceKeyHash;
use crate::wire::presence::CareKind;

impl Phone {
    /// Begins a visit for whoever is signed in. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`PhoneError::SignedOut`] or [`PhoneError::Locked`]; [`PhoneError::NotOffered`].
    pub fn begin_visit(&self, plan: Plan) -> Result<Visit, PhoneError> {
        let registration = self.registration()?;
        self.session_in_use()?;
        let environment = &registration.institution.environment;
        offered(environment, plan.care_kind).map_err(PhoneError::NotOffered)?;
        self.expect_consents(plan.purpose)?;
        if plan.method == Method::Visual {
            self.visual_offered().map_err(PhoneError::NotOffered)?;
        }
        let account = self.live().account.profile().map(|own| own.id.clone());
        let identity = Identity {
            device_key: DeviceKeyHash::of(&self.vault.device_public_key()?),
            account: account.ok_or(PhoneError::SignedOut)?,
            institution: registration.institution.code.clone(),
        };
        let rules = Rules::from(environment);
        Ok(Visit::begin(identity, plan, rules, self.lengths()?))
    }

    /// `Preparing` → `Ready`: fetches the challenge, after a look at the server's clock. No visit
    /// starts without the server.
    ///
    /// # Errors
    ///
    /// [`PhoneError`]; the visit stays where it is, except after [`PhoneError::Statement`].
    pub async fn prepare(&self, visit: &mut Visit) -> Result<(), PhoneError> {
        let (request, key) = visit.request(self.clock.now())?;
        self.expect_own(visit)?;
        if visit.method() == Method::Visual {
            self.renew_if_due().await.or_else(postponed)?;
        }
        self.check_server().await?;
        self.expect_consents(visit.purpose())?;
        let session = self.session_in_use()?;
        let challenge = session.client.challenge(&request, &key).await;
        if let Err(ApiError::Problem(problem)) = &challenge {
            visit.challenge_refused(&problem.code)?;
        }
        let challenge = self.settled_in(&session, challenge)?;
        visit.challenged(&challenge, self.clock.now())??;
        Ok(())
    }

    /// Where nobody is asked for consent, a proof is answered with the qualification, gets a number
    /// and is recorded as a visit; so there is nothing to look at, and nobody's card is asked for it.
    fn expect_consents(&self, purpose: Purpose) -> Result<(), PhoneError> {
        match (purpose, self.live().profile) {
            (Purpose::Consents, Profile::QualificationOnly) => {
                Err(PhoneError::NotOffered(Code::ViewConsentDisabled))
            }
            _ => Ok(()),
        }
    }

    /// `Tapping` by PIN → `Delivering`, when the card has signed: the device signs too, and the proof is
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
        self.after_tap(visit, tapped)
    }

    /// Keeps what a tap has brought.
    pub(super) fn after_tap<O>(
        &self,
        visit: &mut Visit,
        tapped: Tapped<O>,
    ) -> Result<Tapped<O>, PhoneError> {
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
        visit.proof_to_deliver()?;
        let kept = visit.delivery().ok_or(PhoneError::DeliveryUnknown)?.clone();
        self.renew_if_due().await.or_else(postponed)?;
        let answer = self.send_proof(&kept.delivery).await;
        let answer = self.taken(visit, answer)?;
        // Whether it is known here that the server has it matters to nobody but the banner.
        let _ = self.mark_delivered(&kept, &answer);
        Ok(visit.delivered(answer)?)
    }

    pub(super) async fn send_proof(
        &self,
        delivery: &Delivery,
    ) -> Result<ProofResponse, PhoneError> {
        let client = self.live().client.clone();
        let proof = delivery.proof.clone();
        self.settled(client.prove(&ProofRequest { proof }).await)
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
        self.keep_signed(visit, AnswerKind::Consent, &consent)
    }

    /// `Registering` → `Done`. Needs no session.
    ///
    /// # Errors
    ///
    /// As [`deliver`](Self::deliver).
    pub async fn register(&self, visit: &mut Visit) -> Result<(), PhoneError> {
        visit.answer_to_register()?;
        let kept = visit.delivery().ok_or(PhoneError::DeliveryUnknown)?.clone();
        self.renew_if_due().await.or_else(postponed)?;
        let answer = self.send_answer(&kept.delivery).await;
        match self.taken(visit, answer)? {
            Registered::Visit(answer) => visit.registered(*answer)?,
            Registered::Change(answer) => visit.consents_changed(answer)?,
        }
        self.discard_delivered(&kept.id);
        Ok(())
    }

    /// Sends the signed answer where it belongs.
    pub(super) async fn send_answer(&self, delivery: &Delivery) -> Result<Registered, PhoneError> {
        let client = self.live().client.clone();
        let answer = delivery.consent.clone();
        let signed = answer.ok_or(PhoneError::DeliveryUnknown)?;
        let answer = match delivery.answer {
            AnswerKind::Consent => {
                let request = ConsentRequest { consent: signed };
                let answer = client.consent(&request).await;
                answer.map(|answer| Registered::Visit(Box::new(answer)))
            }
            AnswerKind::Change => {
                let request = ConsentChangeRequest { change: signed };
                client
                    .change_consent(&request)
                    .await
                    .map(Registered::Change)
            }
            AnswerKind::Revocation => {
                let request = ConsentRevocationRequest { revocation: signed };
                client
                    .revoke_consents(&request)
                    .await
                    .map(Registered::Change)
            }
        };
        self.settled(answer)
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
    pub(super) fn discard_delivered(&self, id: &RecordId) {
        if let Err(error) = self.discard(id) {
            tracing::warn!(target: "kyotaku::phone", code = error.code(), "a delivery stays");
        }
    }

    /// Ends the visit and its delivery where the server has refused them for good, and goes back to
    /// the patient where another answer may be taken. Everything else leaves the delivery waiting.
    fn taken<T>(&self, visit: &mut Visit, answer: Result<T, PhoneError>) -> Result<T, PhoneError> {
        let error = match answer {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let kept = visit.delivery().cloned();
        match (Verdict::of(&error), kept) {
            (Verdict::Final, kept) => {
                visit.refused(error.code())?;
                if let Some(kept) = kept {
                    self.discard(&kept.id)?;
                }
            }
            (Verdict::OtherAnswer, Some(kept)) if visit.step() == Step::Registering => {
                let without = self.forget_answer(&kept, &error)?;
                visit.answer_refused(without)?;
                if let Ok(registration) = self.registration() {
                    visit.use_rules(Rules::from(&registration.institution.environment));
                }
            }
            _ => {}
        }
        Err(error)
    }
}

/// What the server has made of an answer.
pub(super) enum Registered {
    Visit(Box<ConsentResponse>),
    Change(ConsentsChanged),
}

/// What an error means for a delivery.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It will never be taken.
    Final,
    /// The patient may answer otherwise.
    OtherAnswer,
    /// It may be taken another time.
    Later,
}

impl Verdict {
    pub(super) fn of(error: &PhoneError) -> Self {
        let code = match error {
            PhoneError::Api(ApiError::Problem(problem)) => problem.code.parse().ok(),
            _ => None,
        };
        match code {
            Some(code) if FINAL.contains(&code) => Self::Final,
            Some(code) if asks_for_another_answer(code) => Self::OtherAnswer,
            _ => Self::Later,
        }
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
const FINAL: [Code; 19] = [
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
    Code::VisualUnproven,
];

/// The refusals of a consent that the patient can answer otherwise.
fn asks_for_another_answer(code: Code) -> bool {
    matches!(
        code,
        Code::CertificateGrace
            | Code::ConsentExpired
            | Code::ConsentMissing
            | Code::ConsentWithdrawn
            | Code::PrescriptionNotChosen
            | Code::ProxyNotPermitted
            | Code::ViewConsentDisabled
    )
}
