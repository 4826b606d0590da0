//! Whether long answers and long commands pass between a phone and a card.

use kyotaku_core::card::{self, DeviceCheck, LengthSupport, Support, TapReport, VisitMemory};
use kyotaku_core::wire::code::Code;

use super::card::{tap_error, unsuitable};
use crate::reader::Session;
use crate::refusal::Outcome;
use crate::speech::Speech;

/// Learns whether long answers and long commands pass; nothing is spent on the card.
///
/// # Errors
///
/// A refusal when the tap came to nothing, or the card is no My Number Card.
pub fn learn(session: &mut Session, memory: VisitMemory) -> Outcome<LengthSupport> {
    let tap = card::device_check(session.terminal.clone(), memory);
    let TapReport { result, .. } = session.run(tap, "device check")?;
    match result.map_err(|error| tap_error(&error))? {
        DeviceCheck::Learned(lengths) => Ok(lengths),
        DeviceCheck::Unsuitable(card) => Err(unsuitable(&card)),
    }
}

/// Tells what is known of long answers and long commands.
pub fn tell(lengths: LengthSupport, speech: Speech) {
    let LengthSupport { le, lc } = lengths;
    let view = serde_json::json!({ "extendedLe": name(le), "extendedLc": name(lc) });
    speech.result(&view, |speech| {
        speech.say(
            &format!(
                "拡張Le(長い応答): {}、拡張Lc(長いコマンド): {}",
                name_ja(le),
                name_ja(lc)
            ),
            &format!(
                "Extended Le (long answers): {}, extended Lc (long commands): {}",
                name(le),
                name(lc)
            ),
        );
        if le == Support::No || lc == Support::No {
            speech.message(Code::ExtendedApduUnsupported);
        }
    });
}

/// What is known of an ability, in words.
#[must_use]
pub fn support(support: Support, speech: Speech) -> String {
    speech.beside(name_ja(support), name(support))
}

const fn name(support: Support) -> &'static str {
    match support {
        Support::Unknown => "unknown",
        Support::Yes => "yes",
        Support::No => "no",
    }
}

const fn name_ja(support: Support) -> &'static str {
    match support {
        Support::Unknown => "未確認",
        Support::Yes => "対応",
        Support::No => "非対応",
    }
}
