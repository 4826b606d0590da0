//! VERIFY and its counters.

use kyotaku_cardsim::card::{Persistent, Secret};

use crate::apdus::*;

#[test]
fn an_empty_verify_asks_for_the_counter_and_costs_nothing() {
    let mut card = selected("T01");
    for _ in 0..10 {
        assert_eq!(status(&mut card, QUERY), 0x63C3);
    }
    assert_eq!(status(&mut card, "0020009B"), 0x63C5);
    send(&mut card, "00A4020C020018");
    assert_eq!(status(&mut card, "00200080"), 0x63C3);
}

#[test]
fn wrong_pins_count_down_to_a_lock_that_even_the_right_pin_does_not_open() {
    let mut card = selected("T01");
    assert_eq!(status(&mut card, VERIFY_WRONG), 0x63C2);
    assert_eq!(status(&mut card, VERIFY_WRONG), 0x63C1);
    assert_eq!(status(&mut card, VERIFY_WRONG), 0x63C0);
    assert_eq!(status(&mut card, VERIFY_WRONG), 0x6984);
    assert_eq!(status(&mut card, VERIFY), 0x6984);
    assert_eq!(status(&mut card, QUERY), 0x63C0);
}

#[test]
fn the_right_pin_restores_the_counter() {
    let mut card = selected("T01");
    send(&mut card, VERIFY_WRONG);
    assert_eq!(status(&mut card, VERIFY), 0x9000);
    assert_eq!(status(&mut card, QUERY), 0x63C3);
}

#[test]
fn a_wrong_pin_after_the_right_one_takes_the_permission_back() {
    let mut card = selected("T01");
    send(&mut card, VERIFY);
    send(&mut card, VERIFY_WRONG);
    assert_eq!(status(&mut card, &sign()), 0x6982);
}

#[test]
fn counters_survive_without_power() {
    let mut card = selected("T01");
    send(&mut card, VERIFY_WRONG);
    card.power_off();
    card.power_on();
    send(&mut card, SELECT_JPKI);
    assert_eq!(status(&mut card, QUERY), 0x63C2);
}

#[test]
fn counters_survive_in_a_file() {
    let path = std::env::temp_dir().join(format!("kyotaku-card-{}.json", std::process::id()));
    assert_eq!(Persistent::load(&path).unwrap(), Persistent::default());
    let worn = Persistent::default().with_tries_left(Secret::AuthenticationPin, 1);
    worn.save(&path).unwrap();
    let loaded = Persistent::load(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(loaded, worn);
    assert_eq!(loaded.tries_left(Secret::AuthenticationPin), 1);
    assert_eq!(loaded.tries_left(Secret::SignaturePassword), 5);
}

#[test]
fn some_makes_answer_9000_to_the_query_once_verified() {
    let mut card = selected("verified-query-9000");
    assert_eq!(status(&mut card, QUERY), 0x63C3);
    send(&mut card, VERIFY);
    assert_eq!(status(&mut card, QUERY), 0x9000);
}

#[test]
fn a_card_without_pins_says_so() {
    let mut card = selected("T11");
    assert_eq!(status(&mut card, QUERY), 0x6984);
    assert_eq!(status(&mut card, VERIFY), 0x6984);
    assert_eq!(status(&mut card, &sign()), 0x6982);
}

#[test]
fn special_cards_begin_with_their_counters() {
    for (name, answer) in [
        ("two-tries", 0x63C2),
        ("one-try", 0x63C1),
        ("locked", 0x63C0),
    ] {
        assert_eq!(status(&mut selected(name), QUERY), answer, "{name}");
    }
}

#[test]
fn references_that_are_not_secrets_are_refused() {
    let mut card = selected("T01");
    assert_eq!(status(&mut card, "00200080"), 0x6986);
    assert_eq!(status(&mut card, "0020008A"), 0x6981);
    assert_eq!(status(&mut card, "00200085"), 0x6A88);
    assert_eq!(status(&mut card, "00200198"), 0x6A86);
    assert_eq!(status(&mut card, "00200018"), 0x6A86);
}
