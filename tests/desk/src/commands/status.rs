//! `status`: how the phone stands, and whether the server is there.

use kyotaku_core::flow::account::Step;
use kyotaku_core::phone::{Overview, Waiting};
use serde_json::{Value, json};

use super::deliver::tell;
use super::lengths::support;
use super::session::account;
use crate::desk::Desk;
use crate::exit::Exit;
use crate::refusal::{Outcome, Refusal};
use crate::screen::jst;
use crate::speech::Speech;

/// Tells registration, account, what waits and the server's status.
///
/// # Errors
///
/// A refusal when the phone's state cannot be read. That the server cannot be reached is told, and
/// is the exit code.
pub fn run(desk: &Desk) -> Outcome<Exit> {
    let server = desk.done(desk.phone.check_server());
    // Asked second: the server's answer may have changed the policy.
    let overview = desk.overview()?;
    let waiting = desk.phone.waiting()?;
    let told = view(&overview, &waiting, server.as_ref().err());
    desk.speech.result(&told, |speech| {
        registration(&overview, speech);
        signed_in(&overview, speech);
        for waits in &waiting {
            tell(waits, speech);
        }
        if waiting.is_empty() {
            speech.say("未送信の確認はありません。", "Nothing waits for delivery.");
        }
        match &server {
            Ok(()) => speech.say("サーバーに接続できます。", "The server is there."),
            Err(refusal) => speech.refuse_in_passing(refusal),
        }
    });
    Ok(server.err().map_or(Exit::Done, |refusal| refusal.exit()))
}

fn registration(overview: &Overview, speech: Speech) {
    match &overview.registration {
        None => speech.say(
            "この端末は登録されていません。activate で登録します。",
            "This phone is not registered. Register it with `activate`.",
        ),
        Some(registration) => {
            let institution = &registration.institution;
            let named = format!("{} ({})", institution.name, institution.code);
            speech.field("機関", "Institution", &named);
            speech.field("端末", "Device", registration.device_id.as_str());
            let until = jst(registration.not_after);
            speech.field("端末の証明書", "Device certificate until", &until);
        }
    }
    let (le, lc) = (overview.lengths.le, overview.lengths.lc);
    let known = format!("Le {}, Lc {}", support(le, speech), support(lc, speech));
    speech.field("拡張APDU", "Extended APDUs", &known);
}

fn signed_in(overview: &Overview, speech: Speech) {
    if let Some(profile) = &overview.profile {
        account(profile, speech);
    }
    match (overview.account, overview.session_expires_at) {
        (Step::Locked, _) => speech.say("ロックされています。", "The phone is locked."),
        (Step::SignedIn, Some(until)) => {
            speech.field("ログインの有効期限", "Session until", &jst(until));
        }
        _ => speech.say("ログインしていません。", "Nobody is signed in."),
    }
    if let (Step::SignedOut, Some(last)) = (overview.account, &overview.last_account) {
        speech.field("前回の担当", "Last account", last.account.id.as_str());
    }
}

fn view(overview: &Overview, waiting: &[Waiting], server: Option<&Refusal>) -> Value {
    let waiting: Vec<Value> = waiting
        .iter()
        .map(|waits| {
            json!({
                "id": waits.id.to_string(),
                "careKind": waits.care_kind,
                "tappedAt": waits.tapped_at,
                "deliverBefore": waits.deliver_before,
                "answered": waits.answered,
                "delivered": waits.delivered,
                "expired": waits.expired,
                "refusedAnswer": waits.refused_answer,
                "code": waits.code,
            })
        })
        .collect();
    let registration = overview.registration.as_ref();
    json!({
        "registered": registration.is_some(),
        "institution": registration.map(|own| &own.institution),
        "deviceId": registration.map(|own| &own.device_id),
        "certificateNotAfter": registration.map(|own| own.not_after),
        "account": {
            "state": match overview.account {
                Step::SignedOut => "signedOut",
                Step::SignedIn => "signedIn",
                Step::Locked => "locked",
            },
            "profile": overview.profile,
            "sessionExpiresAt": overview.session_expires_at,
            "last": overview.last_account.as_ref().map(|last| &last.account.id),
        },
        "waiting": waiting,
        "server": { "reachable": server.is_none(), "code": server.and_then(|refusal| refusal.code.as_ref()) },
    })
}
