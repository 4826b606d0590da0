//! The timing model against the totals it was described by.

use core::time::Duration;

use kyotaku_cardsim::timing::{BitRate, Timing};

/// Commands of a flow: how many bytes go and come.
fn total(timing: &Timing, flow: &[(&str, usize, usize)]) -> u128 {
    flow.iter()
        .map(|(header, command, response)| {
            let mut bytes = hex::decode(header).unwrap();
            bytes.resize(*command, 0);
            timing.cost(&bytes, &vec![0; *response])
        })
        .sum::<Duration>()
        .as_millis()
}

const SELECT: (&str, usize, usize) = ("00A4040C", 15, 2);
const QUERY: (&str, usize, usize) = ("00200098", 4, 2);
const VERIFY: (&str, usize, usize) = ("00200098", 9, 2);
const SIGN: (&str, usize, usize) = ("802A0097", 57, 258);
const READ: (&str, usize, usize) = ("00B08A00", 5, 258);

/// Eleven commands, 120 bytes there and 1855 back.
fn short_flow() -> Vec<(&'static str, usize, usize)> {
    let mut flow = vec![SELECT];
    flow.extend([READ; 6]);
    flow.extend([("00B00600", 5, 41 + 2), QUERY, VERIFY, SIGN]);
    flow
}

/// Five commands, 92 bytes there and 1843 back.
fn extended_flow() -> Vec<(&'static str, usize, usize)> {
    vec![SELECT, ("00B08A00", 7, 1577 + 2), QUERY, VERIFY, SIGN]
}

/// RP-TA/1 in ten commands, 1556 bytes there and 1869 back.
fn terminal_flow() -> Vec<(&'static str, usize, usize)> {
    let environment = ("002281B6", 23, 2);
    let certificate = ("002A00BE", 570, 2);
    vec![
        SELECT,
        ("00B08A00", 7, 1577 + 2),
        environment,
        certificate,
        environment,
        certificate,
        environment,
        ("00840000", 5, 18),
        ("00820000", 263, 2),
        SIGN,
    ]
}

fn close(actual: u128, expected: u128, what: &str) {
    assert!(
        actual.abs_diff(expected) <= 5,
        "{what}: {actual} ms instead of {expected} ms"
    );
}

#[test]
fn flows_cost_what_the_model_says() {
    for (overhead, short, extended, terminal) in [
        (8, (668, 512), (583, 435), (835, 573)),
        (13, (723, 567), (608, 460), (885, 623)),
        (20, (800, 644), (643, 495), (955, 693)),
    ] {
        let at = |rate| Timing {
            overhead: Duration::from_millis(overhead),
            ..Timing::new(rate)
        };
        for (flow, (slow, fast), name) in [
            (short_flow(), short, "short"),
            (extended_flow(), extended, "extended"),
            (terminal_flow(), terminal, "terminal"),
        ] {
            close(total(&at(BitRate::Kbit106), &flow), slow, name);
            close(total(&at(BitRate::Kbit424), &flow), fast, name);
        }
    }
}
