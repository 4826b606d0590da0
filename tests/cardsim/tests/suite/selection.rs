//! SELECT: applications, files, and what there is not.

use crate::apdus::*;

#[test]
fn applications_are_selected_by_name_without_or_with_information() {
    let mut card = powered("T01");
    assert_eq!(send(&mut card, SELECT_JPKI), (Vec::new(), 0x9000));
    let (information, answer) = send(&mut card, "00A404000AD392F00026010000000100");
    assert_eq!(hex::encode(information), "6f0c840ad392f000260100000001");
    assert_eq!(answer, 0x9000);
    for tail in ["0100", "0401", "0402", "0408"] {
        let select = format!("00A4040C0AD392100031000101{tail}");
        assert_eq!(status(&mut card, &select), 0x9000, "{tail}");
    }
}

#[test]
fn an_unknown_application_is_not_found_and_leaves_the_current_one() {
    let mut card = selected("T01");
    for unknown in [
        "00A404000AA00000030800001000 00",
        "00A4040C06A00000000101",
        "00A4040006D2760001240100",
        "00A4040009D392F0002601000000",
    ] {
        let unknown = unknown.replace(' ', "");
        assert_eq!(status(&mut card, &unknown), 0x6A82, "{unknown}");
    }
    assert_eq!(status(&mut card, READ_CERTIFICATE), 0x9000);
}

#[test]
fn there_is_no_usable_master_file() {
    let mut card = powered("T01");
    assert_eq!(status(&mut card, "00A40000"), 0x6A86);
    send(&mut card, SELECT_JPKI);
    assert_eq!(status(&mut card, "00A40000"), 0x9000);
    assert_eq!(status(&mut card, "00A40000023F00"), 0x6A82);
    assert_eq!(
        status(&mut card, READ_CERTIFICATE),
        0x9000,
        "JPKI is still selected"
    );
}

#[test]
fn files_are_selected_with_p1_02_only() {
    let mut card = selected("T01");
    assert_eq!(status(&mut card, "00A4020C02000A"), 0x9000);
    assert_eq!(status(&mut card, "00A4090C02000A"), 0x6A86);
    assert_eq!(status(&mut card, "00A4080C02000A"), 0x6A86);
    assert_eq!(status(&mut card, "00A4020C020005"), 0x6A82);
    assert_eq!(status(&mut card, "00A4020C030005AA"), 0x6700);
    assert_eq!(
        status(&mut card, "00B0000004"),
        0x9000,
        "a failed selection changes nothing"
    );
}

#[test]
fn a_card_of_another_kind_has_no_jpki() {
    assert_eq!(status(&mut powered("not-my-number"), SELECT_JPKI), 0x6A82);
}

#[test]
fn without_power_nothing_is_answered_but_a_status() {
    let mut card = world().card("T01").unwrap();
    assert_eq!(status(&mut card, SELECT_JPKI), 0x6F00);
}
