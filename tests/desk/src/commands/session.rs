//! Signing in and out, locking and unlocking, お知らせ.

use std::path::Path;

use jiff::SignedDuration;
use kyotaku_core::flow::account::{OwnerPresent, Step};
use kyotaku_core::flow::activation::{FieldError, narrow};
use kyotaku_core::phone::SignedIn;
use kyotaku_core::secret::Password;
use kyotaku_core::wire::api::{AccountProfile, Role};
use kyotaku_core::wire::code::Code;

use super::deliver::banner;
use crate::args::Who;
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::{self, Prompt, from_file};
use crate::question::Question;
use crate::refusal::{Outcome, Refusal};
use crate::screen::jst;
use crate::speech::Speech;

/// A password from a file, or asked for.
///
/// # Errors
///
/// A refusal when the file cannot be read, or there is nobody to ask.
pub fn given_password(
    prompt: &mut dyn Prompt,
    question: Question,
    file: Option<&Path>,
) -> Outcome<Password> {
    match file {
        Some(path) => Ok(Password::new(from_file(path)?.as_str().to_owned())),
        None => prompt::password(prompt, question),
    }
}

/// Signs somebody in, and prints nothing but a warning about the password.
///
/// # Errors
///
/// A refusal with the phone's or the server's code.
pub fn sign_in(desk: &Desk, prompt: &mut dyn Prompt, who: &Who) -> Outcome<SignedIn> {
    // Before anything is asked.
    desk.registration()?;
    let typed = match &who.user {
        Some(typed) => typed.clone(),
        None => prompt::line(prompt, Question::UserId)?,
    };
    let user_id = narrow(&typed)
        .parse()
        .map_err(|_| Refusal::coded(FieldError::UserId.code(), Exit::Usage))?;
    let password = given_password(prompt, Question::Password, who.password_file.as_deref())?;
    let signed_in = desk.done(desk.phone.sign_in(user_id, password))?;
    if let Some(end) = signed_in.password_expires_at {
        password_ends(end.duration_since(desk.phone.now()), desk.speech);
    }
    Ok(signed_in)
}

/// Warns two weeks before a password has to be changed.
fn password_ends(left: SignedDuration, speech: Speech) {
    if left <= SignedDuration::from_hours(14 * 24) {
        speech.message(Code::PasswordExpiring);
        let days = left.as_hours() / 24;
        speech.say(
            &format!("残り{days}日です。"),
            &format!("{days} days left."),
        );
    }
}

/// `sign-in`: signs in and says who it is.
///
/// # Errors
///
/// As for [`sign_in`].
pub fn run(desk: &Desk, prompt: &mut dyn Prompt, who: &Who) -> Outcome<Exit> {
    let signed_in = sign_in(desk, prompt, who)?;
    let until = desk.overview()?.session_expires_at;
    let told = serde_json::json!({
        "account": signed_in.account,
        "sessionExpiresAt": until,
        "passwordExpiresAt": signed_in.password_expires_at,
    });
    desk.speech.result(&told, |speech| {
        speech.say("ログインしました。", "Signed in.");
        account(&signed_in.account, speech);
        if let Some(until) = until {
            speech.field("ログインの有効期限", "Session until", &jst(until));
        }
    });
    banner(desk)?;
    Ok(Exit::Done)
}

/// Says who works.
pub fn account(profile: &AccountProfile, speech: Speech) {
    let (japanese, english) = match profile.role {
        Role::General => ("一般利用者", "general user"),
        Role::MedicalViewer => ("医療情報閲覧", "viewer of medical information"),
    };
    let named = format!(
        "{} {} ({})",
        profile.id,
        profile.name,
        speech.beside(japanese, english)
    );
    speech.field("担当", "Account", &named);
}

/// `sign-out`. The phone forgets the session also when the server cannot be reached.
///
/// # Errors
///
/// A refusal when nobody is signed in, or the server has not been told.
pub fn sign_out(desk: &Desk) -> Outcome<Exit> {
    desk.done(desk.phone.sign_out())?;
    said(
        desk.speech,
        "signedOut",
        "ログアウトしました。",
        "Signed out.",
    );
    Ok(Exit::Done)
}

/// `leave`: the phone is put away. Results are forgotten.
pub fn leave(desk: &Desk) -> Exit {
    desk.phone.leave();
    said(
        desk.speech,
        "left",
        "端末を置きました。",
        "The phone is put away.",
    );
    Exit::Done
}

/// `come-back`: the phone is taken out again, and says whether it is locked.
///
/// # Errors
///
/// A refusal when the phone's state cannot be read.
pub fn come_back(desk: &Desk) -> Outcome<Exit> {
    desk.phone.come_back();
    match desk.overview()?.account {
        Step::Locked => said(
            desk.speech,
            "locked",
            "ロックされています。",
            "The phone is locked.",
        ),
        Step::SignedIn => said(desk.speech, "signedIn", "続けられます。", "Go on."),
        Step::SignedOut => said(
            desk.speech,
            "signedOut",
            "ログインしてください。",
            "Sign in.",
        ),
    }
    Ok(Exit::Done)
}

/// `unlock`: the question stands in the place of the device's own gate.
///
/// # Errors
///
/// A refusal when the phone is not locked, or whoever is there is not its owner.
pub fn unlock(desk: &Desk, prompt: &mut dyn Prompt) -> Outcome<Exit> {
    if !prompt::yes(prompt, Question::OwnerPresent)? {
        return Err(Refusal::plain(Exit::Stopped, "the phone stays locked"));
    }
    desk.phone.unlock(OwnerPresent::confirmed_by_device())?;
    said(
        desk.speech,
        "unlocked",
        "ロックを解除しました。",
        "Unlocked.",
    );
    Ok(Exit::Done)
}

/// `notices`: お知らせ.
///
/// # Errors
///
/// A refusal with the phone's or the server's code.
pub fn notices(desk: &Desk) -> Outcome<Exit> {
    let answer = desk.done(desk.phone.notices())?;
    desk.speech.result(&answer, |speech| {
        if answer.notices.is_empty() {
            speech.say("お知らせはありません。", "There are no notices.");
        }
        for notice in &answer.notices {
            let headed = format!("{} {}", jst(notice.published_at), notice.title);
            speech.say(&headed, &headed);
            speech.command(&notice.body);
        }
    });
    Ok(Exit::Done)
}

fn said(speech: Speech, state: &str, japanese: &str, english: &str) {
    speech.result(
        &serde_json::json!({ "account": { "state": state } }),
        |speech| {
            speech.say(japanese, english);
        },
    );
}
