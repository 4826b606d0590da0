//! `patients` and `requery`: the patients of a continuing relation, and asking for their
//! qualification again without the card.

use std::path::Path;

use kyotaku_core::wire::api::{Patient, PatientsQuery, RequeriesRequest, Requery, RequeryOutcome};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::display::full_width_kana;
use serde_json::json;

use super::results::behind_password;
use crate::args::{PatientsArgs, RequeryArgs};
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::Prompt;
use crate::refusal::Outcome;
use crate::screen::{self, jst, validity};
use crate::speech::Speech;

/// `patients`: lists them, all pages.
///
/// # Errors
///
/// A refusal with the phone's or the server's code.
pub fn run(
    desk: &Desk,
    prompt: &mut dyn Prompt,
    args: &PatientsArgs,
    password_file: Option<&Path>,
) -> Outcome<Exit> {
    let patients = all(desk, prompt, args, password_file)?;
    desk.speech
        .result(&json!({ "patients": patients }), |speech| {
            if patients.is_empty() {
                speech.say("該当する患者はいません。", "There are no such patients.");
            }
            for patient in &patients {
                line(patient, speech);
            }
        });
    Ok(Exit::Done)
}

/// `requery`: one patient, several, or all of the list at once.
///
/// # Errors
///
/// A refusal with the phone's or the server's code. Of several, those that are refused are told and
/// stop no other.
pub fn requery(
    desk: &Desk,
    prompt: &mut dyn Prompt,
    args: &RequeryArgs,
    password_file: Option<&Path>,
) -> Outcome<Exit> {
    if let [number] = args.numbers.as_slice() {
        let requery = desk.done(desk.phone.requery(number))?;
        desk.speech
            .result(&requery, |speech| show(desk, &requery, speech));
        return Ok(Exit::Done);
    }
    let numbers = if args.numbers.is_empty() {
        let patients = all(desk, prompt, &args.patients, password_file)?;
        let may = patients
            .into_iter()
            .filter(|one| one.requery_refused.is_none());
        may.map(|patient| patient.reception_number).collect()
    } else {
        args.numbers.clone()
    };
    let mut outcomes = Vec::new();
    for some in numbers.chunks(RequeriesRequest::MOST) {
        outcomes.extend(desk.done(desk.phone.requery_all(some.to_vec()))?.outcomes);
    }
    desk.speech
        .result(&json!({ "outcomes": outcomes }), |speech| {
            if outcomes.is_empty() {
                speech.say(
                    "再照会できる患者はいません。",
                    "There is nobody to ask about.",
                );
            }
            for outcome in &outcomes {
                tell(outcome, speech);
            }
        });
    Ok(Exit::Done)
}

fn all(
    desk: &Desk,
    prompt: &mut dyn Prompt,
    args: &PatientsArgs,
    password_file: Option<&Path>,
) -> Outcome<Vec<Patient>> {
    let today = args.today.then(|| screen::today(desk.phone.now()));
    let mut query = PatientsQuery {
        from: args.from.or(today),
        to: args.to.or(today),
        kana: args.kana.clone(),
        cursor: None,
    };
    let mut patients = Vec::new();
    loop {
        let page = behind_password(desk, prompt, password_file, || {
            desk.done(desk.phone.patients(&query))
        })?;
        patients.extend(page.patients);
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            return Ok(patients);
        }
    }
}

fn line(patient: &Patient, speech: Speech) {
    let person = &patient.person;
    let (mark, english) = validity(&patient.qualification_validity);
    let label = patient.qualification_validity.label();
    speech.command(
        &[
            patient.reception_number.clone(),
            jst(patient.confirmed_at),
            format!("{mark} {}", speech.beside(label, english)),
            format!("{} ({})", person.name, full_width_kana(&person.name_kana)),
        ]
        .join("  "),
    );
    let notices = [&patient.certificate_code, &patient.requery_refused];
    for code in notices.into_iter().flatten() {
        speech.message_of(code);
    }
}

fn tell(outcome: &RequeryOutcome, speech: Speech) {
    match (&outcome.requery, &outcome.code) {
        (Some(requery), _) => {
            speech.command(&format!(
                "{} → {}  {}",
                outcome.reception_number,
                requery.result.reception_number,
                requery.result.person.name
            ));
            changes(requery, speech);
        }
        (None, code) => {
            speech.command(&outcome.reception_number);
            speech.message_of(code.as_deref().unwrap_or(Code::Internal.as_str()));
        }
    }
}

/// Shows a new result, and what has changed since the one before.
pub fn show(desk: &Desk, requery: &Requery, speech: Speech) {
    let detail = &requery.result;
    let shown = screen::Shown::of(detail);
    screen::show(&shown, screen::today(desk.phone.now()), speech);
    changes(requery, speech);
}

/// What has changed since the time before.
fn changes(requery: &Requery, speech: Speech) {
    speech.message_of(&requery.code);
    let fields: Vec<_> = requery.changes.iter().map(|field| field.label()).collect();
    if !fields.is_empty() {
        speech.field("変更点", "Changed", &fields.join("、"));
    }
}
