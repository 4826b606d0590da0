//! Everything that goes wrong in a field, by name.

use core::time::Duration;

use kyotaku_cardsim::{
    card::Secret,
    faults::{Contactless as _, Fault, Field, FieldLoss},
    timing::{BitRate, Timing},
};

use crate::apdus::*;

fn field(script: &str) -> Field {
    Field::new(world().card("T01").unwrap()).with(Fault::parse(script).unwrap())
}

fn exchange(field: &mut Field, command: &str) -> Result<Vec<u8>, FieldLoss> {
    field.transmit(&hex::decode(command).unwrap())
}

fn ends_with(response: &[u8], status: u16) -> bool {
    response.ends_with(&status.to_be_bytes())
}

fn tries(field: &Field) -> u8 {
    field
        .card()
        .persistent()
        .tries_left(Secret::AuthenticationPin)
}

#[test]
fn a_lost_tag_stays_lost_until_it_is_found_again() {
    let mut field = field("lose the tag before command 2");
    exchange(&mut field, SELECT_JPKI).unwrap();
    assert_eq!(exchange(&mut field, READ_CERTIFICATE), Err(FieldLoss));
    assert_eq!(exchange(&mut field, SELECT_JPKI), Err(FieldLoss));
    field.connect().unwrap();
    let answer = exchange(&mut field, QUERY).unwrap();
    assert!(ends_with(&answer, 0x6A88), "nothing is selected any more");
}

#[test]
fn a_tag_lost_after_verify_may_have_counted_it() {
    for (script, left) in [
        ("lose the tag after verify, counted", 2),
        ("lose the tag after verify, not counted", 3),
        ("lose the tag before verify", 3),
    ] {
        let mut field = field(script);
        exchange(&mut field, SELECT_JPKI).unwrap();
        assert!(ends_with(&exchange(&mut field, QUERY).unwrap(), 0x63C3));
        assert_eq!(
            exchange(&mut field, VERIFY_WRONG),
            Err(FieldLoss),
            "{script}"
        );
        field.connect().unwrap();
        exchange(&mut field, SELECT_JPKI).unwrap();
        assert_eq!(tries(&field), left, "{script}");
    }
}

#[test]
fn the_right_pin_lost_after_counting_restores_the_counter_but_no_permission() {
    let mut field = field("lose the tag after verify#2");
    exchange(&mut field, SELECT_JPKI).unwrap();
    exchange(&mut field, VERIFY_WRONG).unwrap();
    assert_eq!(tries(&field), 2);
    assert_eq!(exchange(&mut field, VERIFY), Err(FieldLoss));
    assert_eq!(tries(&field), 3);
    field.connect().unwrap();
    exchange(&mut field, SELECT_JPKI).unwrap();
    assert!(ends_with(&exchange(&mut field, &sign()).unwrap(), 0x6982));
}

#[test]
fn a_scripted_status_replaces_the_command() {
    let mut field = field("answer SW 6F00 to verify");
    exchange(&mut field, SELECT_JPKI).unwrap();
    assert_eq!(exchange(&mut field, VERIFY_WRONG).unwrap(), [0x6F, 0x00]);
    assert_eq!(tries(&field), 3, "the card never got it");
    assert!(
        ends_with(&exchange(&mut field, VERIFY).unwrap(), 0x9000),
        "once only"
    );
}

#[test]
fn answers_are_truncated_or_garbled() {
    let mut field = field("truncate answer 2 to 1 byte\ngarbage answer 3");
    exchange(&mut field, SELECT_JPKI).unwrap();
    let honest = selected("T01").transmit(&hex::decode(READ_CERTIFICATE).unwrap());
    assert_eq!(exchange(&mut field, READ_CERTIFICATE).unwrap(), honest[..1]);
    let garbage = exchange(&mut field, READ_CERTIFICATE).unwrap();
    assert_eq!(garbage.len(), honest.len());
    assert_ne!(garbage, honest);
    assert_eq!(exchange(&mut field, READ_CERTIFICATE).unwrap(), honest);
}

#[test]
fn one_bit_of_the_signature_is_wrong() {
    let signed = |script| {
        let mut field = field(script);
        exchange(&mut field, SELECT_JPKI).unwrap();
        exchange(&mut field, VERIFY).unwrap();
        exchange(&mut field, &sign()).unwrap()
    };
    let honest = signed("");
    let flipped = signed("flip a bit in the signature");
    let differing: u32 = honest
        .iter()
        .zip(&flipped)
        .map(|(one, other)| (one ^ other).count_ones())
        .sum();
    assert_eq!(differing, 1);
    assert!(ends_with(&flipped, 0x9000));
}

#[test]
fn reads_answer_61xx_6cxx_6282_or_short() {
    let mut waiting = field("61xx on reads");
    exchange(&mut waiting, SELECT_JPKI).unwrap();
    assert_eq!(
        exchange(&mut waiting, READ_CERTIFICATE).unwrap(),
        [0x61, 0x00]
    );
    let rest = exchange(&mut waiting, "00C0000000").unwrap();
    assert_eq!(rest.len(), 258);

    let mut exact = field("6C on reads");
    exchange(&mut exact, SELECT_JPKI).unwrap();
    assert_eq!(exchange(&mut exact, "00B0880000").unwrap(), [0x6C, 0x03]);
    assert_eq!(exchange(&mut exact, "00B0880003").unwrap().len(), 5);

    let mut warning = field("6282 at the end of the file");
    exchange(&mut warning, SELECT_JPKI).unwrap();
    let answer = exchange(&mut warning, "00B0880000").unwrap();
    assert!(answer.len() == 5 && ends_with(&answer, 0x6282));

    let mut short = field("short reads 100");
    exchange(&mut short, SELECT_JPKI).unwrap();
    assert_eq!(exchange(&mut short, READ_CERTIFICATE).unwrap().len(), 102);
    assert_eq!(
        exchange(&mut short, READ_WHOLE_CERTIFICATE).unwrap().len(),
        102
    );
}

#[test]
fn long_reads_lose_the_tag() {
    let mut field = field("fail reads longer than 256");
    exchange(&mut field, SELECT_JPKI).unwrap();
    assert_eq!(exchange(&mut field, READ_CERTIFICATE).unwrap().len(), 258);
    assert_eq!(exchange(&mut field, READ_WHOLE_CERTIFICATE), Err(FieldLoss));
    field.connect().unwrap();
    exchange(&mut field, SELECT_JPKI).unwrap();
    assert_eq!(exchange(&mut field, READ_CERTIFICATE).unwrap().len(), 258);
}

#[test]
fn another_card_comes_back_after_a_loss() {
    let mut field = field("lose the tag after command 2\nswap the card with T02 after loss");
    let wanted: Vec<_> = field.wanted_spares().map(str::to_owned).collect();
    assert_eq!(wanted, ["T02"]);
    field = field.with_spare(world().card("T02").unwrap());
    exchange(&mut field, SELECT_JPKI).unwrap();
    assert_eq!(exchange(&mut field, READ_CERTIFICATE), Err(FieldLoss));
    field.connect().unwrap();
    assert_eq!(field.card().name(), "T02");
    exchange(&mut field, SELECT_JPKI).unwrap();
    let answer = exchange(&mut field, READ_CERTIFICATE).unwrap();
    let expected = world().certificate("T02").unwrap().der;
    assert_eq!(answer[..256], expected[..256]);
}

#[test]
fn delays_and_exchanges_are_counted_without_sleeping() {
    let mut slow =
        field("delay 309 ms\ndelay sign by 1500 ms").timed(Timing::new(BitRate::Kbit106));
    exchange(&mut slow, SELECT_JPKI).unwrap();
    exchange(&mut slow, VERIFY).unwrap();
    exchange(&mut slow, &sign()).unwrap();
    let mut plain = field("").timed(Timing::new(BitRate::Kbit106));
    exchange(&mut plain, SELECT_JPKI).unwrap();
    exchange(&mut plain, VERIFY).unwrap();
    exchange(&mut plain, &sign()).unwrap();
    assert_eq!(
        slow.elapsed(),
        plain.elapsed() + Duration::from_millis(3 * 309 + 1500)
    );
}
