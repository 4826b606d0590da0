//! `consents`: what the patient has consented to, with the card again: to look at it, to change it,
//! to revoke it.

use kyotaku_core::flow::visit::{Plan, Purpose, Revocation, Rules, Visit};
use kyotaku_core::wire::api::{ConsentOfKind, ConsentsChanged};
use kyotaku_core::wire::consent::RevocationReason;

use super::visit;
use crate::args::VisitArgs;
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::{self, Choice, Prompt};
use crate::question::Question;
use crate::reader::Session;
use crate::refusal::{Outcome, Refusal};
use crate::screen;

/// Has the patient's card prove the presence, and does with the consents what is asked for.
///
/// # Errors
///
/// A refusal for whatever ends it. With [`Exit::Waiting`] the patient's part is done, and the phone
/// keeps it.
pub fn run(desk: &Desk, prompt: &mut dyn Prompt, args: &VisitArgs) -> Outcome<Exit> {
    let plan = Plan {
        purpose: Purpose::Consents,
        ..args.plan()
    };
    let mut visit = desk.phone.begin_visit(plan)?;
    let mut session = Session::open(&args.source, desk.phone.now())?;
    visit::until_signed(desk, prompt, &mut visit, &mut session, &args.source)?;
    let ended = visit::finish(desk, prompt, &mut visit)?;
    visit::show(desk, &ended);
    Ok(Exit::Done)
}

/// Shows what was consented to, and asks what to do with it.
pub(super) fn review(desk: &Desk, prompt: &mut dyn Prompt, visit: &mut Visit) -> Outcome<()> {
    if visit.consents().is_none() {
        desk.done(desk.phone.consents(visit))?;
    }
    let consents = visit.consents().unwrap_or_default().to_vec();
    desk.speech.part("同意の内容", "Consents");
    screen::consents(&consents, desk.speech);
    let holding: Vec<_> = consents
        .iter()
        .filter(|one| one.consent.ended.is_none())
        .collect();
    if holding.is_empty() {
        return leave(desk, visit);
    }
    let choices = [
        ("このままにする", "leave them as they are"),
        ("内容を変更する", "change one"),
        ("取り消す", "revoke"),
    ];
    match prompt::choose(prompt, Question::Consents, &choices)? {
        0 => leave(desk, visit),
        1 => change(desk, prompt, visit, &holding),
        _ => revoke(desk, prompt, visit, &holding),
    }
}

fn leave(desk: &Desk, visit: &mut Visit) -> Outcome<()> {
    Ok(desk.phone.leave_consents(visit)?)
}

fn change(
    desk: &Desk,
    prompt: &mut dyn Prompt,
    visit: &mut Visit,
    holding: &[&ConsentOfKind],
) -> Outcome<()> {
    let one = match holding {
        [one] => one,
        several => several[kind(prompt, several, &[])?],
    };
    let institution = desk.registration()?.institution;
    let rules = Rules {
        // 処方箋の発行形態 belongs to a visit.
        prescriptions: Vec::new(),
        ..Rules::from(&institution.environment)
    };
    let asking = visit::Asking::about(visit, &rules, &institution.name, desk.speech);
    let answer = asking.over(one).answer(prompt)?;
    visit::summary(&answer, desk.speech);
    if !prompt::yes(prompt, Question::Register)? {
        leave(desk, visit)?;
        return Err(Refusal::plain(Exit::Stopped, "nothing was changed"));
    }
    Ok(desk.phone.change_consent(visit, one.care_kind, answer)?)
}

fn revoke(
    desk: &Desk,
    prompt: &mut dyn Prompt,
    visit: &mut Visit,
    holding: &[&ConsentOfKind],
) -> Outcome<()> {
    let care_kind = match holding {
        [_] => None,
        several => {
            let place = kind(prompt, several, &[("すべて", "all of them")])?;
            several.get(place).map(|one| one.care_kind)
        }
    };
    let reasons = [
        (
            RevocationReason::Patient,
            ("患者様の申し出", "the patient asks for it"),
        ),
        (
            RevocationReason::Institution,
            ("医療機関の都合", "the institution's own reasons"),
        ),
        (RevocationReason::ChangeOfUse, ("用途の変更", "another use")),
    ];
    let choices = reasons.map(|(_, choice)| choice);
    let reason = reasons[prompt::choose(prompt, Question::RevocationReason, &choices)?].0;
    let respondent = visit::respondent(prompt)?;
    desk.speech.say(
        "取り消すと、この機関は医療情報を見られなくなり、カード無しの再照会もできなくなります。",
        "Once revoked, this institution sees no medical information and asks no more without the card.",
    );
    if !prompt::yes(prompt, Question::Revoke)? {
        leave(desk, visit)?;
        return Err(Refusal::plain(Exit::Stopped, "nothing was revoked"));
    }
    let revocation = Revocation {
        care_kind,
        reason,
        respondent,
    };
    Ok(desk.phone.revoke_consents(visit, revocation)?)
}

/// Which of several kinds of care, or one of what comes after them.
fn kind(prompt: &mut dyn Prompt, several: &[&ConsentOfKind], more: &[Choice]) -> Outcome<usize> {
    let kinds = several.iter().map(|one| screen::care_kind(one.care_kind));
    let choices: Vec<Choice> = kinds.chain(more.iter().copied()).collect();
    prompt::choose(prompt, Question::ConsentKind, &choices)
}

/// Shows what has become of the consents.
pub(super) fn show(desk: &Desk, changed: Option<&ConsentsChanged>) {
    let Some(changed) = changed else {
        return desk
            .speech
            .result(&serde_json::json!({ "changed": false }), |speech| {
                speech.say("同意は変更していません。", "The consents are as they were.");
            });
    };
    desk.speech.result(changed, |speech| {
        speech.message_of(&changed.code);
        screen::consents(&changed.consents, speech);
    });
}
