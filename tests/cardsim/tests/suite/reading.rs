//! READ BINARY, and the files that are free to read.

use kyotaku_cardsim::card::EndOfFile;

use crate::apdus::*;

#[test]
fn a_short_identifier_reads_and_makes_the_file_current() {
    let mut card = selected("T01");
    let (first, _) = send(&mut card, READ_CERTIFICATE);
    assert_eq!(first.len(), 256);
    assert_eq!(first[..2], [0x30, 0x82]);
    let (again, status) = send(&mut card, "00B0000000");
    assert_eq!((again, status), (first, 0x9000));
}

#[test]
fn reads_need_a_file_the_right_kind_of_file_permission_and_le() {
    let mut card = selected("T01");
    assert_eq!(status(&mut card, "00B0000000"), 0x6986, "no current file");
    assert_eq!(status(&mut card, "00B0980000"), 0x6981, "a PIN is not read");
    assert_eq!(
        status(&mut card, "00B0960000"),
        0x6981,
        "the terminal root is not read"
    );
    assert_eq!(status(&mut card, "00B0970000"), 0x6981, "a key is not read");
    assert_eq!(
        status(&mut card, "00B0810000"),
        0x6982,
        "the other certificate"
    );
    assert_eq!(status(&mut card, "00B08A00"), 0x6700, "no Le");
    assert_eq!(
        status(&mut card, "00B0850000"),
        0x6A82,
        "an unknown file is not there"
    );
}

#[test]
fn the_end_of_a_file_gives_the_rest_and_beyond_it_6b00() {
    let mut card = selected("T01");
    let whole = read_certificate(&mut card);
    let [high, low] = u16::try_from(whole.len() - 10).unwrap().to_be_bytes();
    let (rest, status) = transmit(&mut card, &[0x00, 0xB0, high, low, 0x00]);
    assert_eq!((rest.len(), status), (10, 0x9000));
    let [high, low] = u16::try_from(whole.len()).unwrap().to_be_bytes();
    assert_eq!(
        transmit(&mut card, &[0x00, 0xB0, high, low, 0x01]).1,
        0x6B00
    );
    card.behaviour_mut().end_of_file = EndOfFile::Warning;
    let [high, low] = u16::try_from(whole.len() - 10).unwrap().to_be_bytes();
    let (rest, status) = transmit(&mut card, &[0x00, 0xB0, high, low, 0x00]);
    assert_eq!((rest.len(), status), (10, 0x6282));
}

#[test]
fn one_extended_read_returns_the_whole_certificate() {
    let mut card = selected("T01");
    let (whole, status) = send(&mut card, READ_WHOLE_CERTIFICATE);
    assert_eq!(status, 0x9000);
    assert_eq!(whole, read_certificate(&mut card));
}

#[test]
fn the_signature_certificate_opens_with_its_password() {
    let mut card = selected("T01");
    assert_eq!(status(&mut card, "0020009B06414243313233"), 0x9000);
    assert_eq!(status(&mut card, "00B0810000"), 0x9000);
}

#[test]
fn token_information_tells_the_generation_of_the_card() {
    for (name, label) in [("T01", "JPKIAPICCTOKEN2"), ("juki", "JPKIAPICCTOKEN")] {
        let (info, _) = send(&mut selected(name), "00B0860000");
        assert_eq!(info.len(), 160);
        assert_eq!(String::from_utf8_lossy(&info[..32]).trim_end(), label);
        assert_eq!(info[96..100], [0, 0, 0x04, 0x0D]);
        assert_eq!(info[144..], *b"9999999999999999");
    }
}

#[test]
fn availability_tells_which_certificates_are_there() {
    for (name, marks) in [
        ("T01", [0x8F, 0x8F, 0x00]),
        ("T04", [0x00, 0x8F, 0x00]),
        ("no-certificate", [0x8F, 0x00, 0x00]),
    ] {
        assert_eq!(send(&mut selected(name), "00B0880000").0, marks, "{name}");
    }
}

#[test]
fn basic_information_of_the_text_application_is_free_and_declares_extended_lengths() {
    for (name, support) in [("T01", 0x03), ("no-extended", 0x00)] {
        let mut card = powered(name);
        send(&mut card, SELECT_TEXT);
        let (basics, status) = send(&mut card, "00B0850000");
        assert_eq!((basics.len(), status), (164, 0x9000));
        assert_eq!(basics[9], support, "{name}");
    }
}

#[test]
fn identity_in_the_text_application_needs_its_pin() {
    let mut card = powered("T01");
    send(&mut card, SELECT_TEXT);
    assert_eq!(status(&mut card, "00B0820000"), 0x6982);
    assert_eq!(status(&mut card, "002000910431323334"), 0x9000);
    let (identity, status) = send(&mut card, "00B0820000");
    assert_eq!(status, 0x9000);
    assert!(String::from_utf8_lossy(&identity).contains("試験　花子"));
}
