//! `medical`: 医療情報 that the patient has consented to, for accounts of the role 医療情報閲覧.

use kyotaku_core::wire::api::{MedicalInformation, MedicalKind, MedicalQuery};
use kyotaku_core::wire::code::Code;
use serde_json::json;

use crate::args::MedicalArgs;
use crate::desk::Desk;
use crate::exit::Exit;
use crate::refusal::Outcome;
use crate::speech::Speech;

/// Shows one list, or each that may be seen.
///
/// # Errors
///
/// A refusal with the phone's or the server's code. Where no list is named, those that were not
/// consented to are left out.
pub fn run(desk: &Desk, args: &MedicalArgs) -> Outcome<Exit> {
    let ask = |kind| {
        let query = MedicalQuery {
            kind,
            from: args.from,
            to: args.to,
        };
        desk.done(desk.phone.medical_information(&args.number, &query))
    };
    let mut lists = Vec::new();
    match args.kind {
        Some(kind) => lists.push(ask(kind.into())?),
        None => {
            for kind in MedicalKind::ALL {
                match ask(kind) {
                    Err(refusal) if refusal.is(Code::ItemNotConsented) => {}
                    list => lists.push(list?),
                }
            }
        }
    }
    desk.speech.result(&json!({ "lists": lists }), |speech| {
        if lists.is_empty() {
            speech.message(Code::ItemNotConsented);
        }
        for list in &lists {
            show(list, speech);
        }
    });
    Ok(Exit::Done)
}

fn show(list: &MedicalInformation, speech: Speech) {
    let (japanese, english) = match list.kind {
        MedicalKind::Medicines => ("薬剤情報", "Medicines"),
        MedicalKind::Treatments => ("診療情報", "Treatments"),
        MedicalKind::Operations => ("手術情報", "Operations"),
        MedicalKind::HealthCheckups => ("特定健診情報", "Health check-ups"),
    };
    speech.part(japanese, english);
    if list.entries.is_empty() {
        speech.say("情報はありません。", "There is none.");
    }
    for entry in &list.entries {
        let words = [
            Some(entry.date.to_string()),
            Some(entry.name.clone()),
            entry.detail.clone(),
            entry.quantity.clone(),
            entry.institution.clone(),
        ];
        let words: Vec<_> = words.into_iter().flatten().collect();
        speech.command(&words.join("  "));
    }
}
