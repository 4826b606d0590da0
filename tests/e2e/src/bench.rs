//! The fixture world at one moment, kept warm: certificates are issued once, cards are copied.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use kyotaku_cardsim::card::{Behaviour, Image, Persistent, Secret};
use kyotaku_cardsim::{Card, World};
use kyotaku_core::card::{CardCheck, CardDigest, TerminalChain};
use kyotaku_core::pki::{Policy, TrustStore};

/// The moment of every test: a Friday morning on which the personas have the standing their story
/// needs.
pub const NOW: &str = "2026-11-20T09:00:00+09:00";

/// Cards, CAs and terminal certificates of the fixture world.
pub struct Bench {
    check: CardCheck,
    chain: TerminalChain,
    world: World,
    prints: Mutex<BTreeMap<String, Print>>,
}

/// What it takes to make the same card again.
#[derive(Clone)]
struct Print {
    image: Image,
    behaviour: Behaviour,
    persistent: Persistent,
}

impl Bench {
    /// The world at [`NOW`].
    #[must_use]
    pub fn new() -> Self {
        let now: Timestamp = NOW.parse().unwrap();
        let world = World::new(now).unwrap();
        let authorities = world.trusted_certificates().unwrap();
        let trust = TrustStore::from_ders(authorities, &[Policy::Test]).unwrap();
        let terminal = world.terminal().unwrap();
        Self {
            check: CardCheck {
                trust: Arc::new(trust),
                now,
            },
            chain: TerminalChain::parse(&terminal.dv, &terminal.terminal).unwrap(),
            world,
            prints: Mutex::default(),
        }
    }

    /// A fresh card of the catalogue, outside any field.
    #[must_use]
    pub fn card(&self, name: &str) -> Card {
        let mut prints = self.prints.lock().unwrap_or_else(PoisonError::into_inner);
        let print = prints.entry(name.to_owned()).or_insert_with(|| {
            let card = self.world.card(name).unwrap();
            Print {
                image: card.image().clone(),
                behaviour: card.behaviour().clone(),
                persistent: card.persistent().clone(),
            }
        });
        let Print {
            image,
            behaviour,
            persistent,
        } = print.clone();
        let mut card = Card::new(name, image, behaviour);
        card.set_persistent(persistent);
        card
    }

    /// The same card with so many PIN tries left.
    #[must_use]
    pub fn card_with_tries(&self, name: &str, tries: u8) -> Card {
        let mut card = self.card(name);
        let persistent = Persistent::default().with_tries_left(Secret::AuthenticationPin, tries);
        card.set_persistent(persistent);
        card
    }

    /// The same card with another PIN.
    #[must_use]
    pub fn card_with_pin(&self, name: &str, pin: [u8; 4]) -> Card {
        let card = self.card(name);
        let mut image = card.image().clone();
        image.authentication.pin = Some(pin);
        Card::new(name, image, card.behaviour().clone())
    }

    /// What certificates are judged by: the CAs of this world, at [`NOW`].
    #[must_use]
    pub fn check(&self) -> CardCheck {
        self.check.clone()
    }

    /// The same at another moment.
    #[must_use]
    pub fn check_at(&self, now: Timestamp) -> CardCheck {
        CardCheck {
            now,
            ..self.check.clone()
        }
    }

    /// The world itself.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The terminal's certificates.
    #[must_use]
    pub fn chain(&self) -> TerminalChain {
        self.chain.clone()
    }
}

impl Default for Bench {
    fn default() -> Self {
        Self::new()
    }
}

/// Tries left of the 利用者証明用 PIN.
#[must_use]
pub fn tries_left(card: &Card) -> u8 {
    card.persistent().tries_left(Secret::AuthenticationPin)
}

/// What every test has signed.
#[must_use]
pub fn digest() -> CardDigest {
    CardDigest::of(b"a statement that the core composed")
}
