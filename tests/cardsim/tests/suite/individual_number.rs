//! 個人番号 is not on the card, and every attempt at it is counted.

use crate::apdus::*;

#[test]
fn every_way_to_touch_it_is_counted_and_gives_nothing() {
    let mut card = powered("T01");
    send(&mut card, SELECT_TEXT);
    let commands = [
        ("00A4020C020001", 0x9000),
        ("00B0000000", 0x6982),
        ("00B0810000", 0x6982),
        ("00200094", 0x6984),
        ("00A4020C020014", 0x9000),
        ("00200080", 0x6984),
    ];
    for (command, expected) in commands {
        assert_eq!(status(&mut card, command), expected, "{command}");
    }
    send(&mut card, SELECT_SURFACE);
    assert_eq!(status(&mut card, "00B0850000"), 0x6982);
    assert_eq!(status(&mut card, "00200093"), 0x6984);
    assert_eq!(card.log().forbidden(), commands.len() + 2);
}

#[test]
fn the_ordinary_flow_touches_nothing_of_it() {
    let mut card = selected("T01");
    read_certificate(&mut card);
    send(&mut card, QUERY);
    send(&mut card, VERIFY);
    send(&mut card, &sign());
    let summary = card.log().summary();
    assert_eq!(summary.forbidden, 0);
    assert_eq!(summary.verifications, 1);
    assert_eq!(summary.commands, 11);
    assert_eq!(summary.command_bytes, 120);
}
