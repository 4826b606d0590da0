//! `history`, `supported-devices` and `report`: what the account did, which phones are known to
//! work, and what an app would notice.

use kyotaku_core::wire::api::HistoryQuery;
use serde_json::json;

use crate::args::ReportArgs;
use crate::desk::Desk;
use crate::exit::Exit;
use crate::refusal::Outcome;
use crate::screen::jst;

/// `history`: 操作履歴 of whoever is signed in, the newest first; the first page.
///
/// # Errors
///
/// A refusal with the phone's or the server's code.
pub fn history(desk: &Desk) -> Outcome<Exit> {
    let page = desk.done(desk.phone.history(&HistoryQuery::default()))?;
    desk.speech.result(&page, |speech| {
        for entry in &page.entries {
            let subject = entry.subject.as_deref().unwrap_or_default();
            let line = format!("{}  {}  {subject}", jst(entry.at), entry.action);
            speech.command(line.trim_end());
        }
        if page.next_cursor.is_some() {
            speech.say("これより前の履歴もあります。", "There is more before that.");
        }
    });
    Ok(Exit::Done)
}

/// `supported-devices`: the list that the institution's server has imported.
///
/// # Errors
///
/// A refusal with the phone's or the server's code.
pub fn supported_devices(desk: &Desk) -> Outcome<Exit> {
    let list = desk.done(desk.phone.supported_devices())?;
    desk.speech.result(&list, |speech| {
        let Some(source) = &list.source else {
            return speech.say(
                "対応端末の一覧は取り込まれていません。",
                "No list of supported phones has been imported.",
            );
        };
        let published = format!("{} ({})", source.name, source.published_on);
        speech.field("出典", "Source", &published);
        for device in &list.devices {
            let visual = if device.visual {
                speech.beside("目視可", "by sight too")
            } else {
                speech.beside("暗証番号のみ", "PIN only")
            };
            let model = device.model.as_deref().unwrap_or_default();
            let line = format!("{}  {model}  {visual}", device.name);
            speech.command(&line);
        }
    });
    Ok(Exit::Done)
}

/// `report`: tells the server what was noticed, now or with the next chance.
///
/// # Errors
///
/// A refusal when nobody is signed in, or the phone cannot keep it.
pub fn report(desk: &Desk, args: ReportArgs) -> Outcome<Exit> {
    desk.done(desk.phone.report_event(args.kind.into()))?;
    desk.speech.result(&json!({ "reported": true }), |speech| {
        speech.say("記録しました。", "It is recorded.");
    });
    Ok(Exit::Done)
}
