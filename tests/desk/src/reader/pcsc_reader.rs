//! A contactless or contact reader through PC/SC.

use std::ffi::{CStr, CString};
use std::time::{Duration, Instant};

use kyotaku_core::card::{CardTransport, Interruption};
use kyotaku_core::wire::code::Code;
use pcsc::{Card, Context, Disposition, Protocols, Scope, ShareMode};
use serde::Serialize;

use super::Holder;
use crate::exit::Exit;
use crate::refusal::{Outcome, Refusal};

/// One reader, as the list shows it.
#[derive(Debug, Serialize)]
pub struct ReaderEntry {
    /// Its place in the list, for `--reader`.
    pub index: usize,
    /// The name that PC/SC gives it.
    pub name: String,
    /// Whether a card is in it.
    pub card: bool,
}

/// How long a card that was taken away is waited for; as long as a phone keeps a tag.
const RETURN: Duration = Duration::from_secs(20);

/// A connected card; powered off when dropped, so that no PIN stays verified.
pub struct PcscCard {
    context: Context,
    reader: CString,
    card: Option<Card>,
    buffer: Vec<u8>,
}

impl std::fmt::Debug for PcscCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PcscCard(..)")
    }
}

fn context() -> Outcome<Context> {
    Context::establish(Scope::User).map_err(|error| match error {
        pcsc::Error::NoService => Refusal::plain(
            Exit::NoCard,
            "the PC/SC service is not running; start pcscd",
        ),
        other => Refusal::plain(Exit::NoCard, format!("PC/SC: {other}")),
    })
}

/// Lists the readers.
///
/// # Errors
///
/// A [`Refusal`] when the PC/SC service is not running.
pub fn list() -> Outcome<Vec<ReaderEntry>> {
    let context = context()?;
    let names = match context.list_readers_owned() {
        Ok(names) => names,
        Err(pcsc::Error::NoReadersAvailable) => Vec::new(),
        Err(error) => return Err(Refusal::plain(Exit::NoCard, format!("PC/SC: {error}"))),
    };
    Ok(names
        .iter()
        .enumerate()
        .map(|(index, name)| ReaderEntry {
            index,
            name: name.to_string_lossy().into_owned(),
            card: holds_card(&context, name),
        })
        .collect())
}

fn holds_card(context: &Context, name: &CString) -> bool {
    let mut states = [pcsc::ReaderState::new(name.clone(), pcsc::State::UNAWARE)];
    context
        .get_status_change(Duration::ZERO, &mut states)
        .is_ok()
        && states[0].event_state().contains(pcsc::State::PRESENT)
}

/// Connects to the chosen reader, or to the only one that holds a card.
///
/// # Errors
///
/// A [`Refusal`] when there is no such reader, no card, or more than one to choose from.
pub fn connect(wanted: Option<usize>) -> Outcome<PcscCard> {
    let readers = list()?;
    let chosen = chosen(&readers, wanted)?;
    let reader = CString::new(chosen.name.as_str())
        .map_err(|_| Refusal::plain(Exit::NoCard, "the reader's name cannot be used"))?;
    let context = context()?;
    let card = power_up(&context, &reader).map_err(|error| match error {
        pcsc::Error::NoSmartcard | pcsc::Error::RemovedCard | pcsc::Error::UnresponsiveCard => {
            Refusal::coded(Code::CardNotFound, Exit::NoCard)
        }
        other => Refusal::plain(Exit::NoCard, format!("PC/SC: {other}")),
    })?;
    Ok(PcscCard {
        context,
        reader,
        card: Some(card),
        buffer: vec![0; pcsc::MAX_BUFFER_SIZE_EXTENDED],
    })
}

/// Connects, and powers the card off and on: another program may have left its PIN verified.
fn power_up(context: &Context, reader: &CStr) -> Result<Card, pcsc::Error> {
    let mut card = context.connect(reader, ShareMode::Exclusive, Protocols::ANY)?;
    card.reconnect(
        ShareMode::Exclusive,
        Protocols::ANY,
        Disposition::UnpowerCard,
    )?;
    Ok(card)
}

fn chosen(readers: &[ReaderEntry], wanted: Option<usize>) -> Outcome<&ReaderEntry> {
    if let Some(index) = wanted {
        return readers.get(index).ok_or_else(|| {
            Refusal::plain(
                Exit::NoCard,
                format!("there is no reader {index}; see `readers`"),
            )
        });
    }
    let mut holding = readers.iter().filter(|reader| reader.card);
    match (holding.next(), holding.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Refusal::coded(Code::CardNotFound, Exit::NoCard)),
        (Some(_), Some(_)) => Err(Refusal::plain(
            Exit::NoCard,
            "more than one reader holds a card; choose one with --reader",
        )),
    }
}

impl Holder for PcscCard {
    fn hold_again(&mut self) {
        let until = Instant::now() + RETURN;
        drop(self.card.take());
        // A card that does not come back is missed at the next command.
        while self.card.is_none() && Instant::now() < until {
            wait_for_card(&self.context, &self.reader, until - Instant::now());
            self.card = power_up(&self.context, &self.reader).ok();
        }
    }
}

/// Returns when a card is in the reader, or the time is over.
fn wait_for_card(context: &Context, reader: &CStr, time: Duration) {
    let mut states = [pcsc::ReaderState::new(reader, pcsc::State::UNAWARE)];
    let until = Instant::now() + time;
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        if context.get_status_change(left, &mut states).is_err()
            || states[0].event_state().contains(pcsc::State::PRESENT)
        {
            return;
        }
        states[0].sync_current_state();
    }
}

impl CardTransport for PcscCard {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption> {
        let card = self.card.as_ref().ok_or(Interruption::TagLost)?;
        match card.transmit(command, &mut self.buffer) {
            // Some drivers report a vanished card as an answer of no bytes.
            Ok([]) => Err(Interruption::TagLost),
            Ok(answer) => Ok(answer.to_vec()),
            Err(error) => Err(interruption(error)),
        }
    }
}

/// PC/SC's failures as the core knows them.
fn interruption(error: pcsc::Error) -> Interruption {
    match error {
        pcsc::Error::NoSmartcard
        | pcsc::Error::RemovedCard
        | pcsc::Error::ResetCard
        | pcsc::Error::UnpoweredCard
        | pcsc::Error::UnresponsiveCard
        | pcsc::Error::ReaderUnavailable
        | pcsc::Error::CommError
        | pcsc::Error::CommDataLost => Interruption::TagLost,
        pcsc::Error::Cancelled | pcsc::Error::CancelledByUser => Interruption::Cancelled,
        pcsc::Error::Timeout => Interruption::SessionTimeout,
        pcsc::Error::InvalidParameter | pcsc::Error::InvalidValue => Interruption::PacketTooLong,
        other => Interruption::Other {
            code: low_byte(other),
        },
    }
}

/// PC/SC numbers its errors `8010_00xx`; the last byte tells them apart.
fn low_byte(error: pcsc::Error) -> u32 {
    let [.., low] = (error as i64).to_be_bytes();
    low.into()
}

impl Drop for PcscCard {
    fn drop(&mut self) {
        if let Some(card) = self.card.take() {
            // Nothing can be done about a card that is already gone.
            let _ = card.disconnect(Disposition::UnpowerCard);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(index: usize, card: bool) -> ReaderEntry {
        ReaderEntry {
            index,
            name: format!("reader {index}"),
            card,
        }
    }

    #[test]
    fn the_only_card_is_taken_and_two_are_a_question() {
        let one = [reader(0, false), reader(1, true)];
        assert_eq!(chosen(&one, None).unwrap().index, 1);
        assert_eq!(chosen(&one, Some(0)).unwrap().index, 0);
        for (readers, wanted) in [
            (vec![], None),
            (vec![reader(0, false)], None),
            (vec![reader(0, true), reader(1, true)], None),
            (vec![reader(0, true)], Some(1)),
        ] {
            assert_eq!(chosen(&readers, wanted).unwrap_err().exit(), Exit::NoCard);
        }
    }

    #[test]
    fn a_removed_card_is_a_lost_tag() {
        assert_eq!(
            interruption(pcsc::Error::RemovedCard),
            Interruption::TagLost
        );
        assert_eq!(
            interruption(pcsc::Error::SharingViolation),
            Interruption::Other { code: 0x0B }
        );
    }
}
