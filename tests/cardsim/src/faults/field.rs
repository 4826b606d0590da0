//! The field: where commands cross the air, or do not.

use core::time::Duration;
use std::collections::BTreeMap;

use super::{CommandKind, Contactless, Fault, FieldLoss, Moment};
use crate::{
    card::{Card, Delivery, EndOfFile},
    timing::Timing,
};

/// A card in the field of a phone. See the [module](super).
pub struct Field {
    card: Card,
    spares: BTreeMap<String, Card>,
    faults: Vec<Fault>,
    sent: usize,
    sent_by_kind: BTreeMap<u8, usize>,
    lost: bool,
    timing: Option<Timing>,
    elapsed: Duration,
}

impl Field {
    /// The card enters the field: it has power at once.
    #[must_use]
    pub fn new(mut card: Card) -> Self {
        card.power_on();
        Self {
            card,
            spares: BTreeMap::new(),
            faults: Vec::new(),
            sent: 0,
            sent_by_kind: BTreeMap::new(),
            lost: false,
            timing: None,
            elapsed: Duration::ZERO,
        }
    }

    /// Adds faults. Those that change how the card answers change it now.
    #[must_use]
    pub fn with(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.expect_faults(faults);
        self
    }

    /// The same, while the card is in use.
    pub fn expect_faults(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.faults.extend(faults);
        self.apply_to_card();
    }

    /// Holds another card ready for [`Fault::SwapAfterLoss`], under its name.
    #[must_use]
    pub fn with_spare(mut self, card: Card) -> Self {
        self.hold_ready(card);
        self
    }

    /// The same, while the card is in use.
    pub fn hold_ready(&mut self, card: Card) {
        self.spares.insert(card.name().to_owned(), card);
    }

    /// Counts time by this model; see [`Self::elapsed`].
    #[must_use]
    pub fn timed(mut self, timing: Timing) -> Self {
        self.timing = Some(timing);
        self
    }

    /// The card in the field, or last seen there.
    #[must_use]
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The same, to change it under way.
    pub fn card_mut(&mut self) -> &mut Card {
        &mut self.card
    }

    /// Names of the cards that [`Fault::SwapAfterLoss`] will ask for.
    pub fn wanted_spares(&self) -> impl Iterator<Item = &str> {
        self.faults.iter().filter_map(|fault| match fault {
            Fault::SwapAfterLoss(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Takes the card out of the field.
    #[must_use]
    pub fn into_card(mut self) -> Card {
        self.card.power_off();
        self.card
    }

    /// Modelled time of all exchanges so far, with the delays of faults. Nothing sleeps.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    fn apply_to_card(&mut self) {
        for fault in &self.faults {
            let behaviour = self.card.behaviour_mut();
            match fault {
                Fault::GetResponse => behaviour.delivery = Delivery::GetResponse,
                Fault::ExactLength => behaviour.delivery = Delivery::ExactLength,
                Fault::EndOfFileWarning => behaviour.end_of_file = EndOfFile::Warning,
                Fault::ShortReads(bytes) => behaviour.read_limit = Some(*bytes),
                _ => {}
            }
        }
    }

    /// Takes out the faults that strike at this command. Those that last stay.
    fn striking(&mut self, command: &[u8]) -> Vec<Fault> {
        self.sent += 1;
        let kind = CommandKind::of(command);
        let nth = kind.map_or(0, |kind| {
            let count = self.sent_by_kind.entry(kind as u8).or_default();
            *count += 1;
            *count
        });
        let strikes = |moment: Moment| match moment {
            Moment::Command(number) => number == self.sent,
            Moment::Nth(wanted, number) => Some(wanted) == kind && number == nth,
        };
        let (striking, later) = core::mem::take(&mut self.faults)
            .into_iter()
            .partition(|fault: &Fault| fault.moment().is_some_and(strikes));
        self.faults = later;
        striking
    }

    fn lose(&mut self) -> FieldLoss {
        self.card.power_off();
        self.lost = true;
        FieldLoss
    }

    /// Brings the card that the next [`Fault::SwapAfterLoss`] names, if there is one.
    fn swap(&mut self) -> Result<(), FieldLoss> {
        let wanted = self
            .faults
            .iter()
            .position(|fault| matches!(fault, Fault::SwapAfterLoss(_)));
        if let Some(at) = wanted
            && let Fault::SwapAfterLoss(name) = self.faults.remove(at)
        {
            let fresh = self.spares.remove(&name).ok_or(FieldLoss)?;
            let former = core::mem::replace(&mut self.card, fresh);
            self.spares.insert(former.name().to_owned(), former);
            self.apply_to_card();
        }
        Ok(())
    }

    fn spend(&mut self, command: &[u8], response: &[u8]) {
        let lasting = self.faults.iter().filter_map(|fault| match fault {
            Fault::Delay(None, time) => Some(*time),
            _ => None,
        });
        self.elapsed += lasting.sum::<Duration>();
        if let Some(timing) = &self.timing {
            self.elapsed += timing.cost(command, response);
        }
    }

    fn fails_long_read(&self, command: &[u8], response: &[u8]) -> bool {
        CommandKind::of(command) == Some(CommandKind::Read)
            && self.faults.iter().any(|fault| {
                matches!(fault, Fault::FailReadsLongerThan(bytes) if response.len() > bytes + 2)
            })
    }
}

impl Contactless for Field {
    fn connect(&mut self) -> Result<(), FieldLoss> {
        if self.card.is_powered() {
            return Ok(());
        }
        if core::mem::take(&mut self.lost) {
            self.swap()?;
        }
        self.card.power_on();
        Ok(())
    }

    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, FieldLoss> {
        if !self.card.is_powered() {
            return Err(FieldLoss);
        }
        let striking = self.striking(command);
        let mut answered = None;
        for fault in &striking {
            match fault {
                Fault::LoseBefore(_) => return Err(self.lose()),
                Fault::Answer(_, status) => answered = Some(status.to_be_bytes().to_vec()),
                Fault::Delay(_, time) => self.elapsed += *time,
                _ => {}
            }
        }
        let mut response = match answered {
            Some(response) => response,
            None => self.card.transmit(command),
        };
        self.spend(command, &response);
        for fault in &striking {
            match fault {
                Fault::LoseAfter(_) => return Err(self.lose()),
                Fault::Truncate(_, bytes) => response.truncate(*bytes),
                Fault::Garbage(_) => garble(&mut response),
                Fault::FlipBit(_) => flip(&mut response),
                _ => {}
            }
        }
        if self.fails_long_read(command, &response) {
            return Err(self.lose());
        }
        Ok(response)
    }
}

/// Replaces every byte by noise; the noise is the same every time.
fn garble(response: &mut [u8]) {
    let mut noise = 0xA5_u8;
    for byte in response {
        noise = noise.wrapping_mul(0x6D).wrapping_add(0x3B);
        *byte = noise;
    }
}

/// Flips one bit in the middle of the data, and none of the status.
fn flip(response: &mut [u8]) {
    let data = response.len().saturating_sub(2);
    if let Some(byte) = response[..data].get_mut(data / 2) {
        *byte ^= 0x10;
    }
}
