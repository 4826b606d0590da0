//! The patient's answer, checked before it is signed, so that staff learn at the bedside what the
//! server would refuse later.

use core::fmt;

use jiff::Timestamp;

use crate::flow::NotNow;
use crate::wire::api::{
    AcceptedStanding, ConsentEndReason, ConsentOfKind, Environment, ProofResponse,
};
use crate::wire::code::Code;
use crate::wire::consent::{
    Consent, ConsentChange, ConsentItems, ConsentRevocation, Respondent, RevocationReason,
};
use crate::wire::presence::CareKind;
use crate::wire::qualification::PrescriptionIssue;

/// What may be asked and answered at this institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// 閲覧同意の利用有無.
    pub view_consent: bool,
    /// Whether somebody in the patient's place may consent to medical information.
    pub proxy_medical_consent: bool,
    /// The forms of a prescription to choose from; empty where nobody is asked.
    pub prescriptions: Vec<PrescriptionIssue>,
}

impl From<&Environment> for Rules {
    fn from(environment: &Environment) -> Self {
        Self {
            view_consent: environment.view_consent,
            proxy_medical_consent: environment.proxy_medical_consent,
            prescriptions: environment.prescriptions().to_vec(),
        }
    }
}

/// What the patient, or somebody in their place, has answered on the screen. `Debug` shows nothing
/// of the items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The items.
    pub items: ConsentItems,
    /// Who answered.
    pub respondent: Respondent,
    /// The form of the prescription, where it was asked for.
    pub prescription: Option<PrescriptionIssue>,
}

/// What the patient takes back.
#[derive(Clone, PartialEq, Eq)]
pub struct Revocation {
    /// The kind of care whose consent ends; of every kind if none is named.
    pub care_kind: Option<CareKind>,
    /// Why.
    pub reason: RevocationReason,
    /// Who asked for it.
    pub respondent: Respondent,
}

/// Shows nothing of why, or of whom.
impl fmt::Debug for Revocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Revocation(****)")
    }
}

/// Why an answer cannot be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerRefused {
    /// The certificate has expired: eligibility only.
    #[error("the certificate has expired, so medical information cannot be consented to")]
    Grace,
    /// There is no consent to change or to revoke: never given, ended with its time, or revoked.
    #[error("there is no consent that holds")]
    NoConsent(Code),
    /// Not at this step.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// The institution asks for the form of the prescription, and there is none, or one that it
    /// does not issue.
    #[error("the form of the prescription is missing")]
    Prescription,
    /// Somebody else answers, and medical information is not theirs to give.
    #[error("medical information cannot be consented to by proxy")]
    Proxy,
    /// It is too late after the tap, or the clock was set back.
    #[error("the time to answer is over")]
    TimeOver,
    /// The institution asks for no consents to view.
    #[error("the institution does not use consents to view")]
    ViewConsent,
}

impl AnswerRefused {
    /// The message for it.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::Grace => Code::CertificateGrace,
            Self::NoConsent(code) => code,
            Self::NotNow(refused) => refused.code(),
            Self::Prescription => Code::PrescriptionNotChosen,
            Self::Proxy => Code::ProxyNotPermitted,
            Self::TimeOver => Code::ConsentOutsideWindow,
            Self::ViewConsent => Code::ViewConsentDisabled,
        }
    }
}

/// What an answer is checked against.
pub(super) struct Asked<'a> {
    pub(super) rules: &'a Rules,
    pub(super) presence: &'a ProofResponse,
    pub(super) tapped_at: Timestamp,
    /// The consents given earlier, where they were asked for.
    pub(super) consents: Option<&'a [ConsentOfKind]>,
}

impl Asked<'_> {
    pub(super) fn consent(&self, answer: Answer, now: Timestamp) -> Result<Consent, AnswerRefused> {
        self.in_time(now)?;
        self.permitted(&answer)?;
        let fits = match &answer.prescription {
            Some(chosen) => self.rules.prescriptions.contains(chosen),
            None => self.rules.prescriptions.is_empty(),
        };
        if !fits {
            return Err(AnswerRefused::Prescription);
        }
        Ok(Consent {
            receipt_id: self.presence.receipt_id,
            items: answer.items,
            respondent: answer.respondent,
            prescription_issue_select: answer.prescription,
            answered_at: now,
        })
    }

    pub(super) fn change(
        &self,
        care_kind: CareKind,
        answer: Answer,
        now: Timestamp,
    ) -> Result<ConsentChange, AnswerRefused> {
        self.in_time(now)?;
        self.held(Some(care_kind))?;
        self.permitted(&answer)?;
        // It belongs to a visit, and this is none.
        if answer.prescription.is_some() {
            return Err(AnswerRefused::Prescription);
        }
        Ok(ConsentChange {
            receipt_id: self.presence.receipt_id,
            care_kind,
            items: answer.items,
            respondent: answer.respondent,
            changed_at: now,
        })
    }

    pub(super) fn revocation(
        &self,
        revocation: Revocation,
        now: Timestamp,
    ) -> Result<ConsentRevocation, AnswerRefused> {
        self.in_time(now)?;
        self.held(revocation.care_kind)?;
        Ok(ConsentRevocation {
            receipt_id: self.presence.receipt_id,
            care_kind: revocation.care_kind,
            reason: revocation.reason,
            respondent: revocation.respondent,
            revoked_at: now,
        })
    }

    fn in_time(&self, now: Timestamp) -> Result<(), AnswerRefused> {
        let tapped_at = self.tapped_at;
        let latest = Consent::answer_before(tapped_at, self.presence.verified_at);
        if now < tapped_at || now > latest {
            return Err(AnswerRefused::TimeOver);
        }
        Ok(())
    }

    fn permitted(&self, answer: &Answer) -> Result<(), AnswerRefused> {
        if !answer.items.medical() {
            return Ok(());
        }
        if !self.rules.view_consent {
            return Err(AnswerRefused::ViewConsent);
        }
        if self.presence.certificate_standing.standing == AcceptedStanding::Grace {
            return Err(AnswerRefused::Grace);
        }
        if answer.respondent != Respondent::Patient && !self.rules.proxy_medical_consent {
            return Err(AnswerRefused::Proxy);
        }
        Ok(())
    }

    /// Refuses what has no consent of that kind of care, or of any, as far as that is known.
    fn held(&self, care_kind: Option<CareKind>) -> Result<(), AnswerRefused> {
        let Some(consents) = self.consents else {
            return Ok(());
        };
        let mut refusal = Code::ConsentMissing;
        for of_kind in consents {
            if care_kind.is_some_and(|kind| kind != of_kind.care_kind) {
                continue;
            }
            refusal = match of_kind.consent.ended.map(|ended| ended.reason) {
                None => return Ok(()),
                Some(ConsentEndReason::Period) => Code::ConsentExpired,
                Some(_) => Code::ConsentWithdrawn,
            };
        }
        Err(AnswerRefused::NoConsent(refusal))
    }
}
