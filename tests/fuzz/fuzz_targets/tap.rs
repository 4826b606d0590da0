//! Whole taps against a card that is honest, hostile or gone, as the input says.
//!
//! Whatever it does: the tap ends, at most one VERIFY is sent for one entered PIN, and none that
//! was not preceded by the free query with a counter that permits it.
#![no_main]

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use kyotaku_cardsim::pki::authority::Generation;
use kyotaku_cardsim::pki::{keys, terminal};
use kyotaku_cardsim::{Card, World};
use kyotaku_core::card::{
    self, CardCheck, CardDigest, Event, Interruption, LastTry, LengthSupport, ReadPreference,
    RelayFailure, Step, Steps, Support, TerminalChain, VisitMemory,
};
use kyotaku_core::pki::{Policy, TrustStore};
use kyotaku_core::secret::Pin;
use libfuzzer_sys::fuzz_target;

/// Far above any honest tap, far below forever: GET RESPONSE alone may take 256 per command.
const STEPS: usize = 16 * 257;

/// Cards that take different paths. Issuing their certificates takes longer than a tap.
const CARDS: [&str; 7] = [
    "T01",
    "one-try",
    "locked",
    "filler",
    "no-sfi",
    "no-extended",
    "verified-query-9000",
];

struct Fixture {
    cards: [Card; CARDS.len()],
    check: CardCheck,
    chain: TerminalChain,
}

fn fixture() -> &'static Fixture {
    static FIXTURE: OnceLock<Fixture> = OnceLock::new();
    FIXTURE.get_or_init(|| {
        let now = Timestamp::constant(1_767_225_600, 0);
        let world = World::new(now).unwrap();
        let cas = [Generation::Second, Generation::Third]
            .map(|generation| world.authority(generation).unwrap().der().unwrap());
        let trust = Arc::new(TrustStore::from_ders(cas, &[Policy::Test]).unwrap());
        let issued = world.terminal().unwrap();
        let chain = TerminalChain::parse(&issued.dv, &issued.terminal).unwrap();
        Fixture {
            cards: CARDS.map(|name| world.card(name).unwrap()),
            check: CardCheck { trust, now },
            chain,
        }
    })
}

/// Reads the input from the front; past its end everything is zero, which is an honest card.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    fn bytes(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        taken
    }
}

/// What the world does with one command.
fn answer(input: &mut Input<'_>, card: &mut Card, command: &[u8]) -> Event {
    match input.byte() % 8 {
        0 | 1 => Event::Response(card.transmit(command)),
        2 => {
            let length = usize::from(input.byte());
            Event::Response(input.bytes(length).to_vec())
        }
        3 => Event::Response(vec![input.byte(), input.byte()]),
        4 => {
            let mut honest = card.transmit(command);
            let at = usize::from(u16::from_be_bytes([input.byte(), input.byte()])) % honest.len();
            honest[at] ^= input.byte();
            Event::Response(honest)
        }
        5 => {
            let mut honest = card.transmit(command);
            honest.truncate(usize::from(input.byte()));
            Event::Response(honest)
        }
        6 => Event::Interrupted(Interruption::TagLost),
        _ => {
            card.transmit(command);
            Event::Interrupted(match input.byte() % 3 {
                0 => Interruption::TagLost,
                1 => Interruption::PacketTooLong,
                _ => Interruption::SessionTimeout,
            })
        }
    }
}

/// Runs one tap and holds it to the rules. `pins` is how many VERIFYs the user asked for.
fn run<S: Steps>(
    mut steps: S,
    input: &mut Input<'_>,
    card: &mut Card,
    pins: usize,
    least_tries: u8,
) -> S::Outcome {
    let (mut verifies, mut permitted) = (0, false);
    let mut step = steps.begin().unwrap();
    for _ in 0..STEPS {
        let event = match step {
            Step::Transmit { command, .. } => {
                let is_query = command.len() == 4 && command[1] == 0x20;
                if command.len() > 5 && command[1] == 0x20 {
                    verifies += 1;
                    assert!(permitted, "a VERIFY that the counter did not permit");
                    assert!(verifies <= pins, "a VERIFY that nobody asked for");
                }
                let event = answer(input, card, &command);
                permitted = is_query
                    && matches!(&event, Event::Response(bytes)
                        if matches!(bytes[..], [.., 0x63, low]
                            if low & 0xF0 == 0xC0 && low & 0x0F >= least_tries));
                event
            }
            Step::RelayTerminalChallenge { challenge, .. } => match input.byte() % 4 {
                0 => Event::TerminalSignature(
                    terminal::answer(keys::TERMINAL.key().unwrap(), &challenge).unwrap(),
                ),
                1 => {
                    let length = usize::from(input.byte());
                    Event::TerminalSignature(input.bytes(length).to_vec())
                }
                2 => Event::RelayFailed(RelayFailure::Offline),
                _ => Event::Interrupted(Interruption::TagLost),
            },
            Step::Done(outcome) => return outcome,
        };
        step = steps.resume(event).unwrap();
    }
    panic!("the tap does not end");
}

/// A card fresh from its prototype, counters and all.
fn fresh(prototype: &Card) -> Card {
    let image = prototype.image().clone();
    let mut card = Card::new(prototype.name(), image, prototype.behaviour().clone());
    card.set_persistent(prototype.persistent().clone());
    card
}

fuzz_target!(|data: &[u8]| {
    let Fixture {
        cards,
        check,
        chain,
    } = fixture();
    let mut input = Input(data);
    let mut card = fresh(&cards[usize::from(input.byte()) % cards.len()]);
    let (operation, options) = (input.byte() % 6, input.byte());

    let support = [Support::Unknown, Support::Yes, Support::No];
    let mut memory = VisitMemory::new(LengthSupport {
        le: support[usize::from(options & 3) % 3],
        lc: support[usize::from(options >> 2 & 3) % 3],
    });
    memory.preference = [
        ReadPreference::Auto,
        ReadPreference::Extended,
        ReadPreference::Short,
    ][usize::from(options >> 4 & 3) % 3];
    let pins = usize::from(options & 0x40 != 0);
    if pins == 1 {
        memory.enter_pin(Pin::parse(b"1234").unwrap());
    }
    let last_try = options & 0x80 != 0;
    let least_tries = if last_try { 1 } else { 2 };
    let digest = CardDigest::of(b"what the statement says");

    // Two taps of one visit: the second goes on with what the first left behind. An accepted PIN
    // may be presented again, once per tap, and only ever to the card that accepted it.
    for _ in 0..2 {
        card.power_off();
        card.power_on();
        let allowed = usize::from(memory.holds_pin());
        let token = last_try.then(LastTry::confirmed_by_patient);
        memory = match operation {
            0 => {
                let _ = run(card::identify(), &mut input, &mut card, 0, least_tries);
                memory
            }
            1 => {
                let _ = run(card::tries(), &mut input, &mut card, 0, least_tries);
                memory
            }
            2 => {
                let tap = card::certificate(check.clone(), memory);
                run(tap, &mut input, &mut card, 0, least_tries).memory
            }
            3 => {
                let tap = card::sign_with_pin(digest, check.clone(), memory, token);
                run(tap, &mut input, &mut card, allowed, least_tries).memory
            }
            4 => {
                let tap = card::sign_visually(digest, chain.clone(), check.clone(), memory);
                run(tap, &mut input, &mut card, 0, least_tries).memory
            }
            _ => {
                let tap = card::device_check(Some(chain.clone()), memory);
                run(tap, &mut input, &mut card, 0, least_tries).memory
            }
        };
    }
});
