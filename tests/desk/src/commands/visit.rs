//! `visit`: a patient's visit, from the choice of care to the qualification.

mod consent;
mod person;
mod sight;
mod steps;
mod tap;

use jiff::Timestamp;
use kyotaku_core::flow::visit::{Step, Visit, VisitResult};
use kyotaku_core::wire::api::{CertificateStanding, ConsentsChanged, Person, RecordedConsent};
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::qualification::Qualification;
use serde::Serialize;

use super::consents;
use crate::args::VisitArgs;
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::Prompt;
use crate::reader::Session;
use crate::refusal::{Outcome, Refusal};
use crate::screen::{self, jst};

pub use consent::{Asking, respondent, summary};
pub use steps::finish;
pub use tap::until_signed;

/// How a visit came to its end.
#[derive(Debug)]
pub enum Ended {
    /// With the qualification.
    Confirmed(Box<Finished>),
    /// With other consents than before, or with the same.
    Consents(Option<ConsentsChanged>),
}

impl Ended {
    /// The visit, where it ended with the qualification.
    #[must_use]
    pub fn confirmed(self) -> Option<Finished> {
        match self {
            Self::Confirmed(finished) => Some(*finished),
            Self::Consents(_) => None,
        }
    }
}

/// A visit that ended with the qualification.
#[derive(Debug)]
pub struct Finished {
    /// What it ended with.
    pub result: VisitResult,
    /// When the server verified the presence.
    pub verified_at: Timestamp,
    /// The kind of care.
    pub care_kind: CareKind,
}

/// What JSON tells of a visit.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct VisitView<'v> {
    reception_number: &'v str,
    confirmed_at: Timestamp,
    care_kind: CareKind,
    method: Method,
    code: Option<&'v str>,
    person: &'v Person,
    certificate_standing: &'v CertificateStanding,
    consent: Option<&'v RecordedConsent>,
    qualification: &'v Qualification,
    receipt: &'v str,
}

/// Plays one visit for whoever is signed in.
///
/// # Errors
///
/// A refusal for whatever ends it: the statement, the card, the PIN, people, or the server. With
/// [`Exit::Waiting`] the patient's part is done, and the phone keeps it.
pub fn run(desk: &Desk, prompt: &mut dyn Prompt, args: &VisitArgs) -> Outcome<Exit> {
    let mut visit = begin(desk, args)?;
    let mut session = Session::open(&args.source, desk.phone.now())?;
    until_signed(desk, prompt, &mut visit, &mut session, &args.source)?;
    let ended = finish(desk, prompt, &mut visit)?;
    show(desk, &ended);
    if let (Some(path), Ended::Confirmed(finished)) = (&args.receipt_out, &ended) {
        std::fs::write(path, &finished.result.receipt).map_err(|error| {
            Refusal::plain(Exit::Failed, format!("{}: {error}", path.display()))
        })?;
    }
    Ok(Exit::Done)
}

/// Begins a visit; nothing is sent yet.
///
/// # Errors
///
/// A refusal when nobody is signed in, or the institution does not offer this kind of care.
pub fn begin(desk: &Desk, args: &VisitArgs) -> Outcome<Visit> {
    Ok(desk.phone.begin_visit(args.plan())?)
}

/// Shows what a visit ended with.
pub fn show(desk: &Desk, ended: &Ended) {
    let finished = match ended {
        Ended::Confirmed(finished) => finished,
        Ended::Consents(changed) => return consents::show(desk, changed.as_ref()),
    };
    let Finished {
        result,
        verified_at,
        care_kind,
    } = &**finished;
    let method = result.method.into();
    let view = VisitView {
        reception_number: &result.reception_number,
        confirmed_at: *verified_at,
        care_kind: *care_kind,
        method,
        code: result.code.as_deref(),
        person: &result.person,
        certificate_standing: &result.certificate_standing,
        consent: result.consent.as_ref(),
        qualification: &result.qualification,
        receipt: &result.receipt,
    };
    desk.speech.result(&view, |speech| {
        if let Some(code) = &result.code {
            speech.message_of(code);
        }
        let shown = screen::Shown {
            reception_number: &result.reception_number,
            confirmed_at: *verified_at,
            care_kind: *care_kind,
            method,
            requery_of: None,
            person: &result.person,
            certificate_standing: Some(&result.certificate_standing),
            consent: result.consent.as_ref(),
            qualification: &result.qualification,
        };
        screen::show(&shown, screen::today(desk.phone.now()), speech);
    });
}

/// What a failure means for a visit whose patient has tapped: what the phone keeps is delivered
/// later, without the patient.
fn kept(desk: &Desk, visit: &Visit, refusal: Refusal) -> Refusal {
    let waits = matches!(
        visit.step(),
        Step::Delivering
            | Step::Identifying
            | Step::Consenting
            | Step::Reviewing
            | Step::Registering
    );
    let Some(kept) = visit.delivery().filter(|_| waits) else {
        return refusal;
    };
    let until = jst(kept.delivery.deliver_before);
    desk.speech.say(
        &format!("カードの署名は端末に保存してあります。{until} までに deliver で送れます。カードは要りません。"),
        &format!("The card's signature is kept on the phone. Send it with `deliver` before {until}; the card is not needed."),
    );
    refusal.exiting(Exit::Waiting)
}
