//! The patient's answer, checked before it is signed, so that staff learn at the bedside what the
//! server would refuse later.

use jiff::Timestamp;

use crate::flow::NotNow;
use crate::wire::api::{AcceptedStanding, Environment, ProofResponse};
use crate::wire::code::Code;
use crate::wire::consent::{Consent, ConsentItems, Respondent};
use crate::wire::qualification::PrescriptionIssue;

/// What may be asked and answered at this institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// 閲覧同意の利用有無.
    pub view_consent: bool,
    /// The forms of a prescription to choose from; empty where nobody is asked.
    pub prescriptions: Vec<PrescriptionIssue>,
}

impl From<&Environment> for Rules {
    fn from(environment: &Environment) -> Self {
        let prescriptions = match (
            environment.electronic_prescription.as_str(),
            environment.prescription_timing.as_str(),
        ) {
            ("1", "2") => vec![PrescriptionIssue::Electronic],
            ("2", "2") => vec![PrescriptionIssue::Electronic, PrescriptionIssue::Paper],
            ("3", "2") => vec![PrescriptionIssue::Paper],
            _ => Vec::new(),
        };
        Self {
            view_consent: environment.view_consent,
            prescriptions,
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

/// Why an answer cannot be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerRefused {
    /// The certificate has expired: eligibility only.
    #[error("the certificate has expired, so medical information cannot be consented to")]
    Grace,
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
            Self::NotNow(refused) => refused.code(),
            Self::Prescription => Code::PrescriptionNotChosen,
            Self::Proxy => Code::ProxyNotPermitted,
            Self::TimeOver => Code::ConsentOutsideWindow,
            Self::ViewConsent => Code::ViewConsentDisabled,
        }
    }
}

pub(super) fn check(
    answer: Answer,
    rules: &Rules,
    presence: &ProofResponse,
    tapped_at: Timestamp,
    now: Timestamp,
) -> Result<Consent, AnswerRefused> {
    let latest = presence.verified_at.max(tapped_at) + Consent::ANSWER_WINDOW;
    if now < tapped_at || now > latest {
        return Err(AnswerRefused::TimeOver);
    }
    if answer.items.medical() {
        if !rules.view_consent {
            return Err(AnswerRefused::ViewConsent);
        }
        if presence.certificate_standing.standing == AcceptedStanding::Grace {
            return Err(AnswerRefused::Grace);
        }
        if answer.respondent != Respondent::Patient {
            return Err(AnswerRefused::Proxy);
        }
    }
    let fits = match &answer.prescription {
        Some(chosen) => rules.prescriptions.contains(chosen),
        None => rules.prescriptions.is_empty(),
    };
    if !fits {
        return Err(AnswerRefused::Prescription);
    }
    Ok(Consent {
        receipt_id: presence.receipt_id,
        items: answer.items,
        respondent: answer.respondent,
        prescription_issue_select: answer.prescription,
        answered_at: now,
    })
}
