//! `transcript`: record a tap, or run one against a record.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use kyotaku_core::card::transcript::{Detail, Player, Transcript};
use kyotaku_core::pki::Policy;

use super::card::{self, PinSource};
use crate::args::{CardAction, CardSource, TapArgs};
use crate::exit::Exit;
use crate::reader::Session;
use crate::refusal::{Outcome, Refusal};
use crate::speech::Speech;

/// Runs the tap and writes what was exchanged, also when the tap failed.
///
/// # Errors
///
/// The tap's refusal, or one for a full record of a real card.
pub fn record(
    out: &Path,
    full: bool,
    action: &CardAction,
    args: &TapArgs,
    now: Timestamp,
    speech: Speech,
) -> Outcome<Exit> {
    let mut session = Session::open(&args.source, now)?;
    session.record(if full { Detail::Full } else { Detail::Shape });
    let result = card::run(
        action,
        args,
        &mut session,
        PinSource::Ask(args.source.pin_fd),
        speech,
    );

    if full && !may_keep(action, &args.source, &result) {
        return Err(Refusal::plain(
            Exit::Unsuitable,
            "this is not known to be a test card: record it without --full, which keeps no card data",
        ));
    }
    if let Some(transcript) = session.recorded() {
        std::fs::write(out, transcript.to_string())
            .map_err(|error| Refusal::plain(Exit::Failed, format!("{}: {error}", out.display())))?;
    }
    result.map(|_| Exit::Done)
}

/// Whether the card's answers may be written down. A certificate and a signature name their holder
/// to whoever can look them up, and a tap that failed may have read them all the same: a card in a
/// reader has to prove that it is a test card.
fn may_keep(action: &CardAction, source: &CardSource, result: &Outcome<Option<Policy>>) -> bool {
    match action {
        CardAction::Identify | CardAction::Tries => true,
        CardAction::Certificate { .. } | CardAction::Sign { .. } | CardAction::DeviceCheck => {
            source.emulated.is_some() || matches!(result, Ok(Some(Policy::Test)))
        }
    }
}

/// Runs the tap against the record, byte by byte.
///
/// # Errors
///
/// The tap's refusal, or one that names the first difference.
pub fn replay(
    file: &Path,
    action: &CardAction,
    args: &TapArgs,
    now: Timestamp,
    speech: Speech,
) -> Outcome<Exit> {
    let wrong =
        |reason: String| Refusal::plain(Exit::Usage, format!("{}: {reason}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
    let transcript: Transcript = text.parse().map_err(|error| wrong(format!("{error}")))?;

    let player = Arc::new(Mutex::new(Player::new(transcript)));
    let mut session = Session::replaying(&player, &args.source, now)?;
    let result = card::run(action, args, &mut session, PinSource::Masked, speech);
    drop(session);

    let replay = player
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    replay
        .finish()
        .map_err(|mismatch| Refusal::plain(Exit::TapAgain, mismatch.to_string()))?;
    result.map(|_| Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_in_a_reader_is_real_until_it_has_shown_a_test_certificate() {
        let reader = CardSource::default();
        let emulated = CardSource {
            emulated: Some("T01".to_owned()),
            ..CardSource::default()
        };
        let failed = || {
            Err(Refusal::plain(
                Exit::WrongPin,
                "a wrong PIN, after the certificate",
            ))
        };
        let certificate = CardAction::Certificate { out: None };
        for result in [Ok(Some(Policy::Production)), Ok(None), failed()] {
            for action in [&certificate, &CardAction::DeviceCheck] {
                assert!(
                    !may_keep(action, &reader, &result),
                    "{action:?}, {result:?}"
                );
                assert!(
                    may_keep(action, &emulated, &result),
                    "{action:?}, {result:?}"
                );
            }
            assert!(may_keep(&CardAction::Tries, &reader, &result));
        }
        assert!(may_keep(&certificate, &reader, &Ok(Some(Policy::Test))));
    }
}
