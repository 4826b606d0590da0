//! A result, as the app's result screen orders it.
//!
//! Status first, with a mark beside its colourless words; then when and how, who, the insurance,
//! what is paid, the certificates, the consents and the notices. Every value of the server that
//! staff may need is somewhere on it, and what is only estimated says so.

mod certificates;
mod consent;
mod insurance;
mod person;
mod status;
mod words;

use jiff::Timestamp;
use jiff::civil::Date;
use kyotaku_core::wire::api::{CertificateStanding, Person, RecordedConsent, ResultDetail};
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::qualification::Qualification;

use crate::speech::Speech;

pub use consent::{consent, consents, items, respondent};
pub use person::person;
pub use status::validity;
pub use words::{care_kind, jst, method, today};

/// What the screen shows.
#[derive(Debug)]
pub struct Shown<'s> {
    /// 受付番号.
    pub reception_number: &'s str,
    /// 確認日時.
    pub confirmed_at: Timestamp,
    /// 診療区分.
    pub care_kind: CareKind,
    /// 確認方法.
    pub method: Method,
    /// 受付番号 of the result that was asked for again, in a 再照会.
    pub requery_of: Option<&'s str>,
    /// Who it is.
    pub person: &'s Person,
    /// How the certificate stands; with a new result only.
    pub certificate_standing: Option<&'s CertificateStanding>,
    /// What was agreed to.
    pub consent: Option<&'s RecordedConsent>,
    /// The qualification.
    pub qualification: &'s Qualification,
}

impl<'s> Shown<'s> {
    /// What the server keeps of a result.
    #[must_use]
    pub fn of(detail: &'s ResultDetail) -> Self {
        Self {
            reception_number: &detail.reception_number,
            confirmed_at: detail.confirmed_at,
            care_kind: detail.care_kind,
            method: detail.method,
            requery_of: detail.requery_of.as_deref(),
            person: &detail.person,
            certificate_standing: None,
            consent: detail.consent.as_ref(),
            qualification: &detail.qualification,
        }
    }
}

/// Shows a result.
pub fn show(shown: &Shown, today: Date, speech: Speech) {
    speech.part("資格確認結果", "Result");
    let qualification = shown.qualification;
    let results = &qualification.result_list;
    status::band(qualification, speech);
    speech.field("確認日時", "Confirmed", &jst(shown.confirmed_at));
    let (japanese, english) = method(shown.method);
    speech.field("確認方法", "Method", &speech.beside(japanese, english));
    let (japanese, english) = care_kind(shown.care_kind);
    speech.field("診療区分", "Care", &speech.beside(japanese, english));
    speech.field("受付番号", "Reception number", shown.reception_number);
    if let Some(number) = shown.requery_of {
        speech.field("再照会(元の受付番号)", "Asked again, after", number);
    }
    person(shown.person, results.first(), today, speech);
    let mut told = false;
    for (number, result) in (1..).zip(results) {
        if results.len() > 1 {
            speech.part(
                &format!("資格 {number}"),
                &format!("Qualification {number}"),
            );
        }
        insurance::show(result, today, speech);
        told |= consent::flags(result, speech);
    }
    match shown.consent {
        // Each item was told with its own times.
        Some(recorded) if told => consent::circumstances(recorded, speech),
        Some(recorded) => consent(recorded, speech),
        None => {}
    }
    if let Some(standing) = shown.certificate_standing {
        status::certificate(standing, speech);
    }
}
