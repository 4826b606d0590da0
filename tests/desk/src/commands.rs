//! What each subcommand does: one module per command.

pub mod activate;
pub mod card;
pub mod consents;
pub mod day;
pub mod deliver;
pub mod deregister;
pub mod device_check;
pub mod lengths;
pub mod medical;
pub mod operations;
pub mod patients;
pub mod receipt;
pub mod results;
pub mod session;
pub mod status;
pub mod transcript;
pub mod visit;

use crate::exit::Exit;
use crate::reader::pcsc_reader;
use crate::refusal::Outcome;
use crate::speech::Speech;

/// `readers`: lists the PC/SC readers.
///
/// # Errors
///
/// A refusal when the PC/SC service is not running.
pub fn readers(speech: Speech) -> Outcome<Exit> {
    let readers = pcsc_reader::list()?;
    speech.result(&serde_json::json!({ "readers": readers }), |speech| {
        if readers.is_empty() {
            speech.say("リーダーがありません。", "There is no reader.");
        }
        for reader in &readers {
            let (ja, en) = if reader.card {
                ("カードあり", "card")
            } else {
                ("カードなし", "no card")
            };
            speech.say(
                &format!("{}: {} ({ja})", reader.index, reader.name),
                &format!("{}: {} ({en})", reader.index, reader.name),
            );
        }
    });
    Ok(Exit::Done)
}
