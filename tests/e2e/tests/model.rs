//! Random sequences of whatever may happen to a phone, each event of which must come to what a small
//! model of phone and server says.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "whatever does not hold must stop the test"
)]

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;

use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::model::Model;
use kyotaku_e2e::model::choice::Day;
use kyotaku_e2e::model::real::Real;
use kyotaku_e2e::random::Random;

/// Sequences of a run, unless `KYOTAKU_SEQUENCES` says otherwise.
const SEQUENCES: usize = 2000;
/// Sequences at one server; after them the time has gone on by days.
const AT_ONE_SERVER: usize = 50;
/// Servers that run at once.
const AT_ONCE: usize = 2;
/// So many sequences have come to everything there is.
const ENOUGH: usize = SEQUENCES;
/// Everything that is told other than that it was done.
const TOLD: [&str; 38] = [
    "MKA-E0004",
    "MKA-E0010",
    "MKA-E0012",
    "MKA-E1010",
    "MKA-E1013",
    "MKA-E1014",
    "MKA-E1101",
    "MKA-E1105",
    "MKA-E1107",
    "MKA-E1108",
    "MKA-E1111",
    "MKA-E1112",
    "MKA-E1116",
    "MKA-E1118",
    "MKA-E1119",
    "MKA-E2020",
    "MKA-E2022",
    "MKA-E2040",
    "MKA-E2044",
    "MKA-E2047",
    "MKA-E2055",
    "MKA-E3007",
    "MKA-E3008",
    "MKA-E3009",
    "MKA-E3011",
    "MKA-E3012",
    "MKA-E3015",
    "MKA-E5002",
    "PIN needed, 2 left, Counted",
    "PIN needed, 3 left, RightOrNotCounted",
    "blocked",
    "card changed",
    "card gone",
    "last try",
    "no terminal",
    "signed too late",
    "time over",
    "wrong PIN, 2 left",
];

/// What was told how often.
type Heard = BTreeMap<String, usize>;

/// One sequence, on a new phone.
async fn run(clinic: &Clinic, seed: u64, heard: &mut Heard) -> usize {
    let mut random = Random::new(seed);
    let day = Day::choose(&mut random);
    let mut model = Model::new();
    let mut real = Real::begin(clinic).await;
    let mut story = format!("KYOTAKU_SEED={seed} KYOTAKU_SEQUENCES=1\n{day:?}\n");
    let events = day.length(&mut random);
    for _ in 0..events {
        let event = model.choose(day, &mut random);
        let expected = model.meet(event);
        let told = real.meet(event).await;
        writeln!(story, "{event:?}: {told:?}").unwrap();
        assert_eq!(told, expected, "the last event came to the left:\n{story}");
        let (expected, view) = (model.view(), real.view().await);
        assert_eq!(view, expected, "the last event led to the left:\n{story}");
        *heard.entry(told.name()).or_default() += 1;
    }
    // Whatever the model thinks of single taps: no card loses a try to a PIN that nobody has typed.
    let [wrong, _] = model.typed;
    assert!(real.tries_lost() <= wrong, "{story}");
    usize::try_from(events).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_happens_phone_and_server_do_what_the_model_says() {
    let seed = Random::seed();
    let sequences = env::var("KYOTAKU_SEQUENCES");
    let sequences = sequences.map_or(SEQUENCES, |number| number.parse().unwrap());
    let workers: Vec<_> = (0..AT_ONCE)
        .map(|worker| {
            tokio::spawn(async move {
                let (mut events, mut heard) = (0, Heard::new());
                let mut numbers = (worker..sequences).step_by(AT_ONCE).peekable();
                while numbers.peek().is_some() {
                    let clinic = Clinic::open().await;
                    clinic.cheapen_passwords().await;
                    for number in numbers.by_ref().take(AT_ONE_SERVER) {
                        let seed = seed.wrapping_add(number as u64);
                        events += run(&clinic, seed, &mut heard).await;
                    }
                    assert_eq!(clinic.audit_findings().await, []);
                }
                (events, heard)
            })
        })
        .collect();
    let (mut events, mut heard) = (0, Heard::new());
    for worker in workers {
        let (more, told) = worker.await.unwrap();
        events += more;
        for (name, count) in told {
            *heard.entry(name).or_default() += count;
        }
    }
    println!("{sequences} sequences of {events} events; told: {heard:?}");
    let missing = TOLD.iter().find(|told| !heard.contains_key(**told));
    if sequences >= ENOUGH {
        assert_eq!(missing, None, "no sequence has come to it");
    }
}
