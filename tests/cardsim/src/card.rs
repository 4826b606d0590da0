//! The emulated card.
//!
//! A [`Card`] is what is printed into the chip ([`Image`]), how this make of card behaves
//! ([`Behaviour`]), what it remembers without power ([`Persistent`]) and what it forgets (security
//! status, selected file, terminal authentication). It answers any bytes, as a card does; it never
//! panics on them.
//!
//! Its command set is that of ISO/IEC 7816-4 and -8 as JPKI cards use it, plus the reference
//! profile RP-TA/1 for signatures without PIN. The real profile of terminals is not public, so
//! RP-TA/1 works on this card only.

mod behaviour;
mod engine;
mod file;
mod image;
mod log;
mod persistent;
mod read;
mod select;
mod sign;
mod terminal;
mod verify;
mod volatile;

pub use behaviour::{Behaviour, Delivery, EndOfFile, VerifiedQuery};
pub use file::Secret;
pub use image::{Authentication, Image, Signature, TEST_PASSWORD, TEST_PIN};
pub use log::{Exchange, Log, Summary};
pub use persistent::{Persistent, UnusableState};

pub(crate) use engine::instruction;
use volatile::Volatile;

/// An emulated My Number Card. See the [module](self).
pub struct Card {
    name: String,
    image: Image,
    behaviour: Behaviour,
    persistent: Persistent,
    volatile: Volatile,
    log: Log,
}

impl Card {
    /// A card outside any field, with full counters.
    #[must_use]
    pub fn new(name: impl Into<String>, image: Image, behaviour: Behaviour) -> Self {
        Self {
            name: name.into(),
            image,
            behaviour,
            persistent: Persistent::default(),
            volatile: Volatile::default(),
            log: Log::default(),
        }
    }

    /// Name of the card in the fixture world, `T01` or `locked`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the chip holds.
    #[must_use]
    pub fn image(&self) -> &Image {
        &self.image
    }

    /// How this make of card behaves.
    #[must_use]
    pub fn behaviour(&self) -> &Behaviour {
        &self.behaviour
    }

    /// Changes how the card behaves from the next command on.
    pub fn behaviour_mut(&mut self) -> &mut Behaviour {
        &mut self.behaviour
    }

    /// Counters, which survive without power.
    #[must_use]
    pub fn persistent(&self) -> &Persistent {
        &self.persistent
    }

    /// Replaces the counters, as if the card had that history.
    pub fn set_persistent(&mut self, persistent: Persistent) {
        self.persistent = persistent;
    }

    /// Every exchange since the card was made: headers, lengths and status words, never data.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Hands out the log and starts a new one.
    pub fn take_log(&mut self) -> Log {
        core::mem::take(&mut self.log)
    }

    /// Whether the card has power.
    #[must_use]
    pub fn is_powered(&self) -> bool {
        self.volatile.powered
    }

    /// Brings the card into a field. Nothing is selected and nothing is verified.
    pub fn power_on(&mut self) {
        self.volatile = Volatile::powered();
    }

    /// Takes the card out of the field; all but [`Self::persistent`] is lost.
    pub fn power_off(&mut self) {
        self.volatile = Volatile::default();
    }

    /// Warm reset: selection, terminal authentication and half-sent chains are lost, the verified
    /// PIN is kept until another application is selected.
    pub fn reset(&mut self) {
        self.volatile.warm_reset();
    }

    /// Answers one command: response data and the two status bytes, so at least two bytes. Without
    /// power the answer is `6F00`.
    pub fn transmit(&mut self, command: &[u8]) -> Vec<u8> {
        let (answer, forbidden) = self.process(command);
        let response = answer.encode();
        self.log.record(command, &response, forbidden);
        response
    }
}
