//! Emulated cards.

#[cfg(test)]
mod tests;

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use kyotaku_cardsim::card::{Exchange, Persistent, Secret, TEST_PIN};
use kyotaku_cardsim::faults::{Contactless as _, Fault, Field};
use kyotaku_cardsim::timing::{BitRate, Timing};
use kyotaku_cardsim::vpcd::Atr;
use kyotaku_cardsim::world::{CARDS, CardKind, Entry};
use kyotaku_cardsim::{Card, World};
use kyotaku_e2e::bench::NOW;

use crate::TestingError;

/// A card of the fixture world that can be asked for.
#[derive(uniffi::Record)]
pub struct CardDescription {
    /// The name to ask for: `T01` to `T14`, or what is special about it.
    pub name: String,
    /// One line about the card.
    pub about: String,
    /// What the person is an example of who carries it, in Japanese; none of special cards.
    pub person: Option<String>,
}

/// One command and its answer, without what was in them.
#[derive(uniffi::Record)]
pub struct CardExchange {
    /// CLA INS P1 P2; zeros where the command was shorter.
    pub header: Vec<u8>,
    /// Bytes of the whole command.
    pub command_bytes: u32,
    /// Bytes of the whole answer, with the status word.
    pub response_bytes: u32,
    /// SW1 SW2.
    pub status: u16,
}

/// An emulated My Number Card that answers any bytes, and the field it is held into.
///
/// It begins outside of the field, and is the same card whenever it comes back: what it has counted
/// is kept. All calls may come from any thread.
#[derive(uniffi::Object)]
pub struct EmulatedCard {
    field: Mutex<Field>,
}

#[uniffi::export]
impl EmulatedCard {
    /// A card of the fixture world, of which there may be any number of the same name: each counts
    /// for itself.
    ///
    /// # Errors
    ///
    /// [`TestingError::UnknownCard`].
    #[uniffi::constructor]
    pub fn new(name: &str) -> Result<Self, TestingError> {
        let mut field = Field::new(card(name)?).timed(Timing::new(BitRate::Kbit212));
        field.card_mut().power_off();
        Ok(Self {
            field: Mutex::new(field),
        })
    }

    /// The name of the card that is in the field, or was last there.
    pub fn name(&self) -> String {
        self.field().card().name().to_owned()
    }

    /// Holds the card into the field: nothing is selected and nothing verified. A card that is
    /// there stays as it is. After a loss, the card of a swap comes instead.
    ///
    /// # Errors
    ///
    /// [`TestingError::CardLost`] when a swap names a card that is not there.
    pub fn power_on(&self) -> Result<(), TestingError> {
        Ok(self.field().connect()?)
    }

    /// Takes the card out of the field. It forgets all but its counters.
    pub fn power_off(&self) {
        self.field().card_mut().power_off();
    }

    /// Resets the card in the field, warm: the selection is lost, and a verified PIN is kept until
    /// another application is selected.
    pub fn reset(&self) {
        self.field().card_mut().reset();
    }

    /// Whether the card is in the field.
    pub fn is_powered(&self) -> bool {
        self.field().card().is_powered()
    }

    /// Sends one command; the answer ends with the two bytes of the status word, unless a fault
    /// truncates it.
    ///
    /// # Errors
    ///
    /// [`TestingError::CardLost`] when the card is not in the field or a fault takes it out.
    pub fn transmit(&self, command: &[u8]) -> Result<Vec<u8>, TestingError> {
        Ok(self.field().transmit(command)?)
    }

    /// Tries left of the 利用者証明用 PIN; 0 is blocked. Asking costs nothing.
    pub fn pin_tries_left(&self) -> u8 {
        let field = self.field();
        field
            .card()
            .persistent()
            .tries_left(Secret::AuthenticationPin)
    }

    /// Gives the card so many tries of that PIN, at most as many as it is issued with.
    pub fn set_pin_tries_left(&self, tries: u8) {
        let mut field = self.field();
        let card = field.card_mut();
        let counters: Persistent = card.persistent().clone();
        card.set_persistent(counters.with_tries_left(Secret::AuthenticationPin, tries));
    }

    /// Lets its certificate have ended, one month ago. The card is out of the field then, with a fresh
    /// history; it is still the same card of the same person, and its PIN has as many tries left.
    ///
    /// # Errors
    ///
    /// [`TestingError::Failed`] when the certificate cannot be made.
    pub fn expire_certificate(&self) -> Result<(), TestingError> {
        let mut field = self.field();
        let card = field.card_mut();
        let mut expired = world()?.expired_card(card.name())?;
        expired.set_persistent(card.persistent().clone());
        expired.power_off();
        *card = expired;
        Ok(())
    }

    /// Adds faults: one sentence a line, as in `lose the tag after verify, counted`.
    ///
    /// Those of one command strike once; commands are counted from when the card was made. The
    /// others last as long as the card does.
    ///
    /// # Errors
    ///
    /// [`TestingError::UnknownFault`] for the first sentence that names none,
    /// [`TestingError::UnknownCard`] for a swap with a card that there is not. No fault is added
    /// then.
    pub fn add_faults(&self, script: &str) -> Result<(), TestingError> {
        let faults = Fault::parse(script)?;
        let mut spares = Vec::new();
        for fault in &faults {
            if let Fault::SwapAfterLoss(name) = fault {
                spares.push(card(name)?);
            }
        }
        let mut field = self.field();
        for spare in spares {
            field.hold_ready(spare);
        }
        field.expect_faults(faults);
        Ok(())
    }

    /// What the card in the field has been sent since it was made, oldest first. What a fault kept
    /// from it is not among it.
    pub fn log(&self) -> Vec<CardExchange> {
        let field = self.field();
        field.card().log().exchanges().iter().map(told).collect()
    }

    /// How many commands that were.
    pub fn command_count(&self) -> u32 {
        count(self.field().card().log().commands())
    }

    /// How many of them touched 個人番号 or 照合番号A: it must be 0.
    pub fn forbidden_count(&self) -> u32 {
        count(self.field().card().log().forbidden())
    }

    /// How long all exchanges so far would have taken on a common phone at 212 kbit/s, with the
    /// delays of faults, in milliseconds. Nothing waits here.
    pub fn elapsed_milliseconds(&self) -> u64 {
        let elapsed = self.field().elapsed().as_millis();
        u64::try_from(elapsed).unwrap_or(u64::MAX)
    }

    /// The four bytes of application data in the card's answer to a request (ATQB of ISO/IEC
    /// 14443-3). Cards of type B have no historical bytes.
    pub fn application_data(&self) -> Vec<u8> {
        // PC/SC, part 3: a reader's ATR for type B is a header of four bytes, then these.
        Atr::Contactless.bytes()[4..8].to_vec()
    }
}

impl EmulatedCard {
    fn field(&self) -> MutexGuard<'_, Field> {
        self.field.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Every card there is: those of persons first, then the special ones.
///
/// # Errors
///
/// [`TestingError::Failed`] when the fixture world cannot be made.
#[uniffi::export]
pub fn cards() -> Result<Vec<CardDescription>, TestingError> {
    let persons = world()?.persons();
    let describe = |entry: &Entry| {
        let carried = entry.kind == CardKind::Person;
        let person = persons.iter().find(|one| carried && one.id == entry.name);
        CardDescription {
            name: entry.name.to_owned(),
            about: entry.about.to_owned(),
            person: person.map(|one| one.case.clone()),
        }
    };
    Ok(CARDS.iter().map(describe).collect())
}

/// The PIN of every card that has one.
#[uniffi::export]
#[must_use]
pub fn card_pin() -> Vec<u8> {
    TEST_PIN.to_vec()
}

/// Certificates (DER) of the authorities that the cards are issued by, oldest first: what an app
/// for these cards trusts.
///
/// # Errors
///
/// [`TestingError::Failed`] when they cannot be made.
#[uniffi::export]
pub fn card_authorities() -> Result<Vec<Vec<u8>>, TestingError> {
    Ok(world()?.trusted_certificates()?)
}

fn card(name: &str) -> Result<Card, TestingError> {
    Ok(world()?.card(name)?)
}

/// The world that every clinic of this process is in, too.
fn world() -> Result<&'static World, TestingError> {
    static WORLD: OnceLock<World> = OnceLock::new();
    if let Some(world) = WORLD.get() {
        return Ok(world);
    }
    let now = NOW.parse().map_err(|_| TestingError::malformed(NOW))?;
    let world = World::new(now)?;
    Ok(WORLD.get_or_init(|| world))
}

fn told(exchange: &Exchange) -> CardExchange {
    CardExchange {
        header: exchange.header.to_vec(),
        command_bytes: count(exchange.command_bytes),
        response_bytes: count(exchange.response_bytes),
        status: exchange.status_word(),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
