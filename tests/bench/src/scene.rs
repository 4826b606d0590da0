//! A card that has answered already.

use std::sync::Arc;
use std::vec::IntoIter;

use jiff::Timestamp;
use kyotaku_cardsim::card::{Exchange, TEST_PIN};
use kyotaku_cardsim::pki::calendar::Calendar;
use kyotaku_cardsim::{Card, World};
use kyotaku_core::card::{
    self, CardCheck, CardDigest, CardTransport, Interruption, PinOutcome, ReadPreference,
    SignedByCard, Tap, TapReport, VisitMemory,
};
use kyotaku_core::pki::{Policy, TrustStore};
use kyotaku_core::secret::Pin;

/// A Friday morning on which the card of T01 is valid. A fixed moment keeps every count repeatable.
const NOW: &str = "2026-11-20T09:00:00+09:00";

/// The fixture world at a fixed moment, and the card of T01 in it.
pub struct Scene {
    world: World,
    check: CardCheck,
}

impl Scene {
    /// Makes the world; takes a few private RSA operations.
    #[must_use]
    pub fn new() -> Self {
        let now = NOW.parse().expect("a time");
        let world = World::new(now).expect("the fixture world");
        let authorities = world
            .trusted_certificates()
            .expect("the fixture authorities");
        let trust = TrustStore::from_ders(authorities, &[Policy::Test]).expect("a trust store");
        Self {
            check: CardCheck {
                trust: Arc::new(trust),
                now,
            },
            world,
        }
    }

    /// What certificates are judged by.
    #[must_use]
    pub fn check(&self) -> CardCheck {
        self.check.clone()
    }

    /// The moment of everything.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.world.now()
    }

    /// The days around it.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        self.world.calendar()
    }

    /// The card of T01, with power.
    #[must_use]
    pub fn card(&self) -> Card {
        let mut card = self.world.card("T01").expect("the card of T01");
        card.power_on();
        card
    }

    /// What the card is asked to sign.
    #[must_use]
    pub fn digest(&self) -> CardDigest {
        CardDigest::of(b"a statement that the core composed")
    }

    /// A tap with the right PIN: certificate, tries left, VERIFY, signature.
    pub fn pin_tap(&self, preference: ReadPreference) -> Tap<TapReport<PinOutcome>> {
        let mut memory = VisitMemory::default();
        memory.preference = preference;
        memory.enter_pin(Pin::parse(&TEST_PIN).expect("a PIN"));
        card::sign_with_pin(self.digest(), self.check(), memory, None)
    }

    /// Has the card answer a tap, and keeps what it said.
    pub fn record<T>(&self, tap: Tap<T>) -> (T, Recorder) {
        let mut recorder = Recorder {
            card: self.card(),
            answers: Vec::new(),
        };
        let outcome = card::drive(tap, &mut recorder).expect("a tap that was not begun");
        (outcome, recorder)
    }

    /// The certificate, and a signature that the card made with its key.
    #[must_use]
    pub fn signed(&self) -> Box<SignedByCard> {
        let (report, _) = self.record(self.pin_tap(ReadPreference::Short));
        match report.result {
            Ok(PinOutcome::Signed(signed)) => signed,
            other => unreachable!("the card of T01 signs: {other:?}"),
        }
    }
}

impl Default for Scene {
    fn default() -> Self {
        Self::new()
    }
}

/// The emulated card, and everything it has answered.
pub struct Recorder {
    card: Card,
    answers: Vec<Vec<u8>>,
}

impl Recorder {
    /// Every exchange, in order.
    #[must_use]
    pub fn exchanges(&self) -> &[Exchange] {
        self.card.log().exchanges()
    }

    /// The same answers for another run of the same tap.
    #[must_use]
    pub fn answers(self) -> Answers {
        Answers(self.answers.into_iter())
    }
}

impl CardTransport for Recorder {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption> {
        let answer = self.card.transmit(command);
        self.answers.push(answer.clone());
        Ok(answer)
    }
}

/// A card that gives its answers in order, whatever it is asked, at the cost of moving them.
#[derive(Clone)]
pub struct Answers(IntoIter<Vec<u8>>);

impl Answers {
    /// The same answer, so many times.
    #[must_use]
    pub fn repeated(answer: &[u8], times: usize) -> Self {
        Self(vec![answer.to_vec(); times].into_iter())
    }
}

impl CardTransport for Answers {
    fn transmit(&mut self, _: &[u8]) -> Result<Vec<u8>, Interruption> {
        self.0.next().ok_or(Interruption::TagLost)
    }
}
