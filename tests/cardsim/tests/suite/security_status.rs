//! How long a verified PIN lasts.

use crate::apdus::*;

fn verified() -> kyotaku_cardsim::Card {
    let mut card = selected("T01");
    assert_eq!(status(&mut card, VERIFY), 0x9000);
    card
}

#[test]
fn it_stays_over_a_second_selection_of_the_same_application() {
    let mut card = verified();
    send(&mut card, SELECT_JPKI);
    assert_eq!(status(&mut card, &sign()), 0x9000);
}

#[test]
fn it_stays_over_a_warm_reset() {
    let mut card = verified();
    card.reset();
    assert_eq!(status(&mut card, QUERY), 0x6A88, "nothing is selected");
    send(&mut card, SELECT_JPKI);
    assert_eq!(status(&mut card, &sign()), 0x9000);
}

#[test]
fn another_application_the_card_manager_and_power_off_clear_it() {
    for way_out in [SELECT_SURFACE, SELECT_TEXT, SELECT_MANAGER] {
        let mut card = verified();
        assert_eq!(status(&mut card, way_out), 0x9000);
        send(&mut card, SELECT_JPKI);
        assert_eq!(status(&mut card, &sign()), 0x6982, "{way_out}");
    }
    let mut card = verified();
    card.power_off();
    card.power_on();
    send(&mut card, SELECT_JPKI);
    assert_eq!(status(&mut card, &sign()), 0x6982);
}

#[test]
fn a_selection_that_fails_leaves_it() {
    let mut card = verified();
    assert_eq!(status(&mut card, "00A4040C06A00000000101"), 0x6A82);
    assert_eq!(status(&mut card, &sign()), 0x9000);
}
