//! From the kept proof to the qualification: the events of `Delivering` to `Done`.

use jiff::Timestamp;

use super::end::End;
use super::{Answer, AnswerRefused, Kept, Purpose, State, Visit, VisitResult, answer};
use crate::flow::NotNow;
use crate::wire::api::{ConsentResponse, ProofResponse};
use crate::wire::code::Code;
use crate::wire::consent::Consent;

impl Visit {
    /// What is kept on the phone for this visit, from `Delivering` until it is registered.
    #[must_use]
    pub const fn delivery(&self) -> Option<&Kept> {
        match &self.state {
            State::Delivering(kept)
            | State::Identifying { kept, .. }
            | State::Consenting { kept, .. }
            | State::Reviewing { kept, .. }
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
            | State::Reviewing { presence, .. }
            | State::Registering { presence, .. } => Some(presence),
            _ => None,
        }
    }

    /// `Identifying` → `Consenting` or `Reviewing`: staff have compared the person with the printed
    /// card. → `Done` where the server has answered the proof with the qualification.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn confirm_person(&mut self) -> Result<(), NotNow> {
        match self.take() {
            State::Identifying { kept, presence } => {
                self.state = match (&presence.reception_number, &presence.qualification) {
                    (Some(number), Some(qualification)) => done(VisitResult {
                        reception_number: number.clone(),
                        method: kept.delivery.method,
                        person: presence.person.clone(),
                        code: presence.certificate_standing.code.clone(),
                        certificate_standing: presence.certificate_standing.clone(),
                        consent: None,
                        receipt: presence.receipt.clone(),
                        qualification: qualification.clone(),
                    }),
                    _ => self.answering(kept, presence),
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
                let asked = answer::Asked {
                    rules: &self.rules,
                    presence,
                    tapped_at: kept.delivery.tapped_at,
                    consents: None,
                };
                asked.consent(answer, now)
            }
            _ => Err(self.not_now("answer").into()),
        }
    }

    /// The notice to show before the patient answers: `MKA-W3006` where a consent holds already.
    #[must_use]
    pub fn notice(&self) -> Option<Code> {
        match &self.state {
            State::Consenting { presence, .. } if presence.current_consent.is_some() => {
                Some(Code::ConsentExists)
            }
            _ => None,
        }
    }

    /// `Consenting`, `Reviewing` → `Registering`: the signed answer is kept on the phone, beside its
    /// proof.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn answer_kept(&mut self, kept: Kept) -> Result<(), NotNow> {
        match self.take() {
            State::Consenting { presence, .. } | State::Reviewing { presence, .. } => {
                self.state = State::Registering { kept, presence };
                Ok(())
            }
            other => Err(self.put_back(other, "answer_kept")),
        }
    }

    /// `Registering` a visit → `Done`.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn registered(&mut self, answer: ConsentResponse) -> Result<(), NotNow> {
        match self.take() {
            State::Registering { kept, presence } if kept.delivery.registers_visit() => {
                self.state = done(VisitResult {
                    reception_number: answer.reception_number,
                    method: kept.delivery.method,
                    person: presence.person,
                    certificate_standing: presence.certificate_standing,
                    consent: Some(answer.consent),
                    code: Some(answer.code),
                    receipt: presence.receipt,
                    qualification: answer.qualification,
                });
                Ok(())
            }
            other => Err(self.put_back(other, "registered")),
        }
    }

    /// `Registering` → `Consenting` or `Reviewing`: the server does not take this answer, and may take
    /// another. The delivery is kept without it.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn answer_refused(&mut self, kept: Kept) -> Result<(), NotNow> {
        match self.take() {
            State::Registering { presence, .. } => {
                self.state = self.answering(kept, presence);
                Ok(())
            }
            other => Err(self.put_back(other, "answer_refused")),
        }
    }

    /// The qualification; at `Done`, unless the visit was for consents given earlier.
    #[must_use]
    pub fn result(&self) -> Option<&VisitResult> {
        match &self.state {
            State::Done(End::Result(result)) => Some(result),
            _ => None,
        }
    }

    /// Where the patient answers.
    fn answering(&self, kept: Kept, presence: Box<ProofResponse>) -> State {
        match self.plan.purpose {
            Purpose::Visit => State::Consenting { kept, presence },
            Purpose::Consents => State::Reviewing {
                kept,
                presence,
                consents: None,
            },
        }
    }
}

fn done(result: VisitResult) -> State {
    State::Done(End::Result(Box::new(result)))
}
