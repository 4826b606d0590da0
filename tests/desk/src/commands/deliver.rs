//! `deliver`: sends what waits on the phone. It needs this device and nobody signed in; where the
//! patient has not answered yet, the questions are asked now.

use kyotaku_core::phone::Waiting;
use serde_json::json;

use super::visit::{finish, show};
use crate::args::DeliverArgs;
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::Prompt;
use crate::refusal::Outcome;
use crate::screen::{care_kind, jst};
use crate::speech::Speech;

/// Delivers everything that waits, oldest first, and goes on after what is refused.
///
/// # Errors
///
/// A refusal when the phone's state cannot be read. Otherwise the exit code is that of the first
/// delivery that was not taken.
pub fn run(desk: &Desk, prompt: &mut dyn Prompt, args: DeliverArgs) -> Outcome<Exit> {
    desk.registration()?;
    let waiting = desk.phone.waiting()?;
    if waiting.is_empty() {
        desk.speech.result(&json!({ "delivered": [] }), |speech| {
            speech.say("未送信の確認はありません。", "Nothing waits for delivery.");
        });
    }
    let mut exit = Exit::Done;
    for waits in &waiting {
        if let Err(refusal) = one(desk, prompt, waits, args) {
            let refused = desk.speech.refuse(&refusal);
            if exit == Exit::Done {
                exit = refused;
            }
        }
    }
    // What was noticed and not reported yet goes with it.
    desk.done(desk.phone.deliver_waiting())?;
    Ok(exit)
}

/// Says how much waits to be sent, where something does.
///
/// # Errors
///
/// A refusal when the phone's state cannot be read.
pub fn banner(desk: &Desk) -> Outcome<()> {
    if let Some(line) = desk.phone.unsent()? {
        desk.speech.say(
            &format!("{line} (deliver)"),
            "Something waits to be sent: `deliver`.",
        );
    }
    Ok(())
}

fn one(desk: &Desk, prompt: &mut dyn Prompt, waits: &Waiting, args: DeliverArgs) -> Outcome<()> {
    tell(waits, desk.speech);
    if waits.code.is_some() {
        if args.forget_expired {
            desk.phone.discard(&waits.id)?;
            desk.speech
                .say("端末から消去しました。", "It is forgotten.");
        }
        return Ok(());
    }
    let mut visit = desk.phone.resume(&waits.id)?;
    let finished = finish(desk, prompt, &mut visit)?;
    show(desk, &finished);
    Ok(())
}

/// Tells of one delivery, of what happens when its time is over, and why an answer was not taken.
pub(super) fn tell(waits: &Waiting, speech: Speech) {
    let (japanese, english) = care_kind(waits.care_kind);
    let (tapped, until) = (jst(waits.tapped_at), jst(waits.deliver_before));
    if let Some(why) = &waits.refused_answer {
        speech.message_of(why);
    }
    if let Some(code) = waits.code.as_deref().filter(|_| !waits.expired) {
        speech.message_of(code);
        return speech.say(
            &format!("サーバーが受け付けませんでした: {japanese}、カード {tapped}。deliver --forget-expired で消去できます。"),
            &format!("Refused for good: {english}, tapped {tapped}. `deliver --forget-expired` forgets it."),
        );
    }
    if waits.expired {
        speech.say(
            &format!(
                "送信期限切れ: {japanese}、カード {tapped}。期限は {until} でした。サーバーは受け付けません。資格は確認されていないので、カードでやり直してください。deliver --forget-expired で消去できます。"
            ),
            &format!(
                "Too late: {english}, tapped {tapped}, deliverable until {until}. The server takes it no more and nothing was confirmed: the patient taps again. `deliver --forget-expired` forgets it."
            ),
        );
        return;
    }
    let (answer, answered) = match (waits.answered, &waits.refused_answer) {
        (true, _) => ("回答済み", "answered"),
        (false, None) => ("未回答", "not answered yet"),
        (false, Some(_)) => (
            "回答は受け付けられませんでした。もう一度お尋ねください",
            "the answer was not taken, and has to be asked for again",
        ),
    };
    let (sent, state) = if waits.delivered {
        ("送信済み", "Sent")
    } else {
        ("未送信", "Waiting")
    };
    speech.say(
        &format!(
            "{sent}: {japanese}、カード {tapped}、{answer}。{until} を過ぎると受け付けられず、カードでやり直しになります。"
        ),
        &format!(
            "{state}: {english}, tapped {tapped}, {answered}. After {until} the server takes it no more, and the patient has to tap again."
        ),
    );
}
