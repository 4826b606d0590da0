//! `results`: 資格確認結果検索, behind the password.

use std::path::Path;

use kyotaku_core::wire::api::{ResultDetail, ResultQuery, ResultSummary};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::display::full_width_kana;
use serde_json::json;

use super::session::given_password;
use crate::args::{ResultsArgs, ShowArgs};
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::Prompt;
use crate::question::Question;
use crate::refusal::{Outcome, Refusal};
use crate::screen::{self, care_kind, jst, method, validity};

/// Searches, lists, and shows one if asked to. The password is asked for unless it was asked for a
/// moment ago.
///
/// # Errors
///
/// A refusal with the phone's or the server's code.
pub fn run(
    desk: &Desk,
    prompt: &mut dyn Prompt,
    args: &ResultsArgs,
    password_file: Option<&Path>,
) -> Outcome<Exit> {
    let query = query(args);
    let mut listed = behind_password(desk, prompt, password_file, || {
        desk.done(desk.phone.search(&query))
    })?;
    while let Some(next) = desk.phone.next_page().filter(|_| args.all) {
        listed = desk.done(desk.phone.search(&next))?;
    }
    match &args.show {
        Some(number) => detail(desk, number),
        None => Ok(list(desk, &listed)),
    }
}

/// `next`: adds the next page to the list.
///
/// # Errors
///
/// A refusal when there is none, or with the phone's or the server's code.
pub fn next(desk: &Desk) -> Outcome<Exit> {
    let query = desk.phone.next_page();
    let query = query.ok_or_else(|| Refusal::plain(Exit::NotNow, "there is no further page"))?;
    let listed = desk.done(desk.phone.search(&query))?;
    Ok(list(desk, &listed))
}

/// `show`: one result, by 受付番号 or by its place in the list.
///
/// # Errors
///
/// A refusal with the phone's or the server's code.
pub fn show(desk: &Desk, args: &ShowArgs) -> Outcome<Exit> {
    let place = args.number.parse::<usize>().ok();
    let place = place.and_then(|number| number.checked_sub(1));
    let listed = desk.phone.listed();
    match place.and_then(|place| listed.get(place)) {
        Some(summary) => detail(desk, &summary.reception_number),
        None => detail(desk, &args.number),
    }
}

/// `close`: leaves the search.
pub fn close(desk: &Desk) -> Exit {
    desk.phone.close_results();
    desk.speech.result(&json!({ "results": [] }), |speech| {
        speech.say("検索結果を閉じました。", "The search is closed.");
    });
    Exit::Done
}

/// Asks for the password if what is asked for was refused for want of it, and then asks again.
pub(super) fn behind_password<T>(
    desk: &Desk,
    prompt: &mut dyn Prompt,
    password_file: Option<&Path>,
    ask: impl Fn() -> Outcome<T>,
) -> Outcome<T> {
    match ask() {
        Err(refusal) if wants_password(desk, &refusal)? => {
            let password = given_password(prompt, Question::PasswordAgain, password_file)?;
            desk.done(desk.phone.open_results(password))?;
            ask()
        }
        answer => answer,
    }
}

/// Whether the search was refused for want of the password alone.
fn wants_password(desk: &Desk, refusal: &Refusal) -> Outcome<bool> {
    let asked = refusal.is(Code::ActionUnavailable) || refusal.is(Code::ReauthNeeded);
    Ok(asked && desk.is_signed_in()?)
}

fn query(args: &ResultsArgs) -> ResultQuery {
    ResultQuery {
        from: args.from,
        to: args.to,
        kana: args.kana.clone(),
        birthdate: args.birthdate,
        reference_number: args.reference_number.clone(),
        care_kind: args.care.map(Into::into),
        cursor: None,
    }
}

fn list(desk: &Desk, listed: &[ResultSummary]) -> Exit {
    let more = desk.phone.next_page().is_some();
    desk.speech
        .result(&json!({ "results": listed, "more": more }), |speech| {
            if listed.is_empty() {
                speech.say("該当する結果はありません。", "There are no such results.");
            }
            for (number, result) in (1..).zip(listed) {
                let (mark, english) = validity(&result.qualification_validity);
                let (care, by) = (care_kind(result.care_kind), method(result.method));
                let line = [
                    format!("{number}: {}", result.reception_number),
                    jst(result.confirmed_at),
                    format!(
                        "{mark} {}",
                        speech.beside(result.qualification_validity.label(), english)
                    ),
                    format!("{} ({})", result.name, full_width_kana(&result.name_kana)),
                    speech.beside(care.0, care.1),
                    speech.beside(by.0, by.1),
                ]
                .join("  ");
                speech.command(&line);
            }
            if more {
                speech.say("続きがあります (next)。", "There are more: next.");
            }
        });
    Exit::Done
}

fn detail(desk: &Desk, number: &str) -> Outcome<Exit> {
    let detail: ResultDetail = desk.done(desk.phone.show_result(number))?;
    desk.speech.result(&detail, |speech| {
        let shown = screen::Shown::of(&detail);
        screen::show(&shown, screen::today(desk.phone.now()), speech);
    });
    Ok(Exit::Done)
}
