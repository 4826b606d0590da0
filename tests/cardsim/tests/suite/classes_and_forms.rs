//! Classes, length forms, and differences between makes.

use kyotaku_cardsim::card::{Delivery, Secret};

use crate::apdus::*;

#[test]
fn logical_channels_and_secure_messaging_are_refused() {
    let mut card = selected("T01");
    assert_eq!(status(&mut card, "01B08A0000"), 0x6881);
    assert_eq!(status(&mut card, "41B08A0000"), 0x6881);
    assert_eq!(status(&mut card, "0CB08A0000"), 0x6882);
    assert_eq!(status(&mut card, "04B08A0000"), 0x6882);
    assert_eq!(status(&mut card, "E0B08A0000"), 0x6E00);
    assert_eq!(status(&mut card, "00FF0000"), 0x6D00);
    assert_eq!(status(&mut card, "80B08A0000"), 0x6D00);
    assert_eq!(status(&mut card, "00CADF3005"), 0x6A88);
}

#[test]
fn extended_le_and_lc_are_switched_off_separately() {
    let verify_extended = "0020009800000431323334";
    for (name, le, lc) in [
        ("T01", 0x9000, 0x9000),
        ("no-extended", 0x6700, 0x6700),
        ("no-extended-le", 0x6700, 0x9000),
        ("no-extended-lc", 0x9000, 0x6700),
    ] {
        let mut card = selected(name);
        assert_eq!(status(&mut card, READ_WHOLE_CERTIFICATE), le, "{name}");
        assert_eq!(status(&mut card, verify_extended), lc, "{name}");
        assert_eq!(read_certificate(&mut card).len() / 256, 6, "{name}");
    }
    assert_eq!(
        selected("no-extended")
            .persistent()
            .tries_left(Secret::AuthenticationPin),
        3
    );
}

#[test]
fn mixed_length_forms_are_refused() {
    let mut card = selected("T01");
    assert_eq!(status(&mut card, "00B08A"), 0x6700);
    assert_eq!(status(&mut card, "00A4020C02000A0000"), 0x6700);
    assert_eq!(status(&mut card, "00B08A000001"), 0x6700);
}

#[test]
fn short_file_identifiers_can_be_refused_and_selection_still_works() {
    for (name, refusal) in [("no-sfi", 0x6A86), ("no-sfi-not-found", 0x6A82)] {
        let mut card = selected(name);
        assert_eq!(status(&mut card, READ_CERTIFICATE), refusal);
        assert_eq!(status(&mut card, QUERY), refusal);
        assert_eq!(status(&mut card, VERIFY), refusal);
        assert_eq!(card.persistent().tries_left(Secret::AuthenticationPin), 3);
        send(&mut card, "00A4020C02000A");
        assert_eq!(status(&mut card, "00B0000000"), 0x9000);
        send(&mut card, "00A4020C020018");
        assert_eq!(status(&mut card, "002000800431323334"), 0x9000);
        assert_eq!(status(&mut card, &sign()), refusal);
        send(&mut card, "00A4020C020017");
        assert_eq!(
            status(&mut card, &format!("802A008033{DIGEST_INFO}00")),
            0x9000
        );
    }
}

#[test]
fn data_can_wait_for_get_response() {
    let mut card = selected("T01");
    let whole = read_certificate(&mut card);
    card.behaviour_mut().delivery = Delivery::GetResponse;
    assert_eq!(
        send(&mut card, READ_WHOLE_CERTIFICATE),
        (Vec::new(), 0x6100)
    );
    let mut fetched = Vec::new();
    loop {
        let (part, status) = send(&mut card, "00C0000000");
        fetched.extend(part);
        match status {
            0x9000 => break,
            more => assert_eq!(more >> 8, 0x61),
        }
    }
    assert_eq!(fetched, whole);
    assert_eq!(
        status(&mut card, "00C0000000"),
        0x6985,
        "nothing waits any more"
    );
    send(&mut card, READ_CERTIFICATE);
    send(&mut card, QUERY);
    assert_eq!(
        status(&mut card, "00C0000000"),
        0x6985,
        "another command drops it"
    );
}

#[test]
fn the_exact_length_can_be_demanded() {
    let mut card = selected("T01");
    let whole = read_certificate(&mut card);
    card.behaviour_mut().delivery = Delivery::ExactLength;
    let at = whole.len() - 41;
    let [high, low] = u16::try_from(at).unwrap().to_be_bytes();
    assert_eq!(
        transmit(&mut card, &[0x00, 0xB0, high, low, 0x00]).1,
        0x6C29
    );
    assert_eq!(
        transmit(&mut card, &[0x00, 0xB0, high, low, 0x29]),
        (whole[at..].to_vec(), 0x9000)
    );
}

#[test]
fn challenges_are_random_and_at_most_256_bytes() {
    let mut card = powered("T01");
    let (first, _) = send(&mut card, "0084000010");
    let (second, _) = send(&mut card, "0084000010");
    assert_eq!((first.len(), second.len()), (16, 16));
    assert_ne!(first, second);
    assert_eq!(send(&mut card, "0084000000").0.len(), 256);
    assert_eq!(status(&mut card, "00840000000101"), 0x6985);
    assert_eq!(status(&mut card, "00840000"), 0x6700);
}
