//! Encoder and parser are inverse, and no bytes make a parser panic.

#![allow(clippy::unwrap_used, reason = "strategies are tests too")]

use kyotaku_core::apdu::{Command, ExpectedLength, Form, Response, StatusWord, tlv};
use proptest::prelude::*;

/// Lengths at and around every boundary of ISO 7816-4 §5.1, and some between.
fn data_length() -> impl Strategy<Value = usize> {
    prop_oneof![
        Just(0),
        Just(1),
        Just(255),
        Just(256),
        Just(65_535),
        1..2000usize
    ]
}

fn expected_length() -> impl Strategy<Value = Option<u32>> {
    prop_oneof![
        Just(None),
        prop_oneof![
            Just(1),
            Just(255),
            Just(256),
            Just(257),
            Just(65_535),
            Just(65_536),
            1..70_000u32
        ]
        .prop_map(|bytes| Some(bytes.min(65_536))),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    (
        any::<[u8; 4]>(),
        data_length(),
        any::<u8>(),
        expected_length(),
        any::<bool>(),
    )
        .prop_map(|(header, length, fill, expected, extended)| {
            let mut command = Command::new(header);
            if length > 0 {
                command = command.carrying(&vec![fill; length]).unwrap();
            }
            if let Some(bytes) = expected {
                command = command.expecting(ExpectedLength::new(bytes).unwrap());
            }
            if extended {
                command.extended()
            } else {
                command
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_command_survives_encoding(command in command()) {
        let bytes = command.encode();
        prop_assert_eq!(Command::parse(&bytes).unwrap(), command);
    }

    #[test]
    fn every_parsed_command_encodes_to_the_same_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(command) = Command::parse(&bytes) {
            prop_assert_eq!(command.encode().to_vec(), bytes);
        }
    }

    #[test]
    fn the_mixed_form_is_never_made(command in command()) {
        // In the short form neither field may need two bytes; in the extended form both have them.
        let short = command.form() == Form::Short;
        let fits = command.data().len() <= 255
            && command.expected().is_none_or(|expected| expected.get() <= 256);
        prop_assert!(fits || !short);
        let lengths = command.encode().len() - 4 - command.data().len();
        let fields = usize::from(!command.data().is_empty()) + usize::from(command.expected().is_some());
        prop_assert_eq!(lengths, if short { fields } else { 1 + 2 * fields });
    }

    #[test]
    fn every_response_survives_encoding(data in prop::collection::vec(any::<u8>(), 0..300), raw in any::<u16>()) {
        let response = Response::new(data.clone(), StatusWord::from(raw));
        let read = Response::parse(&response.encode()).unwrap();
        prop_assert_eq!(read.data(), &data[..]);
        prop_assert_eq!(read.status().raw(), raw);
    }

    #[test]
    fn no_bytes_make_the_tlv_reader_panic_or_loop(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(tlv::objects(&bytes).count() <= bytes.len());
    }

    #[test]
    fn a_written_object_is_read_back(tag in prop_oneof![Just(0x84u16), Just(0x5F4E), Just(0xDF21)],
                                     value in prop::collection::vec(any::<u8>(), 0..600)) {
        let mut bytes = if tag > 0xFF { tag.to_be_bytes().to_vec() } else { tag.to_be_bytes()[1..].to_vec() };
        bytes.push(0x82);
        bytes.extend_from_slice(&u16::try_from(value.len()).unwrap().to_be_bytes());
        bytes.extend_from_slice(&value);
        let (object, rest) = tlv::Tlv::parse(&bytes).unwrap();
        prop_assert_eq!((object.tag, object.value, rest.len()), (tag, &value[..], 0));
    }
}

#[test]
fn the_longest_response_is_accepted_and_one_more_byte_is_not() {
    let longest = vec![0x90; Response::DATA_MAX + 2];
    assert_eq!(
        Response::parse(&longest).unwrap().data().len(),
        Response::DATA_MAX
    );
    assert!(Response::parse(&vec![0x90; Response::DATA_MAX + 3]).is_err());
    assert!(Response::parse(&[0x90]).is_err());
}
