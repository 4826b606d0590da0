//! Cards that answer anything: every operation ends, with a typed result, and a PIN is never sent
//! unasked.

#![allow(clippy::unwrap_used, reason = "helpers are tests too")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_core::card::{CardError, CardTransport, Interruption, LastTry, Phase, VisitMemory};
use kyotaku_core::secret::Pin;
use kyotaku_e2e::bench::Bench;
use kyotaku_e2e::operation::Operation;
use kyotaku_e2e::reader::Terminal;
use kyotaku_e2e::sweep::only_after_the_query;
use kyotaku_e2e::trouble::Trouble;
use kyotaku_e2e::visit::Visit;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

static BENCH: LazyLock<Bench> = LazyLock::new(Bench::new);

/// Most commands of a tap, whatever the card says; on the cards there are it takes 21 at most.
const COMMANDS_MAX: usize = 1_000;

/// A card that says the same things over and over, whatever it is asked.
struct Liar {
    answers: Vec<Result<Vec<u8>, Interruption>>,
    asked: usize,
}

impl CardTransport for Liar {
    fn transmit(&mut self, _: &[u8]) -> Result<Vec<u8>, Interruption> {
        let answer = self.answers[self.asked % self.answers.len()].clone();
        self.asked += 1;
        assert!(self.asked <= COMMANDS_MAX, "the tap does not end");
        answer
    }
}

/// An answer in the form of what a card might say, or nothing like it.
fn answer() -> impl Strategy<Value = Result<Vec<u8>, Interruption>> {
    let status = prop_oneof![
        4 => Just(0x9000),
        1 => 0x6100..=0x61FF_u16,
        1 => 0x6C00..=0x6CFF_u16,
        2 => any::<u16>(),
    ];
    let with_status = |data: Vec<u8>, status: u16| [data, status.to_be_bytes().to_vec()].concat();
    let certificate =
        vec(any::<u8>(), 0..260).prop_map(|rest| [vec![0x30, 0x82, 0x06, 0x32], rest].concat());
    prop_oneof![
        20 => (vec(any::<u8>(), 0..4), status.clone()).prop_map(move |(data, status)| Ok(with_status(data, status))),
        10 => (vec(any::<u8>(), 0..300), status).prop_map(move |(data, status)| Ok(with_status(data, status))),
        10 => certificate.prop_map(move |data| Ok(with_status(data, 0x9000))),
        5 => vec(any::<u8>(), 0..2000).prop_map(Ok),
        1 => interruption().prop_map(Err),
    ]
}

fn interruption() -> impl Strategy<Value = Interruption> {
    prop_oneof![
        Just(Interruption::Cancelled),
        any::<u32>().prop_map(|code| Interruption::Other { code }),
        Just(Interruption::PacketTooLong),
        Just(Interruption::SessionTimeout),
        Just(Interruption::TagLost),
    ]
}

fn trouble() -> impl Strategy<Value = Trouble> {
    prop_oneof![
        select(Trouble::table()),
        any::<u16>().prop_map(Trouble::Refused),
        any::<u16>().prop_map(Trouble::Replaced),
        interruption().prop_map(Trouble::LostBefore),
        interruption().prop_map(Trouble::LostAfter),
    ]
}

/// One tap of a visit, and what the people do before it.
#[derive(Clone, Debug)]
struct Turn {
    card: &'static str,
    entered: Option<[u8; 4]>,
    last_try: bool,
    operation: Operation,
    troubles: Vec<(usize, Trouble)>,
}

fn turn() -> impl Strategy<Value = Turn> {
    let cards = [
        "T01",
        "T01",
        "T01",
        "T02",
        "no-sfi",
        "verified-query-9000",
        "no-extended",
    ];
    let wrong = (0..=9999_u32).prop_map(|pin| format!("{pin:04}").into_bytes().try_into().unwrap());
    (
        select(cards.to_vec()),
        prop_oneof![Just(None), Just(Some(TEST_PIN)), wrong.prop_map(Some)],
        any::<bool>(),
        prop_oneof![3 => Just(Operation::SignShort), 1 => select(Operation::ALL.to_vec())],
        vec((1..=16_usize, trouble()), 0..4),
    )
        .prop_map(|(card, entered, last_try, operation, troubles)| Turn {
            card,
            entered,
            last_try,
            operation,
            troubles,
        })
}

/// What may be done with the PIN that was entered last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leave {
    /// None is entered, or it has had its chance.
    No,
    /// It was not sent yet.
    Once,
    /// This card said that it is right.
    To(&'static str),
}

#[test]
fn a_card_that_gives_its_certificate_byte_by_byte_is_given_up() {
    let selected = Ok(vec![0x90, 0x00]);
    let header = Ok(vec![0x30, 0x82, 0x0F, 0xFC, 0x90, 0x00]);
    let byte = Ok(vec![0x5A, 0x90, 0x00]);
    let mut answers = vec![selected, header];
    answers.resize(5_000, byte);
    let mut liar = Liar { answers, asked: 0 };
    let operation = Operation::Certificate;
    let memory = operation.memory();
    let tapped = operation.tap(&BENCH, &mut liar, &mut Terminal::new(), memory, None);
    let given_up = CardError::Malformed {
        during: Phase::ReadingCertificate,
    };
    assert_eq!(tapped.result.unwrap_err(), given_up);
    assert_eq!(liar.asked, COMMANDS_MAX);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_tap_ends_whatever_the_card_says(
        answers in vec(answer(), 1..24),
        operation in select(Operation::ALL.to_vec()),
    ) {
        let mut liar = Liar { answers, asked: 0 };
        let mut memory = operation.memory();
        memory.enter_pin(Pin::parse(&TEST_PIN).unwrap());
        let tapped = operation.tap(&BENCH, &mut liar, &mut Terminal::new(), memory, None);
        if let Ok(outcome) = tapped.result {
            prop_assert!(outcome.signed().is_none());
        }
    }

    #[test]
    fn a_pin_is_sent_once_and_only_when_the_card_has_told_its_tries(
        tries in 1..=3_u8,
        turns in vec(turn(), 1..6),
    ) {
        let mut cards = BTreeMap::new();
        let mut memory = VisitMemory::default();
        let (mut current, mut leave) = (None, Leave::No);
        for turn in &turns {
            let card = cards.remove(turn.card).unwrap_or_else(|| BENCH.card_with_tries(turn.card, tries));
            let mut visit = Visit::with(&BENCH, card);
            visit.memory = memory;
            if let Some(pin) = turn.entered {
                visit.memory.enter_pin(Pin::parse(&pin).unwrap());
                (current, leave) = (Some(pin), Leave::Once);
            }
            visit.reader.await_troubles(turn.troubles.iter().copied());
            let last_try = turn.last_try.then(LastTry::confirmed_by_patient);
            let result = visit.tap_with(turn.operation, last_try);
            prop_assert_eq!(visit.reader.violation(), None);

            let exchanges = visit.reader.exchanges();
            let verdict = only_after_the_query(exchanges, turn.last_try);
            prop_assert!(verdict.is_ok(), "{:?}", verdict);
            let sent: Vec<_> = exchanges.iter().filter(|one| one.is_verify()).collect();
            prop_assert!(sent.len() <= 1, "{} VERIFYs in one tap", sent.len());
            if let [verify] = sent[..] {
                prop_assert_eq!(current.map(Vec::from), Some(verify.command[5..].to_vec()));
                prop_assert!(matches!(leave, Leave::Once) || leave == Leave::To(turn.card), "{:?}", leave);
                leave = match verify.status() {
                    Some(0x9000) => Leave::To(turn.card),
                    _ => Leave::No,
                };
            }
            if let Ok(outcome) = &result && let Some(signed) = outcome.signed() {
                let on_card = visit.reader.card().image().authentication.certificate.as_deref();
                prop_assert_eq!(Some(signed.certificate.der()), on_card);
            }
            prop_assert_eq!(visit.reader.card().log().forbidden(), 0);
            memory = visit.memory;
            cards.insert(turn.card, visit.reader.into_card());
        }
    }
}
