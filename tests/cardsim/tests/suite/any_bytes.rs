//! Bytes nobody would send, and what is written down about those that are sent.

use proptest::prelude::*;

use crate::apdus::*;

#[test]
fn the_log_holds_no_pin() {
    let mut card = selected("T01");
    send(&mut card, VERIFY);
    let log = serde_json::to_string(card.log().exchanges()).unwrap();
    assert!(
        log.contains(r#""header":"00200098","command_bytes":9,"response_bytes":2,"status":"9000""#)
    );
    assert!(!log.contains("31323334"));
}

proptest! {
    #[test]
    fn any_bytes_are_answered(
        commands in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..20),
    ) {
        let mut card = selected("T01");
        for command in commands {
            prop_assert!(card.transmit(&command).len() >= 2);
        }
    }

    #[test]
    fn any_plausible_command_is_answered(
        commands in prop::collection::vec(plausible_command(), 1..30),
    ) {
        let mut card = powered("T01");
        for command in commands {
            prop_assert!(card.transmit(&command).len() >= 2);
        }
        prop_assert!(card.persistent().tries_left(kyotaku_cardsim::card::Secret::AuthenticationPin) <= 3);
    }
}

/// Known instructions with arbitrary parameters and data: reaches further than noise.
fn plausible_command() -> impl Strategy<Value = Vec<u8>> {
    let class = prop::sample::select(vec![0x00_u8, 0x10, 0x80, 0x90]);
    let instruction = prop::sample::select(vec![
        0x20_u8, 0x22, 0x2A, 0x82, 0x84, 0xA4, 0xB0, 0xC0, 0xCA,
    ]);
    let parameter = prop_oneof![
        prop::sample::select(vec![
            0x00_u8, 0x02, 0x04, 0x0C, 0x80, 0x81, 0x8A, 0x97, 0x98, 0xA4, 0xB6, 0xBE
        ]),
        any::<u8>(),
    ];
    let body = prop_oneof![
        Just(hex::decode(&SELECT_JPKI[8..]).unwrap()),
        Just(vec![0x02, 0x00, 0x0A]),
        Just(vec![0x00]),
        Just(Vec::new()),
        prop::collection::vec(any::<u8>(), 0..40),
    ];
    (class, instruction, parameter.clone(), parameter, body).prop_map(
        |(class, instruction, p1, p2, body)| {
            let mut command = vec![class, instruction, p1, p2];
            command.extend(body);
            command
        },
    )
}
