//! `deregister`: ends the registration and erases the phone.

use std::path::Path;

use kyotaku_core::wire::code::Code;
use serde_json::json;

use super::session::given_password;
use crate::args::PhoneArgs;
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::{self, Prompt};
use crate::question::Question;
use crate::refusal::{Outcome, Refusal};
use crate::speech::Speech;

/// Ends the registration at the server with the password of whoever is signed in, then erases.
///
/// # Errors
///
/// A refusal with the phone's or the server's code; nothing is erased then.
pub fn run(desk: &Desk, prompt: &mut dyn Prompt, password_file: Option<&Path>) -> Outcome<Exit> {
    agreed(desk, prompt)?;
    let password = given_password(prompt, Question::PasswordAgain, password_file)?;
    desk.done(desk.phone.deregister(password))?;
    said(desk.speech);
    Ok(Exit::Done)
}

/// Erases without asking the server.
///
/// # Errors
///
/// A refusal when people do not agree, or the phone cannot be erased.
pub fn without_server(desk: &Desk, prompt: &mut dyn Prompt) -> Outcome<Exit> {
    agreed(desk, prompt)?;
    desk.phone.erase_without_server()?;
    said(desk.speech);
    still_known(desk.speech);
    Ok(Exit::Done)
}

/// Erases a phone that may not even open, because its keys are gone or another phone's.
///
/// # Errors
///
/// As for [`without_server`].
pub fn whatever_is_there(
    args: &PhoneArgs,
    opened: Outcome<Desk>,
    prompt: &mut dyn Prompt,
    speech: Speech,
) -> Outcome<Exit> {
    match opened {
        Ok(desk) => without_server(&desk, prompt),
        Err(refusal) if refusal.is(Code::StateForeign) || refusal.is(Code::DeviceKeyLost) => {
            Desk::give_up(args)?;
            said(speech);
            still_known(speech);
            Ok(Exit::Done)
        }
        Err(refusal) => Err(refusal),
    }
}

/// What waits would be lost: somebody has to say so.
fn agreed(desk: &Desk, prompt: &mut dyn Prompt) -> Outcome<()> {
    if desk.phone.waiting()?.is_empty() || prompt::yes(prompt, Question::EraseAnyway)? {
        return Ok(());
    }
    Err(Refusal::plain(
        Exit::Stopped,
        "something waits for delivery; deliver it first",
    ))
}

fn said(speech: Speech) {
    speech.result(&json!({ "registered": false }), |speech| {
        speech.say(
            "登録を解除し、端末内の情報をすべて消去しました。",
            "The registration has ended, and everything on the phone is erased.",
        );
    });
}

fn still_known(speech: Speech) {
    speech.say(
        "サーバーには端末が残っています。管理者に失効を依頼してください。",
        "The server still knows this device: ask the administrator to revoke it.",
    );
}
